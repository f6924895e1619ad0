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

    new_brief(path)
    typer.echo(
        f"{path}\nPut its sources into {path.parent / 'sources'}, then: ghostwriter run {path} --offline", err=False
    )
