"""The files in ``prompts/``: where they lie, and which of them a folder of one's own replaces."""

import difflib
from pathlib import Path

from ghostwriter.errors import ConfigurationError

ENDING = ".md.j2"


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
            hint = nearest(path.name, known)
            raise ConfigurationError(f"--prompts {str(own)!r}: no stage reads {path.name!r}; {hint}.")
    return (own, shipped)


def nearest(name: str, known: list[str]) -> str:
    """What may have been meant instead of a name that is not known."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
