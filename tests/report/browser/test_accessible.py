"""Axe's rules, and contrast as the browser really paints it."""

import itertools
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.report.browser.conftest import OpenTab
from tests.report.browser.reader import unfold

pytestmark = pytest.mark.long

# The ratio of every visible text to what lies behind it, after https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
TOO_FAINT = """() => {
    const parse = (colour) => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = ([r, g, b]) => [r, g, b]
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const colour = parse(getComputedStyle(one).backgroundColor);
            if (colour[3] === 255) return colour;
            if (colour[3] !== 0) throw new Error(`half transparent: ${one.className}`);
        }
        return [255, 255, 255];
    };
    const faint = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let seen = 0;
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !element.checkVisibility({visibilityProperty: true})) continue;
        if (element.closest("script, style, .unseen, .skip")) continue;
        const style = getComputedStyle(element);
        const [one, other] = [light(parse(style.color)), light(behind(element))].sort((a, b) => b - a);
        const ratio = (one + 0.05) / (other + 0.05);
        seen += 1;
        if (ratio < 4.5) faint.push(`${element.localName}.${element.className}: ${ratio.toFixed(2)}`);
    }
    return [seen, [...new Set(faint)]];
}"""


def violations(tab: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(tab).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground_whatever_the_verdict(open_tab: OpenTab, scheme: str) -> None:
    tab = open_tab(color_scheme=scheme)
    unfold(tab)

    for claim in ("C2", "C3", "C5", "C9", "C10"):
        tab.locator(f"#{claim}").click()
        seen, faint = tab.evaluate(TOO_FAINT)
        assert faint == []
        assert seen > 300


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_so_does_what_was_filtered_out_what_a_link_led_to_and_what_is_printed(open_tab: OpenTab, scheme: str) -> None:
    tab = open_tab(address="#S1F7", color_scheme=scheme)
    tab.get_by_role("button", name="Contradicted").click()

    assert tab.evaluate(TOO_FAINT)[1] == []
    tab.emulate_media(media="print")
    assert tab.evaluate(TOO_FAINT)[1] == []


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"width": 390, "height": 844}], ids=["desktop", "dark", "phone"]
)
def test_axe_finds_nothing(open_tab: OpenTab, options: dict[str, Any]) -> None:
    tab = open_tab(**options)
    unfold(tab)
    tab.keyboard.press("j")

    assert violations(tab) == []


def test_headings_go_down_one_level_at_a_time(tab: Page) -> None:
    names = tab.locator("h1, h2, h3, h4, h5, h6").evaluate_all("(all) => all.map((one) => one.localName)")
    levels = [int(name[1]) for name in names]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_the_page_has_its_landmarks(tab: Page) -> None:
    for role, name in (
        ("banner", None),
        ("main", None),
        ("contentinfo", None),
        ("article", None),
        ("navigation", "In this report"),
        ("region", "Findings"),
        ("group", "Claims to show"),
        ("status", None),
    ):
        assert tab.get_by_role(role, name=name).count() == 1  # type: ignore[arg-type]


def test_the_focus_is_seen_wherever_the_tab_key_leads(tab: Page) -> None:
    unseen = []
    for _ in range(25):
        tab.keyboard.press("Tab")
        focused = tab.evaluate("""() => {
            const style = getComputedStyle(document.activeElement);
            return [document.activeElement.outerHTML.slice(0, 80), style.outlineStyle, parseFloat(style.outlineWidth)];
        }""")
        if focused[1] == "none" or focused[2] < 2:
            unseen.append(focused)

    assert unseen == []


def test_the_first_tab_skips_to_the_article(tab: Page) -> None:
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")

    assert tab.evaluate("document.activeElement.id") == "C1"
