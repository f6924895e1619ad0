"""What a reader does to the page, and sees of it."""

from playwright.sync_api import Page

_FIRST_LINE = """(sentence) => {
    sentence.scrollIntoView({block: "center"});
    const {x, y, width, height} = sentence.getClientRects()[0];
    return [x + width / 2, y + height / 2];
}"""


def shown(tab: Page) -> list[str]:
    """The claims whose findings are visible."""
    return [str(one.get_attribute("data-claim")) for one in tab.locator(".finding:visible").all()]


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def click_sentence(tab: Page, claim: str) -> None:
    """A click on the first line of a claim, which need not be a rectangle."""
    x, y = tab.locator(f".claim[data-claim={claim}]").first.evaluate(_FIRST_LINE)
    tab.mouse.click(x, y)


def unfold(tab: Page) -> None:
    """Open everything that is folded away."""
    folded = tab.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()
