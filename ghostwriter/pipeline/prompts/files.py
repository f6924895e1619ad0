"""The files in ``prompts/``: where they lie, and which of them a folder of one's own replaces."""

from pathlib import Path

from ghostwriter.errors import ConfigurationError
from ghostwriter.text.suggest import did_you_mean

ENDING = ".md.j2"


def shipped_prompts() -> Path:
    """Folder of the shipped prompts: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parents[2]
    return next(folder for folder in (package / "prompts", package.parent / "prompts") if folder.is_dir())


def prompt_folders(own: Path | None) -> tuple[Path, ...]:
    """Folders to look for a prompt in, nearest first.

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
            hint = did_you_mean(path.name, known)
            raise ConfigurationError(f"--prompts {str(own)!r}: no stage reads {path.name!r}; {hint}")
    return (own, shipped)
