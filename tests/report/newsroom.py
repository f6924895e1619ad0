"""A finished run, written out by hand: an article with every kind of verdict."""

from dataclasses import dataclass
from pathlib import Path

from ghostwriter.schema.artifacts import (
    CheckedEvidence,
    Critique,
    DroppedFact,
    Evidence,
    Fact,
    FactSheet,
    Issue,
    Verdict,
    VerdictKind,
    Verification,
)
from ghostwriter.schema.record_parts import SourceRecord, TaskRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.source import Receipt
from ghostwriter.schema.usage import Usage
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.verdicts import coverage
from tests.report.material import BRIEF, DRAFT, HEBREW, HOSTILE, TEXTS


@dataclass(frozen=True)
class Said:
    """What the checker says of the sentence that holds ``words``; evidence is (source, quote)."""

    words: str
    verdict: VerdictKind = "supported"
    evidence: tuple[tuple[str, str], ...] = ()
    reasoning: str = "The source says it in the same words."
    objections: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    model: VerdictKind | None = None


SAID = (
    Said("warm itself", evidence=(("S1", "The council approved the harbour heat pump by 19 votes to 8."),)),
    Said("19 votes", evidence=(("S1", "approved the harbour heat pump by 19 votes to 8"),)),
    Said("boldest thing", "opinion", reasoning="A judgement; nothing in it can be checked."),
    Said("from a depth", evidence=(("S1", "from a depth of 40 metres, where the sea stays at 6 °C all winter"),)),
    Said(
        "212 million",
        "contradicted",
        (("S1", "212 million kronor, of which the state carries 38 per cent"),),
        "The minutes give the state's share as 38 per cent, not as half.",
    ),
    Said("burning oil", evidence=(("S1", "“go on burning oil because the boilers happen to be there”"),)),
    Said(
        "two old boilers",
        evidence=(
            ("S2", "The two old boilers burn about 5,200 tonnes of oil a year."),
            ("S2", "With the pump we expect to need 600, for the coldest days."),
        ),
    ),
    Said("Digging", evidence=(("S1", "Digging in Strandgatan begins on 4 May 2026."),)),
    Said("1,140 homes", evidence=(("S1", "The first 1,140 homes are to be connected before the winter of 2027."),)),
    Said(
        "fall by a fifth",
        "unsupported",
        reasoning="The engineer promises steady bills.",
        objections=(
            "the evidence “bills will fall by a fifth” does not stand verbatim in S2",
            "no evidence was given that stands in its source",
        ),
        rejected=(("S2", f"bills will fall by a fifth {HOSTILE}"),),
        model="supported",
    ),
    Said("Nobody pays", evidence=(("S2", "Nobody will pay more than today, that is in the contract until 2032."),)),
    Said("in Hebrew", evidence=(("S3", HEBREW),)),
    Said("Today", evidence=(("S2", "about 5,200 tonnes of oil a year"),)),
    Said("600 [S2F1] |", evidence=(("S2", "expect to need 600"),)),
    Said("could go wrong", "opinion", reasoning="A question."),
    Said("Bergsund", evidence=(("S2", "in Bergsund the pump stood still for nine days because of them"),)),
    Said("also mentioned", "unsupported", reasoning=f"The minutes hold {HOSTILE}, but nobody said it."),
)


def spot(source: str, quote: str) -> CheckedEvidence:
    start = TEXTS[source].index(quote)
    return CheckedEvidence(source=source, quote=quote, start=start, end=start + len(quote), locator="paragraph 2")


def verification() -> Verification:
    verdicts = []
    for claim in find_claims(DRAFT):
        stretch = DRAFT[claim.start : claim.end + 12]
        furniture = Said(claim.text, "opinion", reasoning="Neither a table's head nor a picture claims anything.")
        said = next((one for one in SAID if one.words in stretch), furniture)
        verdicts.append(
            Verdict(
                claim=claim,
                verdict=said.verdict,
                model_verdict=said.model or said.verdict,
                evidence=[spot(*item) for item in said.evidence],
                rejected=[Evidence(source=source, quote=quote) for source, quote in said.rejected],
                reasoning=said.reasoning,
                objections=list(said.objections),
            )
        )
    return Verification(draft="drafting/draft.md", coverage=coverage(len(verdicts), verdicts), verdicts=verdicts)


def fact(identifier: str, statement: str, quote: str) -> Fact:
    where = spot(identifier[:2], quote)
    return Fact(id=identifier, statement=statement, **where.model_dump())


SHEET = FactSheet(
    facts=[
        fact("S1F1", "The council approved the heat pump.", "approved the harbour heat pump by 19 votes to 8"),
        fact("S1F2", "The plant draws water from 40 metres.", "from a depth of 40 metres"),
        fact("S1F3", "The plant costs 212 million kronor.", "212 million kronor"),
        fact("S1F4", "The mayor spoke against burning oil.", "go on burning oil"),
        fact("S1F5", "Digging begins on 4 May 2026.", "begins on 4 May 2026"),
        fact("S1F6", "1,140 homes come first.", "The first 1,140 homes"),
        fact("S1F7", f"Nobody explained {HOSTILE}.", HOSTILE),
        fact("S2F1", "The boilers burn about 5,200 tonnes of oil a year.", "about 5,200 tonnes of oil a year"),
        fact("S2F2", "Bills stay as they are until 2032.", "that is in the contract until 2032"),
        fact("S2F3", "Mussels stopped the pump in Bergsund.", "the pump stood still for nine days"),
        fact("S3F1", "The harbour heats the town from 2026.", HEBREW),
    ],
    dropped=[
        DroppedFact(
            source="S2",
            statement="Tomas Ek promised lower bills.",
            quote=f"bills will fall {HOSTILE}",
            reason="the quote does not stand verbatim in S2",
        )
    ],
)

CRITIQUE = Critique(
    summary="The draft is clear, but promises more than the sources do.",
    issues=[
        Issue(
            severity="major",
            where="Bills fall by a fifth",
            problem="No fact carries the promise.",
            suggestion="Say that bills are capped until 2032.",
        ),
        Issue(severity="minor", where="boldest thing", problem="Praise.", suggestion="Strike the sentence."),
    ],
)


def task(name: str, model: str, usd: float, seconds: float) -> TaskRecord:
    usage = Usage(calls=1, input_tokens=4321, output_tokens=812, cache_read_tokens=1024, usd=usd, seconds=seconds)
    return TaskRecord(key=name, model=model, artifact=name, sha256="", how="done", attempts=1, usage=usage)


def record(*, offline: bool = False) -> RunRecord:
    origins = {"S1": "minutes/2026-03-12.md", "S2": "https://example.org/ek", "S3": f"leaflet {HOSTILE}.txt"}
    made = RunRecord(
        status="below-threshold",
        title="A harbour that heats its town",
        workspace="norrvik",
        offline=offline,
        finished="2026-03-20T09:30:00+00:00",
        seconds=74.2,
        threshold=0.9,
        brief_sha256="b" * 64,
        receipt=Receipt(read=3, total=4, words=321, skipped=("plan.pdf: not a text file",)),
        sources=[
            SourceRecord(
                id=name,
                origin=origins[name],
                title=text.splitlines()[0][2:],
                sha256=name[1] * 64,
                words=len(text.split()),
            )
            for name, text in TEXTS.items()
        ],
        totals=Usage(
            calls=6, input_tokens=25_926, output_tokens=4_872, cache_read_tokens=6_144, usd=0.1873, seconds=92.5
        ),
        versions={"ghostwriter": "0.1.0", "litellm": "1.105.3"},
    )
    haiku, sonnet = "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0", "bedrock/us.anthropic.claude-sonnet-4-5"
    for name, model, usd, seconds in (
        ("verification/round-1/batch-1", haiku, 0.0123, 9.1),
        ("extraction/S1", haiku, 0.0084, 6.3),
        ("extraction/S2", haiku, 0.0081, 5.9),
        ("drafting/draft", sonnet, 0.0932, 31.4),
        ("critique/critique", sonnet, 0.0653, 22.8),
    ):
        made = made.with_task(name, task(name, model, usd, seconds))
    return made


def write_run(root: Path, *, offline: bool = False) -> Path:
    """Write the whole run into ``root``."""
    texts = {
        "brief.md": BRIEF,
        "drafting/draft.md": DRAFT,
        "final.md": DRAFT,
        "extraction/facts.json": SHEET.model_dump_json(),
        "critique/critique.json": CRITIQUE.model_dump_json(),
        "verification/verdicts.json": verification().model_dump_json(),
        "run.json": record(offline=offline).model_dump_json(),
    } | {f"sources/{name}.md": text for name, text in TEXTS.items()}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="")
    return root
