"""The style of each element of a page: selectors of its own style sheets matched by cssselect2."""

from collections.abc import Iterator

from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list
from lxml import etree

from ghostwriter.sources.hidden_text import css
from ghostwriter.sources.hidden_text.css import Style, Value

# cssselect2 stumbles over some selectors that end too early, and compiles others to Python that is nested too deeply.
_NO_SELECTOR = (
    *(SelectorError, NotImplementedError, AttributeError, IndexError, TypeError, ValueError),
    *(SyntaxError, RecursionError, MemoryError),
)


class Element(ElementWrapper):  # type: ignore[misc]
    """An element with its place among its siblings, as cssselect2 needs it."""

    @property
    def previous_siblings(self) -> Iterator["Element"]:
        """One after the other: cssselect2 makes a tuple for each of them, by recursion."""
        sibling = self.previous
        while sibling is not None:
            yield sibling
            sibling = sibling.previous


class Cascade:
    """The styles of one page."""

    def __init__(self, page: etree._Element) -> None:
        self._matcher = Matcher()
        self._variables: dict[str, Value] = {}
        for tag in page.iter("style"):
            if css.holds_on_a_screen(tag.get("media") or "all"):
                for rule in css.rules(tag.text or ""):
                    self._add(rule.selector, rule.style, layered=rule.layered)
        for tag in page.iter():
            if "--" in tag.get("style", ""):
                self._variables |= css.variables(css.declarations(tag.get("style")))

    def _add(self, selector: str, style: Style, *, layered: bool) -> None:
        """Add a rule; a browser would ignore one whose selector cannot be read."""
        try:
            compiled = compile_selector_list(selector)
        except _NO_SELECTOR:
            return
        self._variables |= css.variables(style)
        for one in compiled:
            if one.pseudo_element is None:
                self._matcher.add_selector(one, (layered, style))

    def style(self, element: Element) -> Style:
        """The declarations that hold for an element; a property that is not in it was not declared."""
        matched = [payload for _, _, _, payload in self._matcher.match(element)]
        sheets: Style = {}
        for _, style in sorted(matched, key=lambda payload: not payload[0]):
            sheets |= style
        return css.element_style(sheets, element.etree_element.get, self._variables)
