"""The places where a stranger's text comes in, each as work on one text; what it is refused for does not count."""

from collections.abc import Callable
from pathlib import Path

from ghostwriter.article import check_draft, final_article
from ghostwriter.artifacts import CheckedEvidence, Coverage, Fact, Flag, Verdict, Verification
from ghostwriter.brief import Brief, read_brief
from ghostwriter.compliance import check_compliance
from ghostwriter.display.findings import findings
from ghostwriter.emulator.author import extraction
from ghostwriter.emulator.author.prompt import Prompt, PromptSource
from ghostwriter.errors import GhostwriterError
from ghostwriter.outward import check_outward
from ghostwriter.parsing.page import read_page
from ghostwriter.reading import Unreadable
from ghostwriter.report.changes import changes
from ghostwriter.secrecy.watch import Watch
from ghostwriter.sources.markdown_source import drop_hidden
from ghostwriter.sources.normalise import normalise
from ghostwriter.sources.source import Source
from ghostwriter.verification.check import Checked, check
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.disagreements import find_disagreements
from ghostwriter.verification.ground import Ground
from ghostwriter.verification.locators import locate
from ghostwriter.verification.quotes import find_quote, nearest_passage
from ghostwriter.verification.self_evident import need_no_evidence
from ghostwriter.verification.verdicts import claim_flags

PLAIN = (
    "The museum in Halle opened on 12 March 2021. Anna Bauer, its director, said “we have never had so many guests”. "
    "In the first year 5 per cent of the 1,200 visitors came from abroad, which is 60 people.\n\n"
)
WATCH = Watch(lambda: {"AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"})


def _source(text: str, identifier: str = "S1") -> Source:
    return Source(id=identifier, origin="a.md", title="T", sha256="0" * 64, text=text)


def _draft(text: str) -> str:
    return f"# Heading\n\nLead here now. [S1F1]\n\n{text}"


def _flags_of_a_draft(text: str) -> None:
    claim_flags(find_claims(text), Ground.of([_source(PLAIN)], text))


def _flags_of_a_source(text: str) -> None:
    draft = PLAIN + "Peter said “we never were there at all”. [S1F1]"
    claim_flags(find_claims(draft), Ground.of([_source(text)], draft))


def _disagreements(text: str) -> None:
    """Of a source whose facts are as long as facts may be."""
    facts = [
        Fact(id=f"S1F{number}", source="S1", statement=said, quote=said, start=0, end=1, locator="p")
        for number in range(1, 21)
        if (said := " ".join(text[number * 250 - 250 : number * 250].split()))
    ]
    find_disagreements(facts, [_source(text)])


def _article(text: str) -> None:
    claims = find_claims(_draft(text))
    evidence = CheckedEvidence(source="S1", quote=PLAIN[:20], start=0, end=20, locator="p")
    verdicts = [
        Verdict(
            claim=claim,
            verdict="supported",
            model_verdict="supported",
            evidence=[evidence],
            rejected=[],
            reasoning="x",
            objections=[],
        )
        for claim in claims
    ]
    coverage = Coverage(found=len(claims), checked=len(claims), supported=0, contradicted=0, unsupported=0, opinions=0)
    verification = Verification(draft="drafting/draft.md", coverage=coverage, verdicts=verdicts)
    final_article(_draft(text), verification, [_source(PLAIN)], without_failing=True)


def _brief(text: str) -> None:
    for brief in (text, f"---\ntitle: {text}\n---\nx", f"---\n{text}\n---\nx"):
        try:
            read_brief(brief, Path(), "brief.md")
        except GhostwriterError:
            continue


def _shown(text: str) -> None:
    places = range(0, len(text) - 1, 40)
    flags = [Flag(kind="figure", start=at, end=at + 1, text=text[at], message="x", hard=False) for at in places]
    list(findings("a.md", text, Checked(id="a", hard=False, score=0.0, flags=flags, sentences=[]), 100))


def _passage(text: str) -> None:
    find_quote("they went to the moon today", text)
    nearest_passage("they went to the moon today", text)


def _compliance(text: str) -> None:
    brief = Brief(title="x", must_include=("left the town", "5 per cent"), must_avoid=("moon base",), structure=("A",))
    check_compliance(brief, _draft(text))


def _author(text: str) -> None:
    extraction.write(Prompt("extraction", "a", {"title": "Halle", "length": 300}, (PromptSource("S1", "T", text),)))


ENTRY_POINTS: dict[str, Callable[[str], object]] = {
    "a source that is taken in": normalise,
    "a Markdown source": drop_hidden,
    "a page": lambda text: read_page(f"<html><body><p>x</p>{text}</body></html>"),
    "a text to check": lambda text: check(text, [PLAIN]),
    "a source to check by": lambda text: check(PLAIN, [text]),
    "what check shows": _shown,
    "the flags of a draft": _flags_of_a_draft,
    "the flags by a source": _flags_of_a_source,
    "claims": find_claims,
    "claims without need of evidence": lambda text: need_no_evidence(find_claims(text)),
    "a quote's passage": _passage,
    "a passage's place": lambda text: [locate(text, place * len(text) // 20) for place in range(20)],
    "disagreements": _disagreements,
    "a draft's form": lambda text: check_draft(_draft(text), ["S1F1"], 300),
    "a draft's links": lambda text: check_outward(text, []),
    "the final article": _article,
    "changes between drafts": lambda text: changes([("a", text), ("b", text[: len(text) // 2] + " new. " + text)]),
    "the brief as a contract": _compliance,
    "a brief": _brief,
    "the emulator's author": _author,
    "the watch over secrets": WATCH.hit,
}


def refusals_aside(work: Callable[[str], object]) -> Callable[[str], object]:
    """The same, where a text may be refused; a number that Python does not convert is no refusal."""

    def tried(text: str) -> object:
        try:
            return work(text)
        except (GhostwriterError, Unreadable):
            return None
        except ValueError as error:
            if "integer string conversion" in str(error):
                raise
            return None

    return tried
