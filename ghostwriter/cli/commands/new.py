"""``ghostwriter new``: a brief to start from, in a folder that can be run as it stands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from ghostwriter.cli.streams import say
from ghostwriter.errors import UsageError
from ghostwriter.text.invisible import printable

HELP = "Make a folder with a brief and a source, ready to run; or a brief alone, if PATH ends with .md."
EXAMPLES = """Examples:

    ghostwriter new my-article && cd my-article && ghostwriter run brief.md --offline

    ghostwriter new briefs/anniversary.md
"""
BRIEF, SOURCE = "new-brief.md", "new-source.md"
_FILLED_IN: Mapping[str, str] = {
    "# title: How the dam was saved": "title: How Bristol came to keep London time",
    "# length: 800\n": "length: 150\n",
}
"""Lines of the brief that the folder's own has ready, to go with its source."""


def main(path: Annotated[Path, typer.Argument(help="The folder, or the brief.")] = Path("my-article")) -> None:
    """Make a folder or a brief; see HELP."""
    if path.suffix.lower() == ".md":
        new_brief(path)
        name, sources = printable(str(path)), printable(str(path.parent / "sources"))
        say(f"{name}\nPut its sources into {sources}, then: ghostwriter run {name} --offline")
        return
    new_folder(path)
    name = printable(str(path))
    say(
        f"{name}/brief.md\n{name}/sources/\nTry it: cd {name} && ghostwriter run brief.md --offline\n"
        "Then say in brief.md what you want, and put your own sources in the place of the one that is there."
    )


def new_brief(path: Path) -> None:
    """Write a brief to start from, with a word on every key.

    Raises:
        UsageError: if there is already something at ``path``, or it cannot be written.
    """
    _write(path, _shipped(BRIEF))


def new_folder(folder: Path) -> None:
    """Make a folder with a brief and one source, which runs as it stands.

    Raises:
        UsageError: if the folder is there already and not empty, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is already there, and not an empty folder; name another.")
    brief = _shipped(BRIEF)
    for empty, filled_in in _FILLED_IN.items():
        brief = brief.replace(empty, filled_in)
    _write(folder / "brief.md", brief)
    _write(folder / "sources" / "london-time.md", _shipped(SOURCE))


def _shipped(name: str) -> str:
    from ghostwriter.pipeline.prompts.files import shipped_prompts

    return (shipped_prompts() / name).read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} is already there; name another file.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
