"""The service's rules for requests: its service model, limits, what each model can do."""
