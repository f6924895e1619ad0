"""What goes out and comes back: request fields, cache points, guardrails, the watched HTTP client."""
