"""Units of measurement in text."""
