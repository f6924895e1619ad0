"""Endpoints: regions, hosts, and the addresses of other providers."""
