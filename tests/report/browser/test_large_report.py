"""An article of three hundred claims on thirty sources opens, filters and steps like a short one."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ghostwriter.report import write_report
from ghostwriter.schema.artifacts import CheckedEvidence, FactSheet, Verdict, VerdictKind, Verification
from ghostwriter.schema.record_parts import SourceRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.verdicts import coverage

pytestmark = pytest.mark.long

CLAIMS, SOURCES = 300, 30


def written(root: Path) -> Path:
    sentences = [f"Harbour {n} was dug in {1500 + n} by {n + 7} men." for n in range(CLAIMS)]
    texts = {
        f"S{number + 1}": "\n\n".join(f"{one} {'It is told at length. ' * 20}" for one in sentences[number::SOURCES])
        for number in range(SOURCES)
    }
    draft = "# Harbours\n\n" + "\n\n".join(" ".join(sentences[start : start + 5]) for start in range(0, CLAIMS, 5))
    verdicts = []
    for number, claim in enumerate(find_claims(draft)):
        source, kind = f"S{number % SOURCES + 1}", verdict_of(number)
        start = texts[source].index(claim.text)
        evidence = CheckedEvidence(
            source=source, quote=claim.text, start=start, end=start + len(claim.text), locator="here"
        )
        verdicts.append(
            Verdict(
                claim=claim,
                verdict=kind,
                model_verdict=kind,
                evidence=[evidence],
                rejected=[],
                reasoning="It says so.",
                objections=[],
            )
        )
    files = {
        "brief.md": "Write of harbours.",
        "drafting/draft.md": draft,
        "final.md": draft,
        "extraction/facts.json": FactSheet(facts=[], dropped=[]).model_dump_json(),
        "verification/verdicts.json": Verification(
            draft="drafting/draft.md", coverage=coverage(CLAIMS, verdicts), verdicts=verdicts
        ).model_dump_json(),
        "run.json": RunRecord(
            sources=[SourceRecord(id=name, origin=f"{name}.md", title=name, sha256="0", words=9) for name in texts]
        ).model_dump_json(),
    } | {f"sources/{name}.md": text for name, text in texts.items()}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="")
    return root


def verdict_of(number: int) -> VerdictKind:
    return "contradicted" if number % 10 == 3 else "supported"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(written(tmp_path_factory.mktemp("harbours")))


def test_it_filters_and_shows_the_right_passages(tab: Page) -> None:
    tab.get_by_role("button", name="Contradicted 30").click()

    expect(tab.get_by_role("status")).to_have_text("30 of 300 claims shown")
    assert tab.locator(".mark:visible").count() == 30
    tab.keyboard.press("k")
    expect(tab.locator(".finding:visible mark")).to_have_text("Harbour 293 was dug in 1793 by 300 men.")
    expect(tab.locator(".finding:visible figcaption .tag")).to_have_text("S24")
    expect(tab.locator("#C294")).to_be_in_viewport()
