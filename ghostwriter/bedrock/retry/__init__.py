"""Retries: waiting times, and the limit on calls at the same time."""
