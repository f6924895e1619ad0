"""Secrets: which a run knows, how they may be written down, and whether a text holds one."""
