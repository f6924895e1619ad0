"""Prompts: where their files are, and how they are rendered."""
