"""Secrets: finding them in text and keeping them out of files and streams."""
