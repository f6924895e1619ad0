"""A model that lies about evidence in every way we could think of, and errors of every kind, in material of their own."""

import json
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from ghostwriter.emulator.server import Emulator
from ghostwriter.verification.claims import find_claims
from tests.e2e.test_verification import asked_about
from tests.scripting import Newsroom, editor_call, for_task

FERRY = """# Harbour ledger of Varn

The ferry Solveig entered service on Friday 12 March 2004. She
carries 380 passengers and 42 cars. The crossing to Holm takes 55 minutes.

The shipwright Karin Dahl designed the hull. She said, “A ferry is a bridge that moves.”

## Money

The county lent 9.4 million euros for the ship. Tickets covered 62 percent of the costs in 2019.
"""
PARISH = """<html><body><h1>Minutes of the parish of Holm</h1>
<p>The parish did not ask for a tunnel. It voted seven to two against one on Tuesday 5 November 2019.</p>
<p>The school on Holm has sixteen pupils. The doctor Lars Moen visits every second week.</p>
<p>The old pier was closed after the storm of 2013.</p></body></html>
"""
BRIEF = """---
title: The ferry that keeps Holm alive
goal: say that Solveig sails in any weather, as the shipping company promises
length: 120
sources: [ferry.md, parish.html]
---
Tell what the ferry Solveig means to the island of Holm.
"""
TRUE = (
    "The ferry Solveig entered service on Friday 12 March 2004.",
    "She carries 380 passengers and 42 cars.",
    "The crossing to Holm takes 55 minutes.",
    "The shipwright Karin Dahl designed the hull.",
    "She said, “A ferry is a bridge that moves.”",
    "The county lent 9.4 million euros for the ship.",
    "Tickets covered 62 percent of the costs in 2019.",
    "The parish did not ask for a tunnel.",
    "The school on Holm has sixteen pupils.",
    "The doctor Lars Moen visits every second week.",
    "The old pier was closed after the storm of 2013.",
)
PLANTED = (
    "The ferry Solveig entered service on Friday 12 May 2004.",  # a month
    "She carries 42 passengers and 380 cars.",  # two figures swapped
    "The crossing to Holm takes 35 minutes.",  # a number
    "The shipwright Kari Dahlberg designed the hull.",  # a name
    "She said, “A ferry is a road that moves.”",  # a quotation
    "The county lent 4.9 million euros for the ship.",  # an amount
    "Tickets covered 26 percent of the costs in 2019.",  # a share
    "The parish did ask for a tunnel.",  # a negation
    "The school on Holm has sixty pupils.",  # a number in words
    "The old pier was closed after the storm of 2013, which drowned four fishermen.",  # an addition
)
PROVABLE = frozenset(PLANTED) - {PLANTED[7], PLANTED[9]}
"""What is wrong even to a reader who knows but the words of the true sentence."""

DRAFT, REVISED = "drafting/draft.md", "drafting/draft-2.md"
FIRST = "verification/round-1/batch-1.json"
OPINION = "opinion"
S1, S2 = "S1", "S2"
LIES: dict[str, list[tuple[str, str]] | str] = {
    "Solveig sails in any weather.": [
        (S1, "Solveig sails in any weather, as the shipping company promises")
    ],  # the brief
    "The county gave 9.4 million euros as a gift.": [
        (S1, "The county gave 9.4 million euros for the ship.")
    ],  # one word
    "The doctor Lars Moen visits every week.": [
        (S1, "The doctor Lars Moen visits every second week.")
    ],  # another source
    "The school on Holm has been closed.": [(S2, "The school"), (S2, "closed"), (S2, "on Holm has")],  # snippets
    "Holm has lost half of its people.": [],  # nothing
    "The storm sank the ferry Solveig.": [(S1, "Tickets covered 62 percent of the costs in 2019.")],  # irrelevant
    "The old pier was paid by the county.": [(S1, "She carries 380 passengers and 42 cars.")],  # irrelevant, too
    "The crossing to Holm takes 25 minutes.": [(S1, "The crossing to Holm takes 55 minutes.")],  # another number
    "The parish voted nine to two against it.": [(S2, "It voted seven to two against one on Tuesday 5 November 2019.")],
    "The vote was held on a Sunday in November 2019.": [(S2, "on Tuesday 5 November 2019")],  # another day
    "Dahl called it “a road that never sleeps”.": [(S1, "She said, “A ferry is a bridge that moves.”")],
    "Astrid Lund captains the ship.": [(S1, "The shipwright Karin Dahl designed the hull.")],  # nobody known
    "The mayor Olaf Berg is against it.": OPINION,
    "Every year 900 tourists come.": OPINION,
    "The council has no plans, the parish says, for 2019.": [(S2, "The parish did not ask for a tunnel.")],
    "Everybody on the island loves the ship.": OPINION,
    "Thirty families have left since then.": OPINION,
}


OF_THE_PARISH = ("parish", "school", "doctor", "pier", "vote")


def article(sentences: tuple[str, ...]) -> str:
    lead, *rest = (
        f"{sentence} [{'S2F1' if any(word in sentence for word in OF_THE_PARISH) else 'S1F1'}]"
        for sentence in sentences
    )
    return f"# The ferry that keeps Holm alive\n\n{lead}\n\n## What it took\n\n{' '.join(rest)}\n"


def newsroom_of(folder: Path, emulator: Emulator) -> Newsroom:
    newsroom = Newsroom(folder, emulator, BRIEF)
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "parish.html").write_text(PARISH, encoding="utf-8")
    return newsroom


def verdicts(draft: str, answers: dict[str, list[tuple[str, str]] | str]) -> str:
    """What the model says: an opinion, or supported by the evidence given."""
    said = []
    for claim in find_claims(draft):
        answer = answers[claim.text]
        evidence = [] if isinstance(answer, str) else [{"source": one, "quote": quote} for one, quote in answer]
        verdict = answer if isinstance(answer, str) else "supported"
        said.append({"claim": claim.id, "verdict": verdict, "evidence": evidence, "reasoning": "It is so."})
    return json.dumps({"verdicts": said})


def settled(newsroom: Newsroom, name: str = "verification/round-1.json") -> dict[str, Any]:
    return {one["claim"]["text"]: one for one in newsroom.json(name)["verdicts"]}


def test_no_lie_about_evidence_makes_a_claim_supported_or_an_opinion(tmp_path: Path) -> None:
    draft = article(tuple(LIES))
    answers = editor_call(FIRST, verdicts(draft, LIES))
    with Emulator(script=[for_task(DRAFT, editor_call(DRAFT, draft)), for_task(FIRST, answers)]) as emulator:
        newsroom = newsroom_of(tmp_path, emulator)
        record = newsroom.run(rounds=0)

    found = settled(newsroom)
    assert {text: one["verdict"] for text, one in found.items()} == dict.fromkeys(LIES, "unsupported")
    assert all(one["objections"] for one in found.values())
    assert (record.status, record.rate) == ("below-threshold", 0.0)
    assert newsroom.read("final.md").count("**[unverified]**") == len(LIES)


def test_a_model_that_gives_the_true_sentence_as_evidence_for_the_false_one_cannot_carry_what_is_provably_wrong(
    tmp_path: Path,
) -> None:
    true = dict(zip(PLANTED, (*TRUE[:9], TRUE[10]), strict=True))
    draft = article(PLANTED)
    sources = {sentence: S2 if sentence in PARISH else S1 for sentence in TRUE}
    answers = editor_call(FIRST, verdicts(draft, {text: [(sources[said], said)] for text, said in true.items()}))
    with Emulator(script=[for_task(DRAFT, editor_call(DRAFT, draft)), for_task(FIRST, answers)]) as emulator:
        newsroom = newsroom_of(tmp_path, emulator)
        newsroom.run(rounds=0)

    found = settled(newsroom)
    assert {text for text, one in found.items() if one["verdict"] == "unsupported"} >= PROVABLE
    assert all(found[text]["flags"] for text in (PLANTED[7],))


def test_ten_errors_in_other_material_are_found_revised_away_and_only_the_changes_asked_about_again(
    tmp_path: Path,
) -> None:
    draft, mended = article((*TRUE[:2], *PLANTED, *TRUE[9:])), article(TRUE)
    script = [
        for_task(DRAFT, editor_call(DRAFT, draft)),
        for_task(REVISED, editor_call(REVISED, mended)),
    ]
    with Emulator(script=script) as emulator:
        newsroom = newsroom_of(tmp_path, emulator)
        record = newsroom.run(threshold=1.0)
        rounds = [claims for received in emulator.received if (claims := asked_about(received))]
        revision = next(json.dumps(one.body) for one in emulator.received if REVISED in json.dumps(one.body))

    failing = {text for text, one in settled(newsroom).items() if one["verdict"] in {"unsupported", "contradicted"}}
    assert failing == set(PLANTED)
    assert all(json.dumps(sentence)[1:-1].split("“")[0][:30] in revision for sentence in PLANTED)
    assert record.status == "done"
    assert set(rounds[-1]) == set(TRUE) - {TRUE[0], TRUE[1], *TRUE[9:]}
    report = BeautifulSoup(newsroom.read("report.html"), "html.parser")
    assert {line.get_text() for line in report.select("#revised-away li > p q")} == set(PLANTED)


def test_what_the_sources_disagree_on_is_told_to_the_writer_listed_for_the_author_and_shown_beside_the_claim(
    tmp_path: Path,
) -> None:
    draft = article(TRUE)
    with Emulator(script=[for_task(DRAFT, editor_call(DRAFT, draft))]) as emulator:
        newsroom = newsroom_of(tmp_path, emulator)
        other = PARISH.replace("</body>", "<p>The county lent 8.2 million euros for the ship.</p></body>")
        (tmp_path / "parish.html").write_text(other, encoding="utf-8")
        record = newsroom.run(rounds=0)
        asked = next(
            json.dumps(one.body, ensure_ascii=False) for one in emulator.received if DRAFT in json.dumps(one.body)
        )

    (line,) = record.disagreements
    assert (
        "“Harbour ledger of Varn” says 9.4 million euros, “Minutes of the parish of Holm” says 8.2 million euros"
        in line
    )
    assert "“The county lent 9.4 million euros for the ship.”" in line
    assert "“The county lent 8.2 million euros for the ship.”" in line
    assert "S1 says 9.4 million euros, S2 says 8.2 million euros" in asked
    report = BeautifulSoup(newsroom.read("report.html"), "html.parser")
    assert len(report.select("#disagreements blockquote")) == 2
    (resting,) = [one for one in report.select(".finding") if one.select(".dispute")]
    assert "The county lent 9.4 million euros for the ship." in resting.get_text()
