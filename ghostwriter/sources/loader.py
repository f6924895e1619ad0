"""The one interface through which every kind of source comes in, and the kinds there are."""

from pathlib import Path
from typing import NamedTuple, Protocol

from ghostwriter.sources import html, plain


class Loaded(NamedTuple):
    """What a loader makes of a file: its own title (empty if it has none) and its text as Markdown."""

    title: str
    text: str


class Loader(Protocol):
    """One kind of source. A new kind is a module with these two functions, and its name in ``LOADERS``."""

    def accepts(self, path: Path, text: str) -> bool:
        """Whether this kind is the one for a file, by its name and the text in it."""

    def load(self, text: str) -> tuple[str, str]:
        """Title and Markdown of a file's text; raises ValueError if it holds nothing to read."""


LOADERS: tuple[Loader, ...] = (html, plain)
"""The first that accepts a file loads it; the last one takes any text."""


def load(path: Path, text: str) -> Loaded:
    """Load a file's text by the kind it is of.

    Raises:
        ValueError: if there is nothing to read in it.
    """
    loader = next(loader for loader in LOADERS if loader.accepts(path, text))
    return Loaded(*loader.load(text))
