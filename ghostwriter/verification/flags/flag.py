"""Flags on stretches of a text."""

from ghostwriter.schema.artifacts import Flag

__all__ = ["Flag", "flag_at"]


def flag_at(text: str, start: int, end: int, kind: str, message: str, *, hard: bool) -> Flag:  # noqa: PLR0913  (place, what, how)
    """A flag on ``text[start:end]``."""
    return Flag(kind=kind, start=start, end=end, text=text[start:end], message=message, hard=hard)
