"""The brief: its file, its values, and what it names outside of its own folder."""
