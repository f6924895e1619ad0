"""``ghostwriter run``: the main job."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ghostwriter.brief import Brief
    from ghostwriter.pipeline import GhostwriterPipeline

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
STAGES = ("extraction", "drafting", "critique", "revision", "verification")
ONLY_THE_OWNER = 0o077
"""Sources and what is written of them may be confidential: files of a run are the user's own, to be shared by hand."""
ALIASES = ("haiku", "sonnet", "opus")


def complete_model(incomplete: str) -> list[str]:
    """What may stand after ``--model``."""
    return [word for word in (*ALIASES, *(f"{s}={a}" for s in STAGES for a in ALIASES)) if word.startswith(incomplete)]


def main(  # noqa: PLR0913  (the options of the contract)
    brief: Annotated[Path, typer.Argument(help="A Markdown brief; - reads it from standard input.")],
    offline: Annotated[bool, typer.Option("--offline", help="Use the built-in emulator: no account, no cost.")] = False,
    workspace: Annotated[
        Path | None, typer.Option(help="Where the run's files go [workspaces/<brief's name>].")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(help="A model for all stages, or STAGE=MODEL for one.", autocompletion=complete_model),
    ] = None,
    allow_provider: Annotated[
        list[str] | None,
        typer.Option(help="Let the brief, or a file beside it, choose models of this provider, such as openai."),
    ] = None,
    threshold: Annotated[float | None, typer.Option(help="The share of claims that must be supported [0.9].")] = None,
    rounds: Annotated[int | None, typer.Option(help="How many revisions at most [2].")] = None,
    budget: Annotated[
        float | None,
        typer.Option(help="The most that all runs in this workspace may cost together (since --fresh), in US dollars."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Estimate calls, tokens and dollars; call nothing.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start over: delete what runs wrote, set aside what was edited by hand.")
    ] = False,
    skip_unreadable: Annotated[
        bool, typer.Option("--skip-unreadable", help="Go on without the sources that cannot be read.")
    ] = False,
    allow_outside: Annotated[
        list[str] | None,  # as a Path, an empty name would be the current folder
        typer.Option(
            metavar="DIR",
            help="A folder or file outside of the brief's own folder that it may read, without a question.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print every event as a line of JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only errors and where the results are.")] = False,
    prompts: Annotated[Path | None, typer.Option(help="A folder whose prompts replace the shipped ones.")] = None,
    sandbox: Annotated[
        str | None,
        typer.Option(
            help="Let the kernel hold the run to its files and ports: auto (where it can), off or require [auto].",
            autocompletion=lambda: ["auto", "off", "require"],
        ),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback with an error.")] = False,  # noqa: ARG001  (cli.py looks for it)
) -> None:
    """Run a brief; see HELP."""
    from ghostwriter.commands.consent import settle_outside
    from ghostwriter.config import Flags, resolve_settings
    from ghostwriter.config_file import load_config_file
    from ghostwriter.display.choose import choose_display
    from ghostwriter.display.wording import EDITED
    from ghostwriter.dotenv import with_dotenv
    from ghostwriter.ownership import require_usable
    from ghostwriter.pipeline import GhostwriterPipeline
    from ghostwriter.sandbox.around_a_run import sandbox_around
    from ghostwriter.sandbox.entering import chosen_mode
    from ghostwriter.unseen import printable
    from ghostwriter.workspace_name import require_a_name, workspace_of

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
        _print_estimate(pipeline, loaded, None if fresh else where, skip_unreadable=skip_unreadable, as_json=json)
        return
    mode = chosen_mode(sandbox, os.environ)
    # First the sandbox: what has been started before it is not held to it.
    with (
        sandbox_around(mode, loaded, settings, where.absolute(), env) as (held_to, lent),
        choose_display(as_json=json, quiet=quiet, env=env) as display,
    ):
        pipeline = GhostwriterPipeline(settings, env=lent, on_event=display, sandbox=held_to)
        record = pipeline.run(loaded, where.absolute(), fresh=fresh, skip_unreadable=skip_unreadable)
    if quiet and record.article_edited:
        typer.echo(EDITED, err=True)
    if not json:
        typer.echo(f"{printable(str(where / 'final.md'))}\n{printable(str(where / 'report.html'))}")
    if record.exit_code:
        raise typer.Exit(record.exit_code)


def _load(brief: Path) -> "Brief":
    from ghostwriter.brief import LARGEST_BRIEF, load_brief, read_brief

    if str(brief) != STDIN:
        return load_brief(brief)
    from ghostwriter.errors import BriefError

    try:
        text = sys.stdin.buffer.read(LARGEST_BRIEF + 1).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefError(f"standard input: not UTF-8 (byte {error.start}).") from error
    return read_brief(text, Path.cwd(), "standard input")


def _print_estimate(
    pipeline: "GhostwriterPipeline", brief: "Brief", workspace: Path | None, *, skip_unreadable: bool, as_json: bool
) -> None:
    from ghostwriter.display.saying import say
    from ghostwriter.json_text import json_of

    estimate = pipeline.dry_run(brief, workspace, skip_unreadable=skip_unreadable)
    if as_json:
        typer.echo(json_of(estimate, indent=1))
        return
    if estimate.to_ask:
        say(f"to be asked first, and not counted: {', '.join(estimate.to_ask)}")
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
        say(f"least --budget that such a run can be expected to finish with: ${estimate.least + 0.005:.2f}")
    say("\n".join(f"- {line}" for line in estimate.assumptions))


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} - {high}"


def _dollars(low: float | None, high: float | None) -> str:
    return "price unknown" if low is None or high is None else _range(f"${low:.3f}", f"${high:.3f}")
