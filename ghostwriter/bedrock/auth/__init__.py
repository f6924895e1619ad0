"""Who asks: credentials, where they come from, and what signs a request with them."""
