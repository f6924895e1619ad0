"""Messages that all displays share: a line for each event, and the summary at the end."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten

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
)
from ghostwriter.schema.usage import Usage

SHOWN = 10
"""Dropped facts and failing claims that are listed; the rest is in run.json."""

LONGEST_TITLE = 60
"""Characters of a source's title in a line."""
HOW = {"done": "done", "up-to-date": "up to date", "kept": "kept (edited by hand)", "recovered": "recovered"}
_STATUS = {"below-threshold": "done, but below the threshold,", "budget-reached": "stopped by the budget"}

EDITED = "final.md: edited by hand, not verified; it is kept (delete it and run again to have the verified article)"


def usage_line(usage: Usage) -> str:
    """Tokens, dollars and seconds in one line."""
    return f"{tokens_line(usage)}, ${usage.usd:.4f}, {usage.seconds:.1f} s"


def tokens_line(usage: Usage) -> str:
    """Tokens in and out, with the share that was read from cache."""
    cached = f" ({usage.cached_share:.0%} from cache)" if usage.cache_read_tokens else ""
    return f"{usage.input_tokens:,} tokens in{cached}, {usage.output_tokens:,} out"


class Messages:
    """The words for one run's events; what the summary needs of earlier events is remembered."""

    def __init__(self) -> None:
        self._offline = False
        self._titles: Mapping[str, str] = {}
        self._dropped: Sequence[str] = ()
        self._failing: Sequence[str] = ()

    def line(self, event: Event) -> str | None:  # noqa: C901, PLR0911, PLR0912  (one return a kind of event)
        """The line of an event, or None where it is not worth one."""
        match event:
            case RunStarted():
                return f"{event.title or 'A brief without a title'} -> {event.workspace}"
            case SourcesRead():
                return ": ".join([str(event), *(["; ".join(event.skipped)] if event.skipped else [])])
            case TaskStarted():
                return f"{self._named(event.task)}: {'begun' if self._offline else f'asking {event.model}'}"
            case ModelCalled():
                return f"{self._named(event.task)}: answered ({usage_line(event.usage)})"
            case CallRetried():
                again = f"try {event.attempt} failed, trying again in {event.wait:.1f} s"
                return f"{self._named(event.task)}: {again}: {event.reason}"
            case FellBack():
                return f"{self._named(event.task)}: {event.model} takes the place of {event.instead_of}: {event.reason}"
            case ArtifactRejected():
                return f"{self._named(event.task)}: {event.artifact} sent back ({event.attempt}): {event.error}"
            case TaskFinished():
                return f"{self._named(event.task)}: {HOW[event.how]}"
            case FactsVerified():
                dropped = f", {len(event.dropped)} dropped" if event.dropped else ""
                return f"{event.kept} fact{_plural(event.kept)} with verbatim quotes{dropped}"
            case ClaimsVerified():
                return f"draft {event.round}: {event.coverage}"
            case Notice():
                return event.text
            case LeftOut():
                return f"the budget does not pay for everything: {event.text}"
            case _:
                return None

    def _named(self, task: str) -> str:
        """A task as a reader knows it: an extraction by the title of its source."""
        stage, _, source = task.partition("/")
        title = self._titles.get(source)
        return task if title is None else f"{stage} of “{shorten(title, LONGEST_TITLE, placeholder='…')}”"

    def summary(self, event: Event) -> Iterator[str]:
        """The last lines of a run, when the event that ends it comes; others are remembered for them."""
        match event:
            case RunStarted():
                self._offline = event.offline
            case SourcesRead():
                self._titles = event.titles
            case FactsVerified():
                self._dropped = event.dropped
            case ClaimsVerified():
                self._failing = event.failing
            case RunFinished():
                yield from _listed("fact", "dropped", self._dropped)
                yield from _listed("claim", f"{'of the draft ' * event.article_edited}not supported", self._failing)
                yield from _outcome(event, offline=self._offline)
            case _:
                pass


def _outcome(finished: RunFinished, *, offline: bool) -> Iterator[str]:
    if finished.article_edited:
        yield "final.md: edited by hand, not verified"
    if finished.coverage:
        yield f"final.md: {finished.coverage}"
    if finished.left_out:
        yield f"not paid by the budget: {'; '.join(finished.left_out)}; run again with a larger --budget for it"
    usage = finished.usage
    if usage.calls:
        if finished.compared:
            yield f"cost by stage (estimate): {', '.join(finished.compared)}"
        cost = f"${usage.usd:.4f}"
        spent = f"nothing was spent, since no model was asked ({cost} at list prices)" if offline else cost
        calls = f"call{_plural(usage.calls)} to the emulator" if offline else f"model call{_plural(usage.calls)}"
        yield f"{usage.calls} {calls}, {tokens_line(usage)}; {spent}"
    elif finished.article:
        yield "everything is up to date; nothing was asked or written"
    status = "done, without verification," if finished.article_edited and finished.status == "below-threshold" else None
    yield f"{status or _STATUS.get(finished.status, finished.status)} in {finished.seconds:.1f} s"


def _listed(noun: str, what: str, items: Sequence[str]) -> Iterator[str]:
    if not items:
        return
    yield f"{len(items)} {noun}{_plural(len(items))} {what}:"
    yield from (f"  - {item}" for item in items[:SHOWN])
    if len(items) > SHOWN:
        yield f"  and {len(items) - SHOWN} more, see run.json"


def _plural(number: int) -> str:
    return "" if number == 1 else "s"
