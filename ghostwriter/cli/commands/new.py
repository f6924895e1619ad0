"""``ghostwriter new``: a brief to start from."""

from pathlib import Path
from typing import Annotated

import typer

from ghostwriter.cli.saying import say
from ghostwriter.errors import UsageError
from ghostwriter.text.invisible import printable

HELP = "Write a commented brief to start from."
EXAMPLES = """Examples:

    ghostwriter new

    ghostwriter new briefs/anniversary.md
"""
TEMPLATE = "new-brief.md"


def main(path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("brief.md")) -> None:
    """Write a brief; see HELP."""
    new_brief(path)
    name, sources = printable(str(path)), printable(str(path.parent / "sources"))
    say(f"{name}\nPut its sources into {sources}, then: ghostwriter run {name} --offline")


def new_brief(path: Path) -> None:
    """Write a brief to start from, with a word on every key.

    Raises:
        UsageError: if there is already something at ``path``, or it cannot be written.
    """
    from ghostwriter.pipeline.prompts.files import shipped_prompts

    text = (shipped_prompts() / TEMPLATE).read_bytes()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{path} is already there; name another file.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
