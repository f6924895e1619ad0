"""The one interface through which every kind of source comes in, and the kinds there are."""

from pathlib import Path
from typing import Protocol

from ghostwriter.sources import html, plain
from ghostwriter.sources.loaded_text import LoadedText


class Loader(Protocol):
    """One kind of source. A new kind is a module with these two functions, and its place in ``LOADERS``."""

    def accepts(self, path: Path, data: bytes) -> bool:
        """Whether this kind is the one for a file, by its name and its bytes; cheap, and never raises."""

    def load(self, data: bytes) -> LoadedText:
        """Title and Markdown of a file; raises ``Unreadable`` if it holds nothing that can be read."""


LOADERS: tuple[Loader, ...] = (html, plain)
"""The first that accepts a file loads it; the last one accepts whatever is there."""


def load(path: Path, data: bytes) -> LoadedText:
    """Load a file by the kind it is of.

    Raises:
        Unreadable: if there is nothing to read in it.
    """
    return next(loader for loader in LOADERS if loader.accepts(path, data)).load(data)
