"""What a loader makes of a file."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple


class LoadedText(NamedTuple):
    """A file's own title (empty if it has none), its text as Markdown, and what no reader sees and was left out.

    ``taken_out`` counts it by its kind, in words for a person: ``{"comments": 2}``.
    """

    title: str
    text: str
    taken_out: Mapping[str, int] = MappingProxyType({})


type ReadPage = Callable[[str], LoadedText]
"""Makes Markdown of a web page; raises ``Unreadable`` if nothing can be made of it."""
