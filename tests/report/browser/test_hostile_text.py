"""Text that would like to be a program, a request or a layout stays text."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from ghostwriter.report import write_report
from ghostwriter.report.render import made_visible
from ghostwriter.text.invisible import seen
from tests.report.browser.hostile_run import ALL, HUGE, PAYLOADS, write_hostile_run
from tests.report.browser.reader import unfold, words

pytestmark = pytest.mark.long

OURS = """html head meta title style body a header div h1 b span p svg rect ul li nav main article section h2 h3 h4 button kbd
    blockquote u mark figure figcaption bdi q table thead tbody tfoot tr th td ol details summary code pre dl dt dd time
    strong em footer script""".split()  # noqa: SIM905  (a list of one-word strings reads worse)

EACH = (
    ".guardrail",
    "#findings .reasoning",
    "#findings .objections",
    "#findings .flags",
    "#findings .rejected",
    "#findings .cites",
    "#findings .passage mark",
    "#findings .passage figcaption",
    "#compliance",
    "#critique .said",
    "#facts .facts",
    "#facts .dropped",
    "#provenance .skipped",
)
"""Where each payload stands on its own ..."""

CLEANED = ("#critique .said",)
"""Where what no reader sees was taken out of a model's words when it handed them in; elsewhere it is made visible."""

IN_ONE_LINE = ("title", "#disagreements", "#provenance pre", "#provenance .record", ".model", "footer")
"""... and where all of them stand together."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(write_hostile_run(tmp_path_factory.mktemp("hostile")))


def text_of(tab: Page, selector: str) -> str:
    return words(" ".join(tab.locator(selector).all_text_contents()))


def test_nothing_of_it_runs_whatever_the_reader_does(tab: Page) -> None:
    for _ in range(tab.locator(".finding").count()):
        tab.keyboard.press("j")
    for button in tab.locator(".filters button").all():
        button.click()
    unfold(tab)
    tab.locator(".finding:visible").hover()

    assert tab.evaluate("window.__pwned") is None


def test_no_element_attribute_or_address_comes_from_it(tab: Page) -> None:
    names, attributes, addresses = tab.evaluate("""() => {
        const all = [...document.querySelectorAll("*")];
        return [
            [...new Set(all.map((one) => one.localName))],
            [...new Set(all.flatMap((one) => one.getAttributeNames()))],
            all.filter((one) => one.hasAttribute("href")).map((one) => one.getAttribute("href")),
        ];
    }""")

    assert set(names) <= set(OURS)
    assert not [name for name in attributes if name.startswith("on") or name in {"style", "src", "action", "srcdoc"}]
    assert [address for address in addresses if not address.startswith("#")] == []
    assert tab.locator("script").count() == tab.locator("style").count() == 1


def test_every_word_of_it_can_be_read_where_it_belongs(tab: Page) -> None:
    unread = {}
    for place in EACH:
        shown = text_of(tab, place)
        said = [seen(payload) if place in CLEANED else payload for payload in PAYLOADS]
        unread[place] = [payload[:60] for payload in said if words(made_visible(payload)) not in shown]

    assert unread == {place: [] for place in EACH}
    assert [place for place in IN_ONE_LINE if words(made_visible(ALL)) not in text_of(tab, place)] == []


def test_no_character_turns_the_page_around_unseen(tab: Page) -> None:
    everything = tab.evaluate("document.documentElement.textContent")

    assert not set(everything) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x07\x1b\x7f")
    assert "⟨U+202E⟩desrever⟨U+202C⟩" in everything


def test_templates_and_entities_are_shown_as_they_were_written(tab: Page) -> None:
    everything = tab.evaluate("document.documentElement.textContent")

    assert "{{ 7 * 7 }} {% raw %} {{ config }}" in everything
    assert "&lt;script&gt; &amp;amp; &#60;b&#62;" in everything


def test_a_word_without_end_is_broken(tab: Page) -> None:
    assert HUGE in tab.evaluate("document.documentElement.textContent")

    for width in (360, 1280):
        tab.set_viewport_size({"width": width, "height": 844})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
