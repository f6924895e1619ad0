"""Displays: sinks that show a run's events to a person, or to a program."""
