"""The workspace: its files, its record and event log, and safe writing."""
