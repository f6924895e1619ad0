"""The Landlock sandbox, and the system's paths that Python needs in it."""
