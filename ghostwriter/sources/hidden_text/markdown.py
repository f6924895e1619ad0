"""What of a Markdown file a reader of the rendered page does not see: taken out, and counted by its kind.

Code is let be: there it is seen. A text file is read as it stands, so nothing of it is hidden.
"""

import re
from collections import Counter

from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.hidden_text.css import Style, element_style
from ghostwriter.sources.hidden_text.elements import CODE, NO_TEXT, NOT_SHOWN, WITHOUT_END
from ghostwriter.sources.hidden_text.markdown_code import Code
from ghostwriter.sources.hidden_text.markdown_links import ATTRIBUTES, COMMENTS, drop_beside
from ghostwriter.sources.hidden_text.markdown_styles import Sheet
from ghostwriter.sources.hidden_text.tag_scanner import MOST_TAGS, Markup, Scanner
from ghostwriter.sources.hidden_text.visibility import Sight

HIDDEN, SCRIPTS = "hidden elements", "scripts and styles"
_SPOT = re.compile(r"^[ \t>*+\d.)-]*(?=<|```|~~~)|[<`\\]", re.MULTILINE)
_SAYS_WHAT_IS_SEEN = frozenset({"style", "class", "rel", "sizes", "srcset", "media", "viewbox"})
_HOLDS_THE_REST = frozenset(
    {
        "div", "section", "article", "main", "aside", "table", "tbody", "tr", "ul", "ol", "dl", "blockquote", "details", "figure",
        "center", "header", "footer", "nav", "form", "fieldset", "pre", "body", "html", "math", "title", "xmp", "head",
        *CODE, *NOT_SHOWN, *NO_TEXT,
    }
)  # fmt: skip
"""Elements that go on to the text's end if nothing closes them; others end with their paragraph."""


def drop_hidden(text: str) -> tuple[str, Counter[str]]:
    """The text without comments, hidden elements and what is said beside the text, and how much of each there was.

    Raises:
        Unreadable: if it has more tags, or more style rules for them, than anybody writes.
    """
    if text.count("<") > MOST_TAGS:
        raise Unreadable(f"has more than {MOST_TAGS:,} tags; save what there is to read in it")
    taken: Counter[str] = Counter()
    if not any(sign in text for sign in ("<", "]:", "](", "![", "&")):
        return text, taken
    pieces = _Cleaning(text, taken).pieces()
    cleaned = "".join(piece if code else drop_beside(piece, taken) for piece, code in pieces)
    return cleaned, +taken


class _Cleaning:
    """One pass over one text."""

    def __init__(self, text: str, taken: Counter[str]) -> None:
        self._text = text
        self._taken = taken
        self._code = Code(text)
        self._markup = Scanner(text)
        self._sheet = Sheet(text)
        self._ends: dict[int, int] | None = None
        self._sights: list[tuple[int, Sight]] = [(len(text), Sight())]
        self._pieces: list[tuple[str, bool]] = []
        self._kept_until = self._words_from = 0

    def pieces(self) -> list[tuple[str, bool]]:
        """What is kept, and of each piece whether it is code."""
        at = raw_until = 0
        while spot := _SPOT.search(self._text, at):
            here = spot.end() if spot[0][-1:] not in {"<", "`", "\\"} else spot.start()
            if spot.start() >= raw_until and (spot.start() == 0 or self._text[spot.start() - 1] == "\n"):
                end = self._code.fence_end(spot.start())
                if end is not None:
                    self._keep_code(self._without_comment_in_info(spot.start()), end)
                    at = end
                    continue
                raw_until = self._code.html_end(spot.start()) or raw_until
            sign = self._text[here : here + 1]
            if sign == "<":
                at = self._marked(here)
            elif sign == "`" and here >= raw_until:
                at = self._code.span_end(here)
                self._keep_code(here, at)
            else:
                at = here + (2 if sign == "\\" and here >= raw_until else 1)
        self._cut_unread(len(self._text))
        self._pieces.append((self._text[self._kept_until :], False))
        return self._pieces

    def _without_comment_in_info(self, fence: int) -> int:
        """Cut a comment behind an opening fence, which no page shows; the place where the code goes on."""
        line_end = self._text.find("\n", fence)
        line_end = len(self._text) if line_end < 0 else line_end
        comment = self._text.find("<!--", fence, line_end)
        return fence if comment < 0 else self._cut(comment, line_end, COMMENTS)

    def _keep_code(self, start: int, end: int) -> None:
        if start >= self._kept_until and self._sight_at(start).readable:
            self._pieces += [(self._text[self._kept_until : start], False), (self._text[start:end], True)]
            self._kept_until = end

    def _cut(self, start: int, end: int, kind: str, instead: str = "") -> int:
        self._pieces.append((self._text[self._kept_until : start] + instead, False))
        self._kept_until = end
        self._taken[kind] += 1
        return end

    def _marked(self, start: int) -> int:
        """Go over what begins at a ``<``; where to go on."""
        found = self._markup.at(start)
        if found is None:
            return start + 1
        self._cut_unread(start)
        self._words_from = self._past(found)
        return self._words_from

    def _past(self, found: Markup) -> int:
        """Go past a tag or a comment, and past what it hides."""
        if not found.name:
            return self._cut(found.start, found.end, COMMENTS)
        if found.closing:
            return found.end
        style = self._style(found)
        around = self._sight_at(found.start)
        sight = around.within(style)
        if _is_hidden(found, style, sight) or (around.readable and not sight.readable and not self._holds_tags(found)):
            end = found.end if found.name in WITHOUT_END else self._end(found)
            return self._cut(found.start, end, SCRIPTS if found.name in CODE else HIDDEN)
        if style and found.name not in WITHOUT_END:
            self._sights.append((self._end(found), sight))
        if _says_more(found):
            return self._cut(found.start, found.end, ATTRIBUTES, f"<{found.name}>")
        return found.end

    def _holds_tags(self, tag: Markup) -> bool:
        """Whether there is an element in it, which may be seen where its parent is not."""
        inside = self._text.find("<", tag.end)
        return 0 <= inside < self._end(tag) and not self._text.startswith("</", inside)

    def _sight_at(self, at: int) -> Sight:
        while len(self._sights) > 1 and self._sights[-1][0] <= at:
            self._sights.pop()
        return self._sights[-1][1]

    def _cut_unread(self, end: int) -> None:
        """Take out the words since the last tag, if they cannot be made out."""
        if not self._sight_at(self._words_from).readable and self._text[self._words_from : end].strip():
            self._cut(self._words_from, end, HIDDEN)

    def _style(self, tag: Markup) -> Style:
        names = [tag.name, *(f".{one}" for one in (tag.says("class") or "").split()), f"#{tag.says('id') or ''}"]
        return element_style(self._sheet.style(names), tag.says, {})

    def _end(self, tag: Markup) -> int:
        """Behind what closes an element; where nothing does, as far as a browser would take it to go."""
        if self._ends is None:
            self._ends = self._markup.ends()
        if tag.start in self._ends:
            return self._ends[tag.start]
        whole = tag.name in _HOLDS_THE_REST or "-" in tag.name
        return len(self._text) if whole else self._code.paragraph_end(tag.end)


def _is_hidden(tag: Markup, style: Style, sight: Sight) -> bool:
    if tag.name in CODE or tag.name in NOT_SHOWN or (tag.name in NO_TEXT and tag.name not in WITHOUT_END):
        return True
    if any(name in {"hidden", "popover"} for name, _ in tag.attributes) or tag.name == "title":
        return True
    hidden = (tag.says("aria-hidden") or "").strip().lower() == "true"
    return hidden or sight.is_gone(style)


def _says_more(tag: Markup) -> bool:
    """Whether there are words in a tag's attributes, which nobody sees."""
    return any(name not in _SAYS_WHAT_IS_SEEN and len(value.split()) > 1 for name, value in tag.attributes)
