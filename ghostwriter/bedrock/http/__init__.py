"""Requests and responses: the HTTP client, its limits, and fixes to what goes over the wire."""
