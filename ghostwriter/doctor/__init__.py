"""Checks of the settings, credentials, models and sandbox that a run would use."""
