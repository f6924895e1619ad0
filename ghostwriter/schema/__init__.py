"""Data types that every room speaks: artifacts, events, usage, the record of a run."""
