"""The same run after a revision: a first draft, what was held against it, and everything else that a report may show."""

from pathlib import Path

from ghostwriter.schema.artifacts import (
    Compliance,
    Disagreement,
    Disagreements,
    Flag,
    Requirement,
    Verdict,
    Verification,
)
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.verdicts import coverage
from tests.report.material import DRAFT
from tests.report.newsroom import spot, verification, write_run

LAST, FIRST = "drafting/draft-2.md", "drafting/draft.md"
REVISED_AWAY = "The plant draws water from a depth of 60 metres, where the sea stays at 6 °C all winter."
FIRST_DRAFT = (
    DRAFT.replace("a depth of 40 metres", "a depth of 60 metres")
    .replace("It is the boldest thing the town has done", "It is by far the boldest thing the town has ever done")
    .replace("## The mussels", "A paragraph that nobody missed.\n\n## The mussels")
)

FLAGS = (
    ("a fifth", Flag(kind="figure", start=0, end=0, text="fifth", message="no source has a fifth", hard=True)),
    ("1,140 homes", Flag(kind="binding", start=0, end=0, text="1,140", message="1,140 may be of others", hard=False)),
    ("Digging", Flag(kind="negation", start=0, end=0, text="begins", message="a source may deny it", hard=False)),
)

DISAGREEMENT = Disagreement(
    id="D1", kind="figures differ", facts=["S2F1", "S2F2"], explanation="S2 says 5,200 tonnes, and then 600"
)

REQUIREMENTS = [
    Requirement(kind="length", wanted="320 words", status="not met", found="213 words"),
    Requirement(kind="must include", wanted="the mussels", status="met", found="in its words"),
    Requirement(kind="tone", wanted="plain and friendly", status="open", found="for a reader to judge"),
]


def flagged(verdict: Verdict) -> Verdict:
    """The verdict with the flags whose words its claim holds."""
    found = []
    for words, flag in FLAGS:
        if words in verdict.claim.text:
            start = verdict.claim.text.index(flag.text)
            found.append(flag.model_copy(update={"start": start, "end": start + len(flag.text)}))
    return verdict.model_copy(update={"flags": found})


def last_verification() -> Verification:
    made = verification()
    return made.model_copy(update={"draft": LAST, "verdicts": [flagged(one) for one in made.verdicts]})


def first_verification() -> Verification:
    (claim,) = [one for one in find_claims(FIRST_DRAFT) if one.text == REVISED_AWAY]
    verdict = Verdict(
        claim=claim,
        verdict="contradicted",
        model_verdict="contradicted",
        evidence=[spot("S1", "from a depth of 40 metres")],
        rejected=[],
        reasoning="The minutes say 40 metres.",
        objections=[],
    )
    return Verification(draft=FIRST, coverage=coverage(1, [verdict]), verdicts=[verdict])


def write_revised_run(root: Path) -> Path:
    """Write the run of ``newsroom.py``, revised once, into ``root``."""
    write_run(root)
    last = last_verification().model_dump_json()
    texts = {
        FIRST: FIRST_DRAFT,
        LAST: DRAFT,
        "verification/round-1.json": first_verification().model_dump_json(),
        "verification/round-2.json": last,
        "verification/verdicts.json": last,
        "verification/compliance.json": Compliance(requirements=REQUIREMENTS).model_dump_json(),
        "extraction/disagreements.json": Disagreements(disagreements=[DISAGREEMENT]).model_dump_json(),
    }
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8", newline="")
    return root
