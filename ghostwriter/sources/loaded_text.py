"""What a loader makes of a file."""

from typing import NamedTuple


class LoadedText(NamedTuple):
    """A file's own title (empty if it has none) and its text as Markdown."""

    title: str
    text: str
