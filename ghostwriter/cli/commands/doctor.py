"""``ghostwriter doctor``: what a run would use, and what is wrong with it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ghostwriter.cli.streams import say
from ghostwriter.text.invisible import printable

if TYPE_CHECKING:
    from ghostwriter.cli.doctor.finding import Finding
    from ghostwriter.cli.doctor.ping import Health

HELP = "Show which credentials, region, endpoint and models a run would use, and what to fix. Nothing is called without --ping."
EXAMPLES = """Examples:

    ghostwriter doctor

    ghostwriter doctor --ping

    ghostwriter doctor --ping --model drafting=opus --json

    ghostwriter doctor --ping --offline
"""
_MARKS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}
CONFIGURATION_IS_WRONG = 3


def main(
    ping: Annotated[bool, typer.Option("--ping", help="Ask each model one tiny question.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    model: Annotated[list[str] | None, typer.Option(help="As for run: MODEL, or STAGE=MODEL.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask the emulator of an offline run.")] = False,
    allow_provider: Annotated[
        list[str] | None, typer.Option(help="As for run: a provider that a file of this folder may choose.")
    ] = None,
) -> None:
    """Look at the configuration; see HELP."""
    from ghostwriter.brief.brief import Brief
    from ghostwriter.cli.doctor.settings import describe_dotenv, describe_sandbox, diagnose
    from ghostwriter.config.dotenv import with_dotenv
    from ghostwriter.config.settings import Flags, resolve_settings
    from ghostwriter.config.toml_file import load_config_file
    from ghostwriter.text.json_text import json_of

    env = with_dotenv(os.environ, Path.cwd())
    flags = Flags(models=tuple(model or ()), offline=offline, allowed_providers=tuple(allow_provider or ()))
    settings = resolve_settings(flags, env, Brief(), load_config_file(Path.cwd()))
    findings = [*diagnose(env, settings), describe_sandbox(os.environ), *describe_dotenv(Path.cwd())]
    if not json:
        _print(findings)
    healths: list[Health] = []
    if ping:
        from ghostwriter.cli.doctor.ping import ping as ask

        models = settings.all_models()
        typer.echo(
            f"\nasking {'one model' if len(models) == 1 else f'{len(models)} models'} a tiny question ...", err=True
        )
        healths = ask(settings, env)
        if not json:
            _print_table(healths)
    if json:
        typer.echo(json_of([*findings, *healths], indent=1))
    if any(finding.status == "fail" for finding in [*findings, *healths]):
        raise typer.Exit(CONFIGURATION_IS_WRONG)


def _print(findings: "Sequence[Finding]") -> None:
    for finding in findings:
        say(f"{_MARKS[finding.status]}  {finding.name}: {printable(finding.found)}")
        if finding.remedy:
            say(f"      -> {printable(finding.remedy)}")


def _print_table(healths: "Sequence[Health]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("health", no_wrap=True)
    table.add_column("model", overflow="fold", ratio=2)
    table.add_column("for", overflow="fold", ratio=1)
    table.add_column("seconds", justify="right", no_wrap=True)
    for health in healths:
        mark = Text("healthy", style="green") if health.healthy else Text("unhealthy", style="red")
        used_by = ", ".join(health.used_by) or "a fallback"
        table.add_row(
            mark, Text(printable(health.model.removeprefix("bedrock/"))), Text(used_by), f"{health.seconds:.1f}"
        )
    console = Console(highlight=False)
    console.print(table)
    reasons: dict[tuple[str, str], list[str]] = {}
    for health in healths:
        if not health.healthy:
            reasons.setdefault((health.reason, health.remedy), []).append(health.model.removeprefix("bedrock/"))
    for (reason, remedy), models in reasons.items():
        lines = (", ".join(models), f"  {reason}", f"  -> {remedy}" * bool(remedy))
        console.print(Text("\n" + "\n".join(printable(line) for line in lines if line)), soft_wrap=True)
