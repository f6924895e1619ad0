"""Loaders, one for each kind of source."""
