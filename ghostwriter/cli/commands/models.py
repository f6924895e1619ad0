"""``ghostwriter models``: which models there are, and what they cost."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from ghostwriter.bedrock.models.listing import ModelRow

HELP = (
    "List the model aliases, or all models whose id contains FILTER: inference profiles, limits, prices, deprecation."
)
EXAMPLES = """Examples:

    ghostwriter models

    ghostwriter models nova

    AWS_REGION=eu-central-1 ghostwriter models --json
"""
_COLUMNS = ("context", "output", "in", "out", "write 5m", "write 1h", "read")
_WIDTHS = (11, 9, 8, 8, 10, 10, 8)
NOTHING_FOUND = 1


def main(
    filter: Annotated[str, typer.Argument(help="A part of the ids to list, such as nova.")] = "",  # noqa: A002
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List models; see HELP."""
    from rich.console import Console
    from rich.text import Text

    from ghostwriter.bedrock.models.listing import list_models
    from ghostwriter.config.dotenv import with_dotenv
    from ghostwriter.config.settings import access_for
    from ghostwriter.config.toml_file import load_config_file
    from ghostwriter.text.json_text import json_of

    access = access_for(with_dotenv(os.environ, Path.cwd()), load_config_file(Path.cwd()))
    rows = list_models(access.region, access.profile, filter)
    if json:
        typer.echo(json_of(rows, indent=1))
        return
    if not rows:
        typer.echo(
            f"no model on Bedrock that writes text has {filter!r} in its id; `ghostwriter models .` lists them all"
        )
        raise typer.Exit(NOTHING_FOUND)
    console = Console(highlight=False)
    console.print(Text(_line(_COLUMNS)), soft_wrap=True)
    for row in rows:
        for said in _described(row, datetime.now(UTC).date().isoformat()):
            console.print(said, soft_wrap=True)
    console.print(
        f"\nContext and output in tokens; prices in US dollars per million tokens, for {access.region}, by LiteLLM's map.\n"
        "Any of these names, another Bedrock id, a profile ARN or a LiteLLM id: --model NAME, --model STAGE=NAME",
        soft_wrap=True,
    )


def _described(row: "ModelRow", today: str) -> "Iterator[Text]":
    """A few lines: its names, its figures, its inference profiles, its end."""
    from rich.text import Text

    names = ", ".join(name for name in (row.alias, row.tier) if name)
    yield Text(f"\n{names}: {row.id}" if names else f"\n{row.id}", style="bold")
    figures = (
        *(f"{limit:,}" if limit else "-" for limit in (row.context, row.max_output)),
        *(
            _dollars(price)
            for price in (row.usd_in, row.usd_out, row.usd_cache_write, row.usd_cache_write_1h, row.usd_cache_read)
        ),
    )
    yield Text(_line(figures))
    scopes = ", ".join(profile.split(".", 1)[0] for profile in row.profiles) or "none"
    calls = row.resolves_to.removeprefix("bedrock/") or "nothing, with the inference profile that is set"
    yield Text(f"  calls {calls}\n  inference profiles: {scopes}")
    if row.deprecated:
        ended = row.deprecated <= today
        yield Text(f"  {'deprecated since' if ended else 'to be deprecated on'} {row.deprecated}", style="yellow")


def _line(cells: tuple[str, ...]) -> str:
    return "".join(cell.rjust(width) for cell, width in zip(cells, _WIDTHS, strict=True))


def _dollars(price: float | None) -> str:
    """At least cents, and no more digits than there are."""
    if price is None:
        return "-"
    whole, _, digits = f"{price:.4f}".partition(".")
    return f"{whole}.{digits.rstrip('0').ljust(2, '0')}"
