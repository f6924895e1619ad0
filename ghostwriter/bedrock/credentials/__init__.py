"""Credentials: bearer tokens, keys, profiles and roles, and how requests are signed."""
