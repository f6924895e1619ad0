"""The files in ``prompts/``: where they lie, and which of them a folder of one's own replaces."""

import difflib
from pathlib import Path

from ghostwriter.errors import ConfigurationError
from ghostwriter.reading import Unreadable, decode, read_beneath, read_regular, refuse_hidden

ENDING = ".md.j2"
_LARGEST_STYLE_GUIDE = 100_000
"""Bytes; it is sent with every draft."""


def shipped_prompts() -> Path:
    """Where the shipped prompts lie: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    return next(folder for folder in (package / "prompts", package.parent / "prompts") if folder.is_dir())


def prompt_folders(own: Path | None) -> tuple[Path, ...]:
    """Where to look for a file of the prompts, nearest first.

    Raises:
        ConfigurationError: if one's own folder is none, or holds a template that nothing reads.
    """
    shipped = shipped_prompts()
    if own is None:
        return (shipped,)
    if not own.is_dir():
        raise ConfigurationError(f"--prompts {str(own)!r}: there is no such folder.")
    known = sorted(path.name for path in shipped.glob(f"*{ENDING}"))
    for path in sorted(own.glob(f"*{ENDING}")):
        if path.name not in known:
            hint = _nearest(path.name, known)
            raise ConfigurationError(f"--prompts {str(own)!r}: no stage reads {path.name!r}; {hint}.")
    return (own, shipped)


def style_guide(style: str, base: Path, folders: tuple[Path, ...]) -> str:
    """A style guide's text: one of ``styles/`` by its name, or a file of one's own by its path relative to ``base``.

    Raises:
        ConfigurationError: if there is no such guide, or it cannot be read.
    """
    named = {
        path.stem: (folder, f"styles/{path.name}")
        for folder in reversed(folders)
        for path in sorted((folder / "styles").glob("*.md"))
    }
    try:
        refuse_hidden(style)
        return decode(_read_style_guide(named.get(style), base, style)).replace("\r\n", "\n").strip()
    except Unreadable as error:
        hint = f"{_nearest(style, sorted(named))}, or name a file beside the brief" if "/" not in style else ""
        raise ConfigurationError(f"style {style!r}: {error}{hint and '; '}{hint}.") from error


def _read_style_guide(named: tuple[Path, str] | None, base: Path, style: str) -> bytes:
    """One of a folder of prompts, or one that the brief names, which is trusted as little as a source is."""
    if named is not None:
        return read_beneath(*named, _LARGEST_STYLE_GUIDE)
    if Path(style).is_absolute():
        return read_regular(Path(style), _LARGEST_STYLE_GUIDE, only_name=True)
    return read_beneath(base, style, _LARGEST_STYLE_GUIDE, only_name=True)


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
