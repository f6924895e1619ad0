"""``ghostwriter check``: a text held against its sources, without a model."""

import json as json_format
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ghostwriter.verification.check import Checked

HELP = "Hold a text against its sources, without a model: what can be proven wrong, what looks wrong, and how likely it is."
EXAMPLES = """Examples:

    ghostwriter check article.md --source notes.md --source minutes.txt

    ghostwriter check article.md --source sources/ --json

    ghostwriter check --jsonl texts.jsonl
"""
SHOWN = 80
"""Characters of a flagged text."""
HARD_FLAGS = 4
"""The exit code for a text in which something is proven wrong."""


def main(
    article: Annotated[Path | None, typer.Argument(help="The text, Markdown or plain.")] = None,
    source: Annotated[
        list[Path] | None, typer.Option(help="A file or folder that it has to stand by; repeat it for more.")
    ] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option(
            "--jsonl", help='Many: a line each of {"id", "text", "sources": [..], "question"?} in, an answer out.'
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check; see HELP."""
    from ghostwriter.errors import UsageError

    if jsonl is not None:
        if article is not None or source:
            raise UsageError("--jsonl brings its own texts and sources; leave ARTICLE and --source out.")
        for checked in _many(jsonl):
            typer.echo(checked.model_dump_json())
        return
    if article is None or not source:
        raise UsageError("check needs a text and at least one source: ghostwriter check ARTICLE --source PATH.")
    text, checked = _one(article, source)
    if json:
        typer.echo(checked.model_dump_json(indent=1))
    else:
        _print(article, text, checked)
    if checked.hard:
        raise typer.Exit(HARD_FLAGS)


def _one(article: Path, source: list[Path]) -> "tuple[str, Checked]":
    from ghostwriter.brief import Brief
    from ghostwriter.errors import UsageError
    from ghostwriter.reading import Unreadable, decode, read_regular
    from ghostwriter.sources import load_sources
    from ghostwriter.sources.intake import LARGEST_SOURCE
    from ghostwriter.verification.check import check

    try:
        text = decode(read_regular(article, LARGEST_SOURCE))
    except Unreadable as error:
        raise UsageError(f"{article}: {error}.") from error
    brief = Brief(sources=tuple(str(path.absolute()) for path in source), base=Path.cwd())
    sources = [one.text for one in load_sources(brief).sources]
    return text, check(text, sources, identifier=str(article))


def _many(path: Path) -> "Iterator[Checked]":
    from ghostwriter.errors import UsageError
    from ghostwriter.verification.check import check

    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}.") from error
    rows = [(number, _row(path, number, line)) for number, line in enumerate(lines, start=1) if line.strip()]
    for number, row in rows:
        yield check(row["text"], row["sources"], row.get("question"), str(row.get("id", number)))


def _row(path: Path, number: int, line: bytes) -> dict[str, Any]:
    """One line of the file.

    Raises:
        UsageError: naming file, line and what is wrong with it.
    """
    from ghostwriter.errors import UsageError

    try:
        row = json_format.loads(line)
    except ValueError as error:
        raise UsageError(f"{path}:{number}: not JSON: {error}.") from error
    sources = row.get("sources") if isinstance(row, dict) else None
    sound = isinstance(sources, list) and all(isinstance(one, str) for one in sources)
    if not sound or not isinstance(row.get("text"), str) or not isinstance(row.get("question"), str | None):
        raise UsageError(
            f'{path}:{number}: a line is {{"id", "text": text, "sources": [texts], "question": text or null}}.'
        )
    return dict(row)


def _print(article: Path, text: str, checked: "Checked") -> None:
    for flag in checked.flags:
        line = text.count("\n", 0, flag.start) + 1
        column = flag.start - (text.rfind("\n", 0, flag.start) + 1) + 1
        mark = "WRONG" if flag.hard else "look "
        typer.echo(
            f"{mark}  {article}:{line}:{column}  {flag.kind}: {textwrap.shorten(flag.text, SHOWN, placeholder=' …')}"
        )
        typer.echo(f"       {flag.message}")
    hard = sum(flag.hard for flag in checked.flags)
    typer.echo(f"{hard} proven wrong, {len(checked.flags) - hard} to look at")
    typer.echo(f"the chance that something in it is unsupported: {checked.score:.0%}")
