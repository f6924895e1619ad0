"""Loaders, one for each kind of source: the interface that they share, and the kinds there are."""

from pathlib import Path
from typing import Protocol

from ghostwriter.sources.loaders import html, text
from ghostwriter.sources.loaders.loaded_text import LoadedText, ReadPage


class Loader(Protocol):
    """One kind of source. A new kind is a module with these two functions, and its place in ``LOADERS``.

    A format that needs a real parser is parsed in ``sources/parser_process/``, apart from the run.
    """

    def accepts(self, path: Path, data: bytes) -> bool:
        """True if a file is of this kind, by its name and its bytes; cheap, and never raises."""

    def load(self, path: Path, data: bytes, read_page: ReadPage) -> LoadedText:
        """Title and Markdown of a file; raises ``Unreadable`` if it holds nothing that can be read."""


LOADERS: tuple[Loader, ...] = (html, text)
"""The first that accepts a file loads it; the last one accepts whatever is there."""


def load_file(path: Path, data: bytes, read_page: ReadPage) -> LoadedText:
    """Load a file by the kind it is of; raises ``Unreadable`` if there is nothing to read in it."""
    return next(loader for loader in LOADERS if loader.accepts(path, data)).load(path, data, read_page)
