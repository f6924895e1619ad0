"""Security: safe reading, marking of untrusted text, secrets, isolation, destinations."""
