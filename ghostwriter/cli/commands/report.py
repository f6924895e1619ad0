"""``ghostwriter report``: rebuild report.html from a workspace."""

import os
from pathlib import Path
from typing import Annotated

import typer

from ghostwriter.cli.streams import say
from ghostwriter.text.invisible import printable

HELP = "Render report.html again from a workspace; no model is called."
EXAMPLES = """Examples:

    ghostwriter report workspaces/brief
"""


def main(workspace: Annotated[Path, typer.Argument(help="The folder of a finished run.")]) -> None:
    """Rebuild the report; see HELP."""
    from ghostwriter.config.dotenv import with_dotenv
    from ghostwriter.config.environment_secrets import scanner_for
    from ghostwriter.report import write_report

    say(printable(str(write_report(workspace, scanner_for(with_dotenv(os.environ, Path.cwd()))))))
