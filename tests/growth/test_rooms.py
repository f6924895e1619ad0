"""No stranger's text takes more than linear time, whatever is done with it: twice the text, twice the work."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from ghostwriter.agents.stream_parser import StreamedWords
from ghostwriter.article.compliance import check_compliance
from ghostwriter.article.final import check_draft, final_article
from ghostwriter.article.safe_markdown import check_outward
from ghostwriter.brief.brief import Brief, read_brief
from ghostwriter.cli.check_output import findings
from ghostwriter.emulator.author import critique, extraction, revision
from ghostwriter.emulator.author import verification as verifying
from ghostwriter.emulator.author.prompt import Prompt, PromptSource
from ghostwriter.errors import GhostwriterError
from ghostwriter.report.article_html import article_html
from ghostwriter.report.draft_diff import changes
from ghostwriter.report.page import ClaimFinding
from ghostwriter.schema.artifacts import Coverage, Fact, Verdict, Verification
from ghostwriter.schema.source import Source
from ghostwriter.security.datamarking import fence, marked, without_marks
from ghostwriter.security.safe_read import Unreadable
from ghostwriter.security.secrets.scanner import SecretScanner
from ghostwriter.security.secrets.stream_filter import StreamFilter
from ghostwriter.sources.loaders import text as plain
from ghostwriter.sources.parser_process.html_to_markdown import read_page
from ghostwriter.text.clean import clean_text
from ghostwriter.text.quotations import quotations, stands_in
from ghostwriter.text.quotes import find_quote, nearest_passage
from ghostwriter.verification.check import check
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.disagreements.find import find_disagreements
from ghostwriter.verification.locators import locate
from ghostwriter.verification.source_set import SourceSet
from ghostwriter.verification.verdicts import claim_flags
from tests.growth.hostile_texts import all_texts, some_texts
from tests.growth.measuring import offenders

PROSE = """Anna Bauer said on 12 March 2021 that 5 per cent of 300 people had left the town of Halle. “We do not know why they
went,” she said. The museum opened at 9:00 and cost $1.2 million; it is 10 miles away. Step 1 is page 12.

HasTV: False
Monday: 9:00-17:00
"""
HEAD = "# Halle\n\nThe town has a museum. [S1F1]\n\n"
WATCH = SecretScanner(lambda: {"A_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "A_TOKEN": "abc1234567890defghij"})
FACT = {"id": "S1F1", "source": "S1", "statement": "The town of Halle has a museum.", "quote": PROSE[:90]}
LONG, SHORT = 32_000, 8_000
"""Characters of the longest text for what is quick and for what takes its time."""
SHARES = 5
"""What takes its time gets one in so many of the texts, each room others."""

type Work = Callable[[str], object]


def source(text: str, identifier: str = "S1") -> Source:
    return Source(id=identifier, origin="a.md", title="A", sha256="0" * 64, text=text)


def take_in(text: str) -> None:
    with suppress(Unreadable):
        clean_text(plain.load(Path("a.md"), text.encode(errors="replace"), read_page).text)


def read_as_page(text: str) -> None:
    with suppress(Unreadable):
        read_page(f"<style>p ~ p, .a .b {{color: red}}</style><main><h1>Halle</h1>{text}</main>")


def look_for_quotes(text: str) -> None:
    find_quote("they went to the moon today", text)
    nearest_passage("they went to the moon today", text)
    stands_in("we went … to the moon", [text])
    find_quote(text[:1500], PROSE)
    stands_in(text[:1500], [PROSE])
    quotations(text)


def locate_all(text: str) -> None:
    for place in range(60):
        locate(text, place * len(text) // 60)


def hold_facts_against_each_other(text: str) -> None:
    facts = [
        Fact(id=f"S1F{at + 1}", source="S1", statement=said, quote=said, start=at, end=at + 1, locator="p")
        for at in range(0, min(len(text), 6_000), 200)
        if (said := " ".join(text[at : at + 200].split()))
    ]
    find_disagreements(facts, [source(text)])


def read_a_draft(text: str) -> None:
    with suppress(ValueError):
        check_draft(HEAD + text, ["S1F1"], 300)
    with suppress(ValueError):
        check_outward(HEAD + text, [])


def finish(text: str) -> None:
    verdicts = [
        Verdict(
            claim=claim,
            verdict="unsupported" if place % 2 else "opinion",
            model_verdict="opinion",
            evidence=[],
            rejected=[],
            reasoning="x",
            objections=[],
        )
        for place, claim in enumerate(find_claims(HEAD + text))
    ]
    counts = Coverage(found=0, checked=0, supported=0, contradicted=0, unsupported=0, opinions=0)
    done = Verification(draft="drafting/draft.md", coverage=counts, verdicts=verdicts)
    for without in (False, True):
        final_article(HEAD + text, find_claims(HEAD + text), done, [source(PROSE)], without_failing=without)


def show(text: str) -> None:
    found = [
        ClaimFinding(
            claim=claim,
            verdict="opinion",
            model_verdict="opinion",
            reasoning="",
            evidence=[],
            rejected=[],
            objections=[],
            passages=(),
            cited=(),
        )
        for claim in find_claims(HEAD + text)
    ]
    article_html(HEAD + text, found)


def show_changes(text: str) -> None:
    changes([("a", text), ("b", f"{text[: len(text) // 2]} other words {text[len(text) // 3 :]}"), ("c", PROSE)])


def read_as_brief(text: str) -> None:
    for brief in (text, f"---\ntitle: {text}\n---\nx", f"---\n{text}\n---\nx", f"---\nmust_include: [{text}]\n---\nx"):
        with suppress(GhostwriterError):
            read_brief(brief, Path(), "brief.md")


def hold_against_a_brief(text: str) -> None:
    wanted = Brief(title="A", must_include=("left the town", "5 per cent"), must_avoid=("moon base",), length=300)
    check_compliance(wanted, HEAD + text)


def watch_a_stream(text: str) -> None:
    arguments = json.dumps({"command": "create", "file_text": text})
    words, screen = StreamedWords(), StreamFilter(WATCH)
    for at in range(0, len(arguments), 40):
        screen.feed(words.feed("a", "", {0: arguments[at : at + 40]}), last=False)


def put_into_a_prompt(text: str) -> None:
    fence(text)
    without_marks(marked(text), text)


def write_without_a_model(text: str) -> None:
    extraction.compose(Prompt("extraction", "a", {"title": "Halle"}, (PromptSource("S1", "A", text),)))
    claims = tuple({"id": one.id, "text": one.text, "cites": one.cites} for one in find_claims(text)[:10])
    verifying.compose(Prompt("verification", "a", {}, (PromptSource("S1", "A", text),), (FACT,), claims))
    critique.compose(Prompt("critique", "a", {"length": 300}, draft=HEAD + text, facts=(FACT,)))
    revision.compose(Prompt("revision", "a", {"length": 300}, draft=HEAD + text, facts=(FACT,)))


def show_findings(text: str) -> None:
    list(findings("article.md", text, check(text, [PROSE]), 100))


QUICK: dict[str, Work] = {
    "a source is taken in": take_in,
    "a page is read": read_as_page,
    "claims are found": find_claims,
    "quotes are looked for": look_for_quotes,
    "passages are located": locate_all,
    "a draft is read": read_a_draft,
    "changes are shown": show_changes,
    "secrets are looked for": WATCH.hit,
    "a source is put into a prompt": put_into_a_prompt,
}
SLOW: dict[str, Work] = {
    "an article is checked": lambda text: check(text, [PROSE]),
    "sources are checked against": lambda text: check(PROSE, [text]),
    "a text is checked by itself": lambda text: check(text, [text]),
    "a question is known": lambda text: check(PROSE, [PROSE], text),
    "claims are flagged": lambda text: claim_flags(find_claims(text), SourceSet.of([source(PROSE)], text)),
    "facts disagree": hold_facts_against_each_other,
    "an article is shown": show,
    "a brief is kept to": hold_against_a_brief,
    "a stream is watched": watch_a_stream,
    "findings are shown": show_findings,
    "an article is finished": finish,
    "a brief is read": read_as_brief,
    "an article is written without a model": write_without_a_model,
}


@pytest.mark.long
@pytest.mark.parametrize("what", list(QUICK))
def test_quick_work_grows_no_faster_than_the_text(what: str) -> None:
    assert offenders(QUICK[what], all_texts(), LONG) == {}


@pytest.mark.long
@pytest.mark.parametrize(("place", "what"), enumerate(SLOW))
def test_slow_work_grows_no_faster_than_the_text(place: int, what: str) -> None:
    assert offenders(SLOW[what], some_texts(place, SHARES), SHORT) == {}
