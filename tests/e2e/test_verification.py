"""Whatever a model says: what does not stand in the sources is found, shown with its evidence, and revised away."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ghostwriter.emulator.server import Emulator, Received
from ghostwriter.errors import StageFailed
from ghostwriter.verification.claims import find_claims
from tests.scripting import Newsroom, editor_call, for_task

DRAFT, REVISED = "drafting/draft.md", "drafting/draft-2.md"
TRUE = (
    "The Elm Dam was finished in 1936 after five years of work.",
    "It holds back 240 million cubic metres of water.",
    "The engineer Ada Brook led the work.",
    "Building the dam cost 12 million dollars.",
    "The state paid for two thirds of it.",
    "The council of Elm met on 4 May 1937.",
    "The mayor thanked the 900 workers who had built the dam.",
    "Since the dam was closed, the town has not been flooded.",
    "The mill was moved up the hill in 1935.",
    "She said, “We built it for the farmers, not for the maps.”",
)
PLANTED = (
    "The Elm Dam was finished in 1937 after five years of work.",
    "It holds back 420 million cubic metres of water.",
    "The engineer Ida Stream led the work.",
    "Building the dam cost 15 million dollars.",
    "The state paid for half of it.",
    "The council of Elm met on 9 June 1937.",
    "The mayor thanked the 800 workers who had built the dam.",
    "Since the dam was closed, the town has been flooded twice.",
    "The mill was burnt down the hill in 1935.",
    "She said, “We built it for the maps, not for the farmers.”",
)


IN_THE_MINUTES = ("council", "mayor", "the town has", "mill was")


def article(sentences: tuple[str, ...]) -> str:
    lead, *rest = (
        f"{sentence} [{'S2F1' if any(word in sentence for word in IN_THE_MINUTES) else 'S1F1'}]"
        for sentence in sentences
    )
    return f"# The dam that kept Elm dry\n\n{lead}\n\n## What it took\n\n{' '.join(rest)}\n"


def asked_about(received: Received) -> list[str]:
    """The claims that a request for verification asks about."""
    text = "\n".join(block.get("text", "") for message in received.body["messages"] for block in message["content"])
    section = re.search(r"<claims>\n(.*?)\n</claims>", text, re.DOTALL)
    return [json.loads(line)["text"] for line in section[1].splitlines()] if section else []


def verdicts(claims: list[str], verdict: str, evidence: list[dict[str, str]]) -> str:
    said = [
        {"claim": f"C{number}", "verdict": verdict, "evidence": evidence, "reasoning": "So it is."}
        for number in range(1, len(claims) + 1)
    ]
    return json.dumps({"verdicts": said})


def test_ten_planted_errors_are_found_shown_revised_away_and_only_the_changes_asked_about_again(tmp_path: Path) -> None:
    draft = article((*TRUE[:3], *PLANTED, *TRUE[3:6]))
    mended = article(TRUE)
    script = [for_task(DRAFT, editor_call(DRAFT, draft)), for_task(REVISED, editor_call(REVISED, mended))]
    with Emulator(script=script) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        record = newsroom.run(threshold=1.0)
        requests = [asked_about(received) for received in emulator.received]

    first = newsroom.json("verification/round-1.json")["verdicts"]
    failing = {
        verdict["claim"]["text"]: verdict for verdict in first if verdict["verdict"] in {"unsupported", "contradicted"}
    }
    assert set(failing) == set(PLANTED)
    assert all(one["evidence"] or one["objections"] or one["reasoning"] for one in failing.values())
    assert record.status == "done"
    assert not any(sentence in newsroom.read("final.md") for sentence in PLANTED)
    again = [claims for claims in requests if claims][-1]
    known = {claim.text for claim in find_claims(draft)}
    assert again
    assert not known & set(again)
    report = BeautifulSoup(newsroom.read("report.html"), "html.parser")
    listed = {line.get_text() for line in report.select("#revised-away li > p q")}
    assert listed == set(PLANTED)
    assert len(report.select("#revised-away figure, #revised-away ul")) >= len(PLANTED)
    gone = " ".join(mark.get_text() for mark in report.select("#changes del"))
    assert all(word in gone for word in ("1937", "420", "Ida", "15", "half", "June", "800", "twice", "burnt"))


def test_a_model_that_calls_everything_supported_with_invented_quotes_supports_nothing(tmp_path: Path) -> None:
    draft = article(PLANTED)
    invented = [{"source": "S1", "quote": "As everybody in Elm knows, it is all true, every word."}]
    answers = verdicts([*PLANTED], "supported", invented)
    script = [
        for_task(DRAFT, editor_call(DRAFT, draft)),
        for_task("verification/round-1/batch-1.json", editor_call("verification/round-1/batch-1.json", answers)),
    ]
    with Emulator(script=script) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        record = newsroom.run(rounds=0)

    assert record.status == "below-threshold"
    assert record.coverage is not None
    assert record.coverage.supported == 0
    assert newsroom.read("final.md").count("**[unverified]**") == len(PLANTED)


def test_true_evidence_for_another_claim_supports_no_false_figure(tmp_path: Path) -> None:
    draft = article(PLANTED)
    real = [{"source": "S1", "quote": "The Elm Dam was finished in 1936 after five years of work."}]
    answers = verdicts([*PLANTED], "supported", real)
    script = [
        for_task(DRAFT, editor_call(DRAFT, draft)),
        for_task("verification/round-1/batch-1.json", editor_call("verification/round-1/batch-1.json", answers)),
    ]
    with Emulator(script=script) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        newsroom.run(rounds=0)

    supported = [
        one["claim"]["text"]
        for one in newsroom.json("verification/verdicts.json")["verdicts"]
        if one["verdict"] == "supported"
    ]
    assert not set(supported) & {PLANTED[0], PLANTED[1], PLANTED[2], PLANTED[3], PLANTED[5], PLANTED[6], PLANTED[9]}


@pytest.mark.parametrize("action", ["mark", "remove", "fail"])
def test_what_stays_unsupported_is_marked_left_out_or_fails_the_run_by_choice(action: str, tmp_path: Path) -> None:
    script: list[dict[str, Any]] = [for_task(DRAFT, editor_call(DRAFT, article((*TRUE[:4], PLANTED[1]))))]
    with Emulator(script=script) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        if action == "fail":
            with pytest.raises(StageFailed, match=r"one claim stays without support.*420 million"):
                newsroom.run(rounds=0, on_unsupported=action)
            assert not (newsroom.workspace / "final.md").exists()
            assert newsroom.json("run.json")["coverage"]["supported"] == 4
            return
        newsroom.run(rounds=0, on_unsupported=action, threshold=0.5)

    final = newsroom.read("final.md")
    assert (PLANTED[1] in final) is (action == "mark")
    assert ("**[unverified]**" in final or "**[contradicted" in final) is (action == "mark")
    assert TRUE[3] in final


def test_what_is_not_as_the_brief_wants_it_is_told_recorded_and_shown(tmp_path: Path) -> None:
    with Emulator(script=[for_task(DRAFT, editor_call(DRAFT, article(TRUE)))]) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        brief = newsroom.brief_file.read_text().replace("length: 120", "length: 300\nmust_include: [penguins]")
        newsroom.brief_file.write_text(brief)
        record = newsroom.run(rounds=0)

    assert [line.split(":")[0] for line in record.not_as_briefed] == ["length, 300 words", "must include, penguins"]
    report = BeautifulSoup(newsroom.read("report.html"), "html.parser")
    assert "penguins" in report.select_one("#compliance tr.not-met:nth-of-type(2)").get_text()  # type: ignore[union-attr]
