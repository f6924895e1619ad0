"""Access to the models: credentials, endpoints, names, requests, errors, retries, budget."""
