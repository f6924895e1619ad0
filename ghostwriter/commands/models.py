"""``ghostwriter models``: which models there are, and what they cost."""

import json as json_format
import os
from pathlib import Path
from typing import Annotated

import typer

HELP = "List the model aliases with their inference profiles, limits, prices and deprecation dates."
EXAMPLES = """Examples:

    ghostwriter models

    AWS_REGION=eu-central-1 ghostwriter models --json
"""


def main(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List models; see HELP."""
    from ghostwriter.bedrock.access import Access
    from ghostwriter.bedrock.catalogue import list_models
    from ghostwriter.dotenv import with_dotenv

    access = Access.find(with_dotenv(os.environ, Path.cwd()), needs_credentials=False)
    rows = list_models(access.region, access.profile)
    if json:
        typer.echo(json_format.dumps([row.model_dump() for row in rows], indent=1))
        return
    for row in rows:
        typer.echo(f"{row.alias}  ->  {row.resolves_to}   (region {access.region})")
        typer.echo(f"    context {row.context or 0:,} tokens, output at most {row.max_output or 0:,}")
        typer.echo(
            f"    per million tokens: ${row.usd_in} in, ${row.usd_out} out, cache write ${row.usd_cache_write} (5m) "
            f"${row.usd_cache_write_1h} (1h), cache read ${row.usd_cache_read}"
        )
        typer.echo(f"    deprecated on {row.deprecated}" if row.deprecated else "    no deprecation date known")
        typer.echo("    profiles: " + ", ".join(profile.split(".", 1)[0] for profile in row.profiles))
    typer.echo("Any other Bedrock id, profile ARN or LiteLLM id works as well: --model STAGE=ID")
