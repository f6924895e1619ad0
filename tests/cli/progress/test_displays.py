import io

from rich.console import Console

from ghostwriter.cli.progress.displays import Plain, json_lines
from ghostwriter.cli.progress.live import Live
from ghostwriter.cli.progress.messages import Messages
from ghostwriter.schema.events import (
    ArtifactRejected,
    CallRetried,
    ClaimsVerified,
    Event,
    FactsVerified,
    FellBack,
    ModelCalled,
    Notice,
    RunFinished,
    RunStarted,
    SourcesRead,
    TaskFinished,
    TaskStarted,
)
from ghostwriter.schema.usage import Usage
from tests.scripting import EVENT

USAGE = Usage(calls=1, input_tokens=1200, output_tokens=300, cache_read_tokens=1000, usd=0.0123, seconds=2.0)
TASK = {"stage": "drafting", "task": "drafting/draft"}
FAILING = [f"C{n} unsupported: claim {n}" for n in range(12)]
COVERAGE = "8 of 20 claims supported (40%)"
EVENTS: list[Event] = [
    RunStarted(at=10.0, title="The dam", workspace="w", offline=True),
    SourcesRead(at=10.1, read=2, total=3, words=1234, skipped=["c.pdf: is a PDF"]),
    TaskStarted(at=10.2, **TASK, model="bedrock/m", key="k"),
    CallRetried(at=10.3, **TASK, attempt=1, reason="Too many requests"),
    ArtifactRejected(at=10.4, **TASK, artifact="drafting/draft.md", error="no headline", attempt=1),
    ModelCalled(at=10.5, **TASK, model="bedrock/m", key="k", usage=USAGE, stop_reason="tool_use"),
    TaskFinished(at=10.6, **TASK, artifact="drafting/draft.md", how="done"),
    FactsVerified(at=10.7, kept=5, dropped=["S1: wrong (not verbatim)"]),
    ClaimsVerified(at=10.8, round=1, draft="drafting/draft.md", rate=0.4, coverage=COVERAGE, failing=FAILING),
    RunFinished(
        at=12.0,
        status="below-threshold",
        exit_code=4,
        seconds=2.0,
        usage=USAGE,
        article="w/final.md",
        coverage=COVERAGE,
    ),
]


def shown_by_plain() -> str:
    out = io.StringIO()
    display = Plain(out)
    for event in EVENTS:
        display(event)
    return out.getvalue()


def shown_live(width: int, events: list[Event] = EVENTS) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system=None)
    with Live(console) as display:
        for event in events:
            display(event)
    return out.getvalue()


def test_plain_lines_tell_what_happened_with_time_tokens_and_dollars() -> None:
    shown = shown_by_plain()

    assert "0.1s  2 of 3 sources read, 1,234 words, 1 skipped" in shown
    assert "drafting/draft: try 1 failed, trying again in 0.0 s: Too many requests" in shown
    assert "drafting/draft: drafting/draft.md sent back (1): no headline" in shown
    assert "1,200 tokens in (83% from cache), 300 out, $0.0123" in shown
    assert "nothing was spent, since no model was asked ($0.0123 at list prices)" in shown


def test_what_fell_short_is_listed_and_the_rate_comes_with_its_coverage() -> None:
    shown = shown_by_plain()

    assert "1 fact dropped:\n  - S1: wrong" in shown
    assert "12 claims not supported:" in shown
    assert "and 2 more, see run.json" in shown
    assert all(COVERAGE in line for line in shown.splitlines() if "40%" in line)


def test_the_live_view_fits_wide_and_narrow_terminals() -> None:
    for width in (120, 60, 40):
        shown = shown_live(width)
        assert "drafting" in shown
        assert "done, but below the threshold, in 2.0 s" in shown
        assert ("tries" in shown) == (width >= 70)


def test_the_live_view_tells_its_news_in_the_words_of_the_plain_lines() -> None:
    news: list[Event] = [
        CallRetried(**TASK, attempt=1, reason="Too many requests"),
        FellBack(**TASK, model="opus", instead_of="sonnet", reason="throttling: Too many requests."),
        ArtifactRejected(**TASK, artifact="drafting/draft.md", error="no headline", attempt=1),
        Notice(text="loading OpenHands"),
    ]

    shown = shown_live(120, news)

    assert all(str(Messages().line(event)) in shown for event in news)


def test_json_lines_can_be_read_back() -> None:
    out = io.StringIO()
    display = json_lines(out)
    for event in EVENTS:
        display(event)

    assert [EVENT.validate_json(line) for line in out.getvalue().splitlines()] == EVENTS


def test_a_run_that_was_interrupted_is_not_called_up_to_date() -> None:
    out = io.StringIO()
    Plain(out)(RunFinished(status="interrupted", exit_code=130, seconds=1.0, usage=Usage()))

    assert "up to date" not in out.getvalue()


def test_a_source_that_was_skipped_is_named_with_the_reason() -> None:
    skipped = SourcesRead(read=2, total=3, words=1234, skipped=["c.pdf: is a PDF"])

    assert Messages().line(skipped) == "2 of 3 sources read, 1,234 words, 1 skipped: c.pdf: is a PDF"


def test_an_article_edited_by_hand_is_said_to_be_unverified_and_not_to_miss_the_threshold() -> None:
    edited = RunFinished(status="below-threshold", exit_code=4, seconds=1.0, usage=Usage(), article_edited=True)

    assert list(Messages().summary(edited)) == [
        "final.md: edited by hand, not verified",
        "done, without verification, in 1.0 s",
    ]


def test_one_of_a_thing_is_told_in_the_singular() -> None:
    messages = Messages()

    assert messages.line(FactsVerified(kept=1, dropped=[])) == "1 fact with verbatim quotes"
    (calls, _) = messages.summary(RunFinished(status="done", exit_code=0, seconds=1.0, usage=USAGE))
    assert calls.startswith("1 model call, ")
