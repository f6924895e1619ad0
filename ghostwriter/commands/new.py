"""``ghostwriter new``: a brief to start from."""

from pathlib import Path
from typing import Annotated

import typer

HELP = "Write a commented brief to start from."
EXAMPLES = """Examples:

    ghostwriter new

    ghostwriter new briefs/anniversary.md
"""


def main(path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("brief.md")) -> None:
    """Write a brief; see HELP."""
    from ghostwriter.brief_template import new_brief
    from ghostwriter.display.saying import say
    from ghostwriter.unseen import printable

    new_brief(path)
    name, sources = printable(str(path)), printable(str(path.parent / "sources"))
    say(f"{name}\nPut its sources into {sources}, then: ghostwriter run {name} --offline")
