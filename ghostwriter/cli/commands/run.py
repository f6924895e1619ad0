"""``ghostwriter run``: the main job."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ghostwriter.cli.commands import run_options as options
from ghostwriter.cli.streams import say
from ghostwriter.errors import BriefError
from ghostwriter.text.invisible import printable

if TYPE_CHECKING:
    from ghostwriter.brief.brief import Brief
    from ghostwriter.schema.estimate import Estimate

HELP = "Turn a brief and its sources into a verified article. Run it again to go on where it stopped."
EXAMPLES = """Examples:

    ghostwriter run brief.md

    ghostwriter run brief.md --offline

    ghostwriter run brief.md --model drafting=opus --budget 0.50

    ghostwriter run brief.md --allow-provider openai

    cat brief.md | ghostwriter run - --workspace workspaces/today

    ghostwriter run brief.md --allow-outside ../interviews
"""
STDIN = "-"
ONLY_THE_OWNER = 0o077
"""Sources and what is written of them may be confidential: files of a run are the user's own, to be shared by hand."""


def main(  # noqa: PLR0913  (the options of the contract)
    brief: options.Brief,
    offline: options.Offline = False,
    workspace: options.Workspace = None,
    model: options.Model = None,
    allow_provider: options.AllowProvider = None,
    threshold: options.Threshold = None,
    rounds: options.Rounds = None,
    budget: options.Budget = None,
    dry_run: options.DryRun = False,
    fresh: options.Fresh = False,
    skip_unreadable: options.SkipUnreadable = False,
    allow_outside: options.AllowOutside = None,
    json: options.Json = False,
    quiet: options.Quiet = False,
    prompts: options.Prompts = None,
    sandbox: options.Sandbox = None,
    debug: options.Debug = False,  # noqa: ARG001  (cli.py looks for it)
) -> None:
    """Run a brief; see HELP."""
    from ghostwriter.cli.consent import settle_outside
    from ghostwriter.cli.progress.displays import choose_display
    from ghostwriter.cli.progress.messages import EDITED
    from ghostwriter.config.dotenv import with_dotenv
    from ghostwriter.config.settings import Flags, resolve_settings
    from ghostwriter.config.toml_file import load_config_file
    from ghostwriter.pipeline.pipeline import GhostwriterPipeline
    from ghostwriter.pipeline.up_to_date import repeat
    from ghostwriter.workspace.default_path import require_a_name, workspace_of
    from ghostwriter.workspace.ownership import require_usable

    os.umask(ONLY_THE_OWNER)
    env = with_dotenv(os.environ, Path.cwd())
    loaded = _load(brief)
    flags = Flags(tuple(model or ()), offline, threshold, rounds, budget, prompts, tuple(allow_provider or ()))
    settings = resolve_settings(flags, env, loaded, load_config_file(Path.cwd()))
    where = workspace or workspace_of(brief)
    require_a_name(where.absolute())
    require_usable(loaded, where)
    loaded = settle_outside(loaded, allow_outside or ())
    if dry_run:
        pipeline = GhostwriterPipeline(settings, env=env)
        _print_estimate(
            pipeline.dry_run(loaded, None if fresh else where, skip_unreadable=skip_unreadable), as_json=json
        )
        return
    display = choose_display(as_json=json, quiet=quiet, env=env)
    record = None if fresh else GhostwriterPipeline(settings, env=env).finished(loaded, where.absolute())
    if record is not None:
        with display as on_event:
            repeat(record, where.absolute(), on_event)
    else:
        from ghostwriter.cli.sandbox.enter import chosen_mode
        from ghostwriter.cli.sandbox.for_run import sandbox_around

        mode = chosen_mode(sandbox, os.environ)
        # First the sandbox: it does not restrict what was started before it.
        with sandbox_around(mode, loaded, settings, where.absolute(), env) as (limits, run_env), display as on_event:
            pipeline = GhostwriterPipeline(settings, env=run_env, on_event=on_event, sandbox=limits)
            record = pipeline.run(loaded, where.absolute(), fresh=fresh, skip_unreadable=skip_unreadable)
    if quiet and record.article_edited:
        typer.echo(EDITED, err=True)
    if not json:
        typer.echo(f"{printable(str(where / 'final.md'))}\n{printable(str(where / 'report.html'))}")
    if record.exit_code:
        raise typer.Exit(record.exit_code)


def _load(brief: Path) -> "Brief":
    from ghostwriter.brief.brief import LARGEST_BRIEF, load_brief, read_brief

    if str(brief) != STDIN:
        return load_brief(brief)
    try:
        text = sys.stdin.buffer.read(LARGEST_BRIEF + 1).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefError(f"standard input: not UTF-8 (byte {error.start}).") from error
    return read_brief(text, Path.cwd(), "standard input")


def _print_estimate(estimate: "Estimate", *, as_json: bool) -> None:
    from ghostwriter.text.json_text import json_of

    if as_json:
        typer.echo(json_of(estimate, indent=1))
        return
    if estimate.to_ask:
        say(f"asked first, and not counted: {', '.join(estimate.to_ask)}")
    for row in estimate.rows:
        low, high = row.low, row.high
        calls = f"{_range(f'{low.calls}', f'{high.calls}'):>9} calls"
        tokens = (
            f"{_range(f'{low.input_tokens:,}', f'{high.input_tokens:,}'):>19} in "
            f"{_range(f'{low.output_tokens:,}', f'{high.output_tokens:,}'):>16} out"
        )
        say(f"{row.stage:<13}{calls} {tokens}  {_dollars(low.usd, high.usd):>16}  {row.model}")
    say(f"{'in all':<13}{_dollars(estimate.low, estimate.high)} at list prices; nothing has been called")
    if estimate.least is not None:
        say(f"smallest --budget that is likely to be enough: ${estimate.least + 0.005:.2f}")
    say("\n".join(f"- {line}" for line in estimate.assumptions))


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} - {high}"


def _dollars(low: float | None, high: float | None) -> str:
    return "price unknown" if low is None or high is None else _range(f"${low:.3f}", f"${high:.3f}")
