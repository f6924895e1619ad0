"""The style guide of a brief: one that is shipped, by its name, or a file of the person's own."""

from collections.abc import Iterator
from pathlib import Path

from ghostwriter.brief.brief import Brief
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.safe_read import Unreadable, decode, read_beneath
from ghostwriter.sources.discovery import read_allowed, source_file
from ghostwriter.text.suggest import did_you_mean

LARGEST = 100_000
"""Bytes; it is sent with every draft."""


def style_guide(brief: Brief, folders: tuple[Path, ...]) -> str:
    """The text of one of ``styles/`` in ``folders``, nearest first, or of a file that the brief names.

    Raises:
        ConfigurationError: if there is no such guide, or it cannot be read.
    """
    style = brief.style
    shipped = {
        path.stem: (folder, f"styles/{path.name}")
        for folder in reversed(folders)
        for path in sorted((folder / "styles").glob("*.md"))
    }
    try:
        known = shipped.get(style)
        # A file that the brief names is trusted as little as a source is.
        data = read_beneath(*known, LARGEST) if known else read_allowed(brief, source_file(brief.base, style), LARGEST)
        return decode(data).replace("\r\n", "\n").strip()
    except Unreadable as error:
        hint = f"{did_you_mean(style, sorted(shipped))}, or name a file beside the brief" if "/" not in style else ""
        raise ConfigurationError(f"style {style!r}: {error}{hint and '; '}{hint}.") from error


def style_notices(brief: Brief) -> Iterator[str]:
    """Notice that the guide lies outside of the brief's folder, if it does; ask when it has been read."""
    if brief.style and not (file := source_file(brief.base, brief.style)).lies_below(brief.base):
        yield f"{file.origin}: a style guide outside of the brief's folder, and read because that was allowed"
