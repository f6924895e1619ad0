"""Configuration: settings, environment variables, ``.env`` and ``ghostwriter.toml``."""
