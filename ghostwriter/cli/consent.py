"""Ask a person, once, whether a brief may read what it names outside of its own folder."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ghostwriter.errors import UsageError
from ghostwriter.text.invisible import printable

if TYPE_CHECKING:
    from ghostwriter.brief.brief import Brief
    from ghostwriter.sources.outside_files import OutsideFiles

MOST_SHOWN = 20
"""Files that a question names; the rest are counted."""
LONGEST_SHOWN = 300
"""Characters of a path in a question; what is cut is its middle."""
YES = {"y", "yes"}


def settle_outside(brief: "Brief", given: Sequence[str]) -> "Brief":
    """The brief with what it may read outside of its folder: what an option gives, and what its person answers or has answered.

    It is asked for on standard error, since standard output holds results.

    Raises:
        NotAllowed: if it names more than that, and there is no terminal to ask on, or the answer is no.
        UsageError: if the option names what is not there.
    """
    from ghostwriter.brief.consent_store import RememberedConsent
    from ghostwriter.sources.discovery import BriefSources
    from ghostwriter.sources.outside_files import OPTION, not_allowed, outside_files

    if missing := [path for path in given if not os.path.exists(path)]:  # noqa: PTH110  (Path raises for names that no file can have)
        raise UsageError(f"{OPTION} {missing[0]!r}: there is no such file or folder.")
    brief = brief.allowing([Path(path) for path in given])
    sources = BriefSources.find(brief)
    found = outside_files(sources)
    memory: RememberedConsent | None = None
    remembered: tuple[Path, ...] = ()
    if found and brief.path is not None:
        with _reporting_what_is_not_remembered():
            memory = RememberedConsent(brief.path, os.environ)  # a .env may have come with the brief
            remembered = memory.recall()
    if remembered:
        brief = brief.allowing(remembered)
        found = outside_files(sources.allowing(remembered))
    if not found:
        return brief
    if brief.path is None or not (sys.stdin.isatty() and sys.stderr.isatty()) or not _agreed(brief, found):
        raise not_allowed(brief, found)
    files = [path for one in found for path in one.files]
    if memory and (remembered or files):
        with _reporting_what_is_not_remembered():
            memory.remember([*remembered, *files])
    return brief.allowing([*files, *(one.place for one in found if not one.files)])


def _agreed(brief: "Brief", found: "Sequence[OutsideFiles]") -> bool:
    """Ask; anything but a yes is a no."""
    paths = list(dict.fromkeys(path for one in found for path in one.files or (one.place,)))
    files = "a file" if len(paths) == 1 else f"{len(paths):,} files"
    lines = [
        f"{_shown(str(brief.path))} reads {files} outside of its folder {_shown(str(brief.base.resolve()))}:",
        *(f"  {_shown(str(path))}" for path in paths[:MOST_SHOWN]),
        *([f"  and {len(paths) - MOST_SHOWN:,} more"] if len(paths) > MOST_SHOWN else []),
        "What they say is sent to the models, and may stand in the article. If the brief is not your own, say no.",
    ]
    typer.echo("\n".join(lines), err=True)
    typer.echo("Let this brief read them, now and from now on? [y/N] ", err=True, nl=False)
    sys.stderr.flush()
    answer = sys.stdin.buffer.readline(LONGEST_SHOWN)
    if not answer.endswith(b"\n"):
        typer.echo(err=True)
    return answer.decode(errors="replace").strip().lower() in YES


def _shown(path: str) -> str:
    told = printable(path)
    half = LONGEST_SHOWN // 2
    return told if len(told) <= LONGEST_SHOWN else f"{told[:half]}…{told[-half:]}"


@contextmanager
def _reporting_what_is_not_remembered() -> Iterator[None]:
    from ghostwriter.brief.consent_store import NotRemembered

    try:
        yield
    except NotRemembered as error:
        typer.echo(f"{_shown(str(error))}; what this brief may read is asked each time", err=True)
