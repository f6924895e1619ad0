"""The live view on a terminal: stages, tries, tokens, dollars and time."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live as RichLive
from rich.padding import Padding
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from ghostwriter.cli.progress.draft_preview import LINES, Words, only_visible
from ghostwriter.cli.progress.messages import HOW, Messages
from ghostwriter.schema.events import (
    ArtifactRejected,
    CallRetried,
    ClaimsVerified,
    Event,
    FactsVerified,
    FellBack,
    LeftOut,
    ModelCalled,
    Notice,
    RunFinished,
    RunStarted,
    SourcesRead,
    TaskFinished,
    TaskStarted,
    TextStreamed,
)
from ghostwriter.schema.usage import Usage

NARROW = 70
"""Columns below which the table has no tries and tokens."""
LATEST = 4
"""Lines of news below the table."""
_NEWS = (SourcesRead, Notice, LeftOut, CallRetried, FellBack, ArtifactRejected, FactsVerified, ClaimsVerified)
"""Events that are worth such a line."""


@dataclass
class _Stage:
    running: set[str] = field(default_factory=set)
    finished: dict[str, str] = field(default_factory=dict)
    tries: int = 0
    words: Words = field(default_factory=Words)
    usage: Usage = field(default_factory=Usage)

    @property
    def state(self) -> str:
        if self.running:
            total = len(self.running) + len(self.finished)
            return f"{len(self.finished)} of {total}" if total > 1 else "under way"
        return ", ".join(sorted({HOW[how] for how in self.finished.values()}))


class Live:
    """Redraws a small table while a run goes on, and leaves it on the screen with a summary."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False)
        self._lock = threading.Lock()
        self._stages: dict[str, _Stage] = {}
        self._news: list[str] = []
        self._head = ""
        self._began = time.monotonic()
        self._messages = Messages()
        self._spinner = Spinner("dots")
        self._live = RichLive(
            get_renderable=self._render, console=self._console, refresh_per_second=8, redirect_stderr=False,
            redirect_stdout=False,
        )  # fmt: skip

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._live.stop()

    def __call__(self, event: Event) -> None:
        """Show an event."""
        with self._lock:
            self._take(event)
            if isinstance(event, _NEWS) and (news := self._messages.line(event)) is not None:
                self._news.append(news)
        if isinstance(event, RunFinished):
            self._live.stop()
        for said in self._messages.summary(event):
            self._console.print(Text(only_visible(said)))

    def _take(self, event: Event) -> None:
        match event:
            case RunStarted():
                self._head = event.title
            case TaskStarted():
                stage = self._stage(event.stage)
                stage.running.add(event.task)
                stage.tries += 1
            case TextStreamed():
                self._stage(event.stage).words.add(event.text)
            case ModelCalled():
                stage = self._stage(event.stage)
                stage.usage += event.usage
                stage.words.clear()
            case CallRetried():
                stage = self._stage(event.stage)
                stage.tries += 1
                stage.words.clear()
            case ArtifactRejected():
                self._stage(event.stage).tries += 1
            case TaskFinished():
                stage = self._stage(event.stage)
                stage.running.discard(event.task)
                stage.finished[event.task] = event.how
            case _:
                pass

    def _stage(self, name: str) -> _Stage:
        return self._stages.setdefault(name, _Stage())

    def _render(self) -> RenderableType:
        with self._lock:
            news = (Text(f"  {only_visible(said)}", overflow="fold") for said in self._news[-LATEST:])
            return Group(self._title(), self._table(), *news, *self._words())

    def _words(self) -> Iterator[RenderableType]:
        """The end of the draft that is being written, as far as the terminal has room for it."""
        writing = [stage.words for stage in self._stages.values() if stage.words.count]
        used = 3 + len(self._stages) + len(self._news[-LATEST:])
        room = min(LINES, self._console.height - used - 2)
        for words in writing[:1]:
            yield Text()
            yield from (Padding(row, (0, 0, 0, 4)) for row in words.render(self._console.width - 4, max(1, room)))

    def _title(self) -> Text:
        return Text(
            f"{only_visible(self._head) or 'Ghostwriter'}  {time.monotonic() - self._began:.0f} s", style="bold"
        )

    def _table(self) -> Table:
        wide = self._console.width >= NARROW
        table = Table(box=None, pad_edge=False, expand=False, header_style="dim")
        for name in ("", "stage", "state", *(("tries", "in", "out") if wide else ()), "US$"):
            table.add_column(name, justify="right" if name in {"tries", "in", "out", "US$"} else "left", no_wrap=True)

        def add_row(mark: RenderableType, name: Text, state: str, tries: str, usage: Usage) -> None:
            counts = (tries, f"{usage.input_tokens:,}", f"{usage.output_tokens:,}") if wide else ()
            table.add_row(mark, name, state, *counts, f"{usage.usd:.4f}")

        for name, stage in self._stages.items():
            writing = f", {stage.words.count:,} words" if stage.words.count else ""
            mark = self._spinner if stage.running else Text("+", style="green")
            add_row(mark, Text(name), stage.state + writing, str(stage.tries), stage.usage)
        total = sum((stage.usage for stage in self._stages.values()), Usage())
        add_row("", Text("in all", style="dim"), "", "", total)
        return table
