"""``ghostwriter report``: make report.html anew from a workspace."""

from pathlib import Path
from typing import Annotated

import typer

HELP = "Make report.html anew from what a workspace holds; no model is called."
EXAMPLES = """Examples:

    ghostwriter report workspaces/brief
"""


def main(workspace: Annotated[Path, typer.Argument(help="The folder of a finished run.")]) -> None:
    """Rebuild the report; see HELP."""
    from ghostwriter.report import write_report

    typer.echo(write_report(workspace))
