"""The options of ``ghostwriter run``, each with its help."""

from pathlib import Path
from typing import Annotated

import typer

STAGES = ("extraction", "drafting", "critique", "revision", "verification")
ALIASES = ("haiku", "sonnet", "opus")


def complete_model(incomplete: str) -> list[str]:
    """Complete a word after ``--model``."""
    return [word for word in (*ALIASES, *(f"{s}={a}" for s in STAGES for a in ALIASES)) if word.startswith(incomplete)]


Brief = Annotated[Path, typer.Argument(help="A Markdown brief; - reads it from standard input.")]
Offline = Annotated[bool, typer.Option("--offline", help="Use the built-in emulator: no account, no cost.")]
Workspace = Annotated[Path | None, typer.Option(help="Where the run's files go [workspaces/<brief's name>].")]
Model = Annotated[
    list[str] | None,
    typer.Option(help="A model for all stages, or STAGE=MODEL for one.", autocompletion=complete_model),
]
AllowProvider = Annotated[
    list[str] | None,
    typer.Option(help="Let the brief, or a file beside it, choose models of this provider, such as openai."),
]
Threshold = Annotated[float | None, typer.Option(help="The share of claims that must be supported [0.9].")]
Rounds = Annotated[int | None, typer.Option(help="How many revisions at most [2].")]
Budget = Annotated[
    float | None,
    typer.Option(help="The most that all runs in this workspace may cost together (since --fresh), in US dollars."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Estimate calls, tokens and dollars; call nothing.")]
Fresh = Annotated[
    bool,
    typer.Option("--fresh", help="Start over: delete what runs wrote, keep what was edited by hand in set-aside/."),
]
SkipUnreadable = Annotated[
    bool, typer.Option("--skip-unreadable", help="Go on without the sources that cannot be read.")
]
AllowOutside = Annotated[
    list[str] | None,  # as a Path, an empty name would be the current folder
    typer.Option(
        metavar="DIR",
        help="A folder or file outside of the brief's own folder that it may read, without a question.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print every event as a line of JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print only errors and where the results are.")]
Prompts = Annotated[Path | None, typer.Option(help="A folder whose prompts replace the shipped ones.")]
Sandbox = Annotated[
    str | None,
    typer.Option(
        help="Let the kernel hold the run to its files and ports: auto (where it can), off or require [auto].",
        autocompletion=lambda: ["auto", "off", "require"],
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show a traceback with an error.")]
