"""``ghostwriter doctor``: what a run would use, and what is wrong with it."""

import json as json_format
import os
from pathlib import Path
from typing import Annotated

import typer

HELP = "Show which credentials, region, endpoint and models a run would use, and what to mend. Nothing is called."
EXAMPLES = """Examples:

    ghostwriter doctor

    GHOSTWRITER_MODEL=opus ghostwriter doctor --json
"""
_MARKS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}
CONFIGURATION_IS_WRONG = 3


def main(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Look at the configuration; see HELP."""
    from ghostwriter.bedrock.doctor import diagnose
    from ghostwriter.brief import Brief
    from ghostwriter.config import Flags, resolve_settings
    from ghostwriter.config_file import load_config_file
    from ghostwriter.dotenv import with_dotenv

    env = with_dotenv(os.environ, Path.cwd())
    findings = diagnose(env, resolve_settings(Flags(), env, Brief(), load_config_file(Path.cwd())))
    if json:
        typer.echo(json_format.dumps([finding.model_dump() for finding in findings], indent=1))
    else:
        for finding in findings:
            typer.echo(f"{_MARKS[finding.status]}  {finding.name}: {finding.found}")
            if finding.remedy:
                typer.echo(f"      -> {finding.remedy}")
    if any(finding.status == "fail" for finding in findings):
        raise typer.Exit(CONFIGURATION_IS_WRONG)
