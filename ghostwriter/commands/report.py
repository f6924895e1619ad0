"""``ghostwriter report``: rebuild report.html from a workspace."""

import os
from pathlib import Path
from typing import Annotated

import typer

from ghostwriter.display.saying import say
from ghostwriter.unseen import printable

HELP = "Make report.html anew from what a workspace holds; no model is called."
EXAMPLES = """Examples:

    ghostwriter report workspaces/brief
"""


def main(workspace: Annotated[Path, typer.Argument(help="The folder of a finished run.")]) -> None:
    """Rebuild the report; see HELP."""
    from ghostwriter.dotenv import with_dotenv
    from ghostwriter.report import write_report
    from ghostwriter.secrecy.known import watch_over

    say(printable(str(write_report(workspace, watch_over(with_dotenv(os.environ, Path.cwd()))))))
