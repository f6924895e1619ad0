"""The checks of ``ghostwriter doctor``, one file a subject."""
