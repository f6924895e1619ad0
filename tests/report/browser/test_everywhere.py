"""Readable on a phone, on paper, in the dark, without colours, and without a script."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.report.browser.conftest import OpenTab
from tests.report.browser.reader import unfold, words

pytestmark = pytest.mark.long

OVERFLOWING = """() => {
    const page = document.documentElement;
    return page.scrollWidth > page.clientWidth ? [page.scrollWidth, page.clientWidth] : [];
}"""

UNSEEN = """(selector) => [...document.querySelectorAll(selector)]
    .filter((one) => !one.checkVisibility({contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true})
                     || one.getClientRects().length === 0)
    .map((one) => one.id || one.className || one.localName)"""

SCROLLING = """() => [...document.querySelectorAll("*")]
    .filter((one) => getComputedStyle(one).overflowY === "auto")
    .map((one) => one.outerHTML.slice(0, 90))"""

UNDERLINE = "(one) => getComputedStyle(one).textDecorationStyle"
EVIDENCE = ".finding, .finding mark, .finding .around, .finding .reasoning, .finding .flags li, .finding .cites li"
REST = (
    "#facts li, #changes del, #changes ins, #provenance pre, #provenance .hash, #critique .done, #cost td, .legend li"
)


def test_nothing_overflows_at_any_width(tab: Page) -> None:
    unfold(tab)

    for width in (320, 360, 390, 768, 1000, 1280, 1920):
        tab.set_viewport_size({"width": width, "height": 844})
        tab.keyboard.press("j")
        assert tab.evaluate(OVERFLOWING) == []


def test_what_is_tapped_on_a_phone_is_large_enough(open_tab: OpenTab) -> None:
    tab = open_tab(width=390, height=844, has_touch=True, is_mobile=True)
    tab.locator("#C2").tap()

    for button in tab.get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_on_paper_nothing_is_folded_away_or_cut(tab: Page) -> None:
    tab.get_by_role("button", name="Contradicted").click()

    tab.emulate_media(media="print")

    assert tab.evaluate(UNSEEN, f"{EVIDENCE}, {REST}, .mark") == []
    assert tab.evaluate(SCROLLING) == []
    expect(tab.locator(".toolbar")).to_be_hidden()
    expect(tab.locator(".steps")).to_be_hidden()


def test_paper_is_wide_enough(open_tab: OpenTab) -> None:
    tab = open_tab(width=680)  # A4 without its margins

    tab.emulate_media(media="print")

    assert tab.evaluate(OVERFLOWING) == []


def test_it_can_be_printed(tab: Page, tmp_path: Path) -> None:
    printed = tab.pdf(path=tmp_path / "report.pdf", format="A4")

    assert printed.startswith(b"%PDF-")
    assert tab.locator("details:not([open])").count() == 0


@pytest.mark.parametrize("media", ["screen", "print"])
def test_without_a_script_everything_can_be_read(open_tab: OpenTab, media: str) -> None:
    tab = open_tab(java_script_enabled=False)
    tab.emulate_media(media="print" if media == "print" else "screen")

    for finding in tab.locator(".finding").all():
        expect(finding).to_be_visible()
    expect(tab.locator(".legend")).to_be_visible()
    expect(tab.locator(".toolbar")).to_be_hidden()
    expect(tab.locator(".steps")).to_be_hidden()


def test_without_a_script_a_mark_leads_to_its_finding_and_back(open_tab: OpenTab) -> None:
    tab = open_tab(java_script_enabled=False)

    tab.locator("#C12").click()
    expect(tab.locator("#C12-finding")).to_be_in_viewport()
    tab.locator("#C12-finding .back a").click()

    expect(tab.locator("#C12")).to_be_in_viewport()


def test_verdicts_can_be_told_apart_without_colours(open_tab: OpenTab) -> None:
    tab = open_tab(forced_colors="active")

    tab.keyboard.press("j")  # away from the claim that the page opens on, which is set off by more than its line
    kinds = ("contradicted", "unsupported", "opinion")
    lines = {kind: tab.locator(f".claim.{kind}").first.evaluate(UNDERLINE) for kind in kinds}

    assert lines == {"unsupported": "dashed", "opinion": "dotted", "contradicted": "wavy"}
    assert words(tab.locator("#C2").text_content()).endswith("✓2")
    assert words(tab.locator("#C5").text_content()).endswith("✗5")
    assert words(tab.locator("#C10").text_content()).endswith("?10⚑")
    assert words(tab.locator("#C3").text_content()).endswith("○3")


def test_nothing_moves_for_whoever_wants_no_motion(open_tab: OpenTab) -> None:
    tab = open_tab(width=390)  # every tab of these tests asks for reduced motion

    assert tab.locator("#findings").evaluate("(one) => getComputedStyle(one).transitionProperty") == "none"
    assert tab.locator("html").evaluate("(one) => getComputedStyle(one).scrollBehavior") == "auto"
