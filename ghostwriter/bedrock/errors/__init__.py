"""Errors of the service: one table from error to advice and retry, and its lookup."""
