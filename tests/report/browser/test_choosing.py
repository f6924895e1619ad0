"""Choosing a claim, by mouse or by keyboard, shows the right passage of the right source."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.report.browser.conftest import OpenTab
from tests.report.browser.reader import click_sentence, shown, words

pytestmark = pytest.mark.long


def verdicts(run: Path) -> list[dict[str, Any]]:
    verification: dict[str, Any] = json.loads((run / "verification/verdicts.json").read_text(encoding="utf-8"))
    return list(verification["verdicts"])


def assert_evidence(tab: Page, run: Path, verdict: dict[str, Any]) -> None:
    """What is visible is this claim's finding, with the evidence that verdicts.json points to, amid its own source."""
    claim = verdict["claim"]["id"]
    assert shown(tab) == [claim]
    finding = tab.locator(f"#{claim}-finding")
    assert words(finding.locator(".reasoning").text_content()) == words(verdict["reasoning"])
    passages = finding.locator(".passage").all()
    assert len(passages) == len(verdict["evidence"])
    for passage, evidence in zip(passages, verdict["evidence"], strict=True):
        source = (run / f"sources/{evidence['source']}.md").read_text(encoding="utf-8")
        mark = passage.locator("mark")
        expect(mark).to_be_visible()
        assert words(mark.text_content()) == words(source[evidence["start"] : evidence["end"]])
        around = words(passage.locator("blockquote").text_content()).strip("… ")
        assert around in words(source)
        assert len(around) > len(words(mark.text_content()))
        assert passage.locator("figcaption .tag").text_content() == evidence["source"]


def test_a_click_on_any_sentence_shows_its_evidence(tab: Page, revised_run: Path) -> None:
    for verdict in verdicts(revised_run):
        claim = verdict["claim"]["id"]
        if tab.locator(f"#{claim}").count() == 0:
            continue

        click_sentence(tab, claim)

        assert_evidence(tab, revised_run, verdict)
        expect(tab.locator(f"#{claim}")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("key", ["Enter", " "])
def test_enter_and_space_on_a_mark_show_its_evidence_and_lead_there(tab: Page, revised_run: Path, key: str) -> None:
    tab.locator("#C2").focus()

    tab.keyboard.press(key)

    assert_evidence(tab, revised_run, verdicts(revised_run)[1])
    expect(tab.locator("#C2-finding")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(tab.locator("#C2")).to_be_focused()


@pytest.mark.parametrize(("forth", "back"), [("j", "k"), ("ArrowRight", "ArrowLeft")])
def test_keys_go_through_all_findings_and_round(tab: Page, revised_run: Path, forth: str, back: str) -> None:
    of_all = verdicts(revised_run)
    start = [one["claim"]["id"] for one in of_all].index(shown(tab)[0])

    for step in range(1, len(of_all) + 1):
        tab.keyboard.press(forth)
        assert_evidence(tab, revised_run, of_all[(start + step) % len(of_all)])
    tab.keyboard.press(back)

    assert_evidence(tab, revised_run, of_all[start - 1])
    expect(tab.locator(f"#{of_all[start - 1]['claim']['id']}")).to_be_focused()


def test_the_keys_are_told_on_the_page(tab: Page) -> None:
    expect(tab.locator(".keys")).to_be_visible()
    assert tab.locator(".keys kbd").all_text_contents() == ["j", "→", "k", "←", "Enter", "Esc"]


def test_the_buttons_keep_the_focus_and_say_what_came(tab: Page) -> None:
    tab.locator("#next").focus()

    tab.keyboard.press("Enter")

    assert shown(tab) == ["C6"]
    expect(tab.locator("#next")).to_be_focused()
    expect(tab.locator("#position")).to_have_text("6 of 17")
    expect(tab.get_by_role("status")).to_have_text("Claim 6: supported")


def test_the_page_opens_on_what_needs_attention_first(tab: Page) -> None:
    assert shown(tab) == ["C5"]


@pytest.mark.parametrize(("address", "claim"), [("#C10", "C10"), ("#C2-finding", "C2"), ("#C7", "C7")])
@pytest.mark.parametrize(
    "size", [{"width": 1280, "height": 600}, {"width": 390, "height": 844}], ids=["desktop", "phone"]
)
def test_an_address_leads_to_its_claim(open_tab: OpenTab, address: str, claim: str, size: dict[str, int]) -> None:
    tab = open_tab(address=address, **size)

    assert shown(tab) == [claim]
    expect(tab.locator(f".claim[data-claim={claim}]").first).to_be_in_viewport(ratio=1)
    expect(tab.locator(f"#{claim}-finding .reasoning")).to_be_in_viewport()


def test_an_address_that_changes_leads_to_its_claim(tab: Page) -> None:
    tab.evaluate("location.hash = '#C12'")

    expect(tab.locator("#C12-finding")).to_be_visible()
    assert shown(tab) == ["C12"]


def test_a_claim_shows_its_flags_with_the_words_they_point_to(open_tab: OpenTab) -> None:
    finding = open_tab(address="#C10").locator("#C10-finding")

    assert "⚑ Figure (proven): fifth no source has a fifth" in words(
        finding.locator(".objections").first.text_content()
    )
    assert "The model called it supported" in words(finding.text_content())
    expect(open_tab(address="#C9").locator("#C9-finding u")).to_have_text("1,140")


def test_a_fact_that_is_folded_away_is_unfolded_for_whoever_follows_its_link(tab: Page) -> None:
    tab.locator("#C5-finding .cites a").click()

    expect(tab.locator("#S1F3")).to_be_visible()
    expect(tab.locator("#S1F3")).to_be_in_viewport()


def test_on_a_phone_the_evidence_comes_up_below_the_sentence_and_goes_again(open_tab: OpenTab) -> None:
    tab = open_tab(width=390, height=844, has_touch=True, is_mobile=True)
    assert shown(tab) == []

    tab.locator("#C7").tap()

    expect(tab.locator("#C7-finding mark").first).to_be_in_viewport()
    sentence, sheet = tab.locator(".claim[data-claim=C7]").bounding_box(), tab.locator("#findings").bounding_box()
    assert sentence
    assert sheet
    assert 0 <= sentence["y"] < sentence["y"] + sentence["height"] <= sheet["y"]
    tab.get_by_role("button", name="Close the evidence").tap()
    expect(tab.locator("#C7-finding")).to_be_hidden()
