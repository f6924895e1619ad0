"""Showing only what needs attention, by verdict and by flag."""

import pytest
from playwright.sync_api import Page, expect

from tests.report.browser.reader import click_sentence

pytestmark = pytest.mark.long

ATTENTION = ["C5", "C7", "C10", "C11", "C13", "C14", "C17"]
CLAIMS = {
    "Needs attention 7": ATTENTION,
    "Contradicted 1": ["C5"],
    "Unsupported 2": ["C10", "C17"],
    "Opinion 2": ["C3", "C15"],
    "Hard flag 1": ["C10"],
    "Hint 2": ["C8", "C9"],
    "Sources disagree 5": ["C7", "C10", "C11", "C13", "C14"],
}
"""What each button says, and the claims that it shows."""


def visible_marks(tab: Page) -> list[str]:
    return [str(one.get_attribute("id")) for one in tab.locator("article .mark:visible").all()]


def pressed(tab: Page) -> list[str]:
    return [str(one.get_attribute("data-trait")) for one in tab.locator(".filters [aria-pressed=true]").all()]


def test_a_filter_shows_its_claims_alone_and_says_how_many(tab: Page) -> None:
    for name, claims in CLAIMS.items():
        button = tab.get_by_role("button", name=name)
        button.click()

        assert visible_marks(tab) == claims
        expect(tab.get_by_role("status")).to_have_text(f"{len(claims)} of 17 claims shown")
        expect(tab.locator("#position")).to_contain_text(f"of {len(claims)}")
        assert tab.locator(".finding:visible").get_attribute("data-claim") in claims
        button.click()


def test_filters_work_by_keyboard_and_say_that_they_are_pressed(tab: Page) -> None:
    tab.get_by_role("button", name="Unsupported").focus()

    tab.keyboard.press("Space")
    assert pressed(tab) == ["unsupported"]
    assert visible_marks(tab) == ["C10", "C17"]
    tab.keyboard.press("Space")

    assert pressed(tab) == [""]
    assert len(visible_marks(tab)) == 17
    expect(tab.get_by_role("button", name="Unsupported")).to_be_focused()


def test_two_filters_show_the_claims_of_both(tab: Page) -> None:
    tab.get_by_role("button", name="Contradicted").click()
    tab.get_by_role("button", name="Hint").click()

    assert visible_marks(tab) == ["C5", "C8", "C9"]
    tab.get_by_role("button", name="All claims").click()
    assert len(visible_marks(tab)) == 17


def test_next_and_previous_go_through_the_filtered_claims(tab: Page) -> None:
    tab.get_by_role("button", name="Needs attention").click()

    seen = []
    for _ in range(8):
        seen.append(tab.locator(".finding:visible").get_attribute("data-claim"))
        tab.keyboard.press("j")

    assert seen == [*ATTENTION, ATTENTION[0]]


def test_a_claim_that_is_filtered_out_is_shown_to_whoever_asks_for_it(tab: Page) -> None:
    tab.get_by_role("button", name="Contradicted").click()

    click_sentence(tab, "C2")

    expect(tab.locator("#C2-finding")).to_be_visible()
    assert pressed(tab) == [""]
