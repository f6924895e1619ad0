"""``ghostwriter check``: a text compared with its sources, without a model."""

import json as json_format
import os
import shutil
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ghostwriter.errors import UsageError

if TYPE_CHECKING:
    from ghostwriter.verification.check import Checked

HELP = "Check a text against its sources, without a model: what can be proven wrong, what looks wrong, and how likely it is."
EXAMPLES = """Examples:

    ghostwriter check article.md --source notes.md --source minutes.txt

    ghostwriter check article.md --source sources/ --json

    pandoc article.docx -t markdown | ghostwriter check - --source notes.md

    ghostwriter check --jsonl texts.jsonl
"""
STDIN = "-"
NARROWEST, WIDEST = 40, 120
"""Columns."""
HARD_FLAGS = 4
"""The exit code for a text in which something is proven wrong."""


def main(
    article: Annotated[
        Path | None, typer.Argument(help="The text, Markdown or plain; - reads it from standard input.")
    ] = None,
    source: Annotated[
        list[Path] | None, typer.Option(help="A file or folder that it has to stand by; repeat it for more.")
    ] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option(
            "--jsonl",
            help='Many: a line each of {"id", "text", "sources": [..], "question"?} in, an answer out; - for standard input.',
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check; see HELP."""
    from ghostwriter.text.json_text import json_of

    if jsonl is not None:
        if article is not None or source:
            raise UsageError("--jsonl brings its own texts and sources; leave ARTICLE and --source out.")
        for checked in _many(jsonl):
            typer.echo(json_of(checked))
        return
    if article is None or not source:
        raise UsageError("check needs a text and at least one source: ghostwriter check ARTICLE --source PATH.")
    text, checked = _one(article, source)
    if json:
        typer.echo(json_of(checked, indent=1))
    else:
        _print(_name(article), text, checked)
    if checked.hard:
        raise typer.Exit(HARD_FLAGS)


def _one(article: Path, source: list[Path]) -> "tuple[str, Checked]":
    from ghostwriter.brief.brief import Brief
    from ghostwriter.config.environment_secrets import scanner_for_process
    from ghostwriter.security.safe_read import Unreadable, decode, read_regular
    from ghostwriter.sources.discovery import LARGEST_SOURCE, BriefSources
    from ghostwriter.sources.intake import load_sources
    from ghostwriter.verification.check import check

    scanner = scanner_for_process()  # what is shown quotes what was read
    try:
        data = sys.stdin.buffer.read() if str(article) == STDIN else read_regular(article, LARGEST_SOURCE)
        text = decode(data)
    except Unreadable as error:
        raise UsageError(f"{_name(article)}: {error}.") from error
    scanner.require_none(text, _name(article))
    brief = Brief(sources=tuple(str(path.absolute()) for path in source), base=Path.cwd())
    brief = brief.allowing([Path(brief.base.anchor)])  # whoever says --source says what may be read
    sources = load_sources(BriefSources.find(brief)).sources
    for one in sources:
        scanner.require_none(one.text, one.origin)
    return text, check(text, [one.text for one in sources], identifier=_name(article))


def _name(path: Path) -> str:
    return "standard input" if str(path) == STDIN else str(path)


def _many(path: Path) -> "Iterator[Checked]":
    """A result for each line, after all lines have been found valid."""
    from ghostwriter.config.environment_secrets import scanner_for_process
    from ghostwriter.verification.check import check

    try:
        data = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}.") from error
    lines = enumerate(data.removeprefix(BOM_UTF8).splitlines(), start=1)
    rows = [(number, _row(_name(path), number, line)) for number, line in lines if line.strip()]
    scanner = scanner_for_process()
    for number, row in rows:
        scanner.require_none(json_format.dumps(row), f"{_name(path)}:{number}")
    for number, row in rows:
        yield check(row["text"], row["sources"], row.get("question"), row.get("id", str(number)))


def _row(name: str, number: int, line: bytes) -> dict[str, Any]:
    """One line of the file.

    Raises:
        UsageError: naming file, line and what is wrong with it.
    """
    try:
        row = json_format.loads(line)
        json_format.dumps(row, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise UsageError(f"{name}:{number}: not Unicode text: {error}.") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name}:{number}: not JSON: {error}.") from error
    sources = row.get("sources") if isinstance(row, dict) else None
    sound = isinstance(sources, list) and all(isinstance(one, str) for one in sources)
    sound = sound and isinstance(row.get("text"), str) and isinstance(row.get("question"), str | None)
    if not sound or not isinstance(row.get("id", ""), str | int):
        raise UsageError(
            f'{name}:{number}: a line is {{"id": text or number, "text": text, "sources": [texts], "question": text or null}}.'
        )
    return dict(row)


def _print(name: str, text: str, checked: "Checked") -> None:
    from ghostwriter.cli.check_output import findings

    width = min(max(NARROWEST, shutil.get_terminal_size().columns), WIDEST)
    plain = not sys.stdout.isatty() or "NO_COLOR" in os.environ
    for line, flag in findings(name, text, checked, width):
        colour = "red" if flag and flag.hard else "yellow"
        typer.echo(line if plain or flag is None else typer.style(line, fg=colour, bold=flag.hard))
