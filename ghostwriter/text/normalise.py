"""The comparable form of a text: what a reader of the rendered page sees, in one kind of typesetting.

White space, quotation marks, dashes and ellipses become one of their kind; marks of emphasis and of code, link targets,
quotation markers and invisible characters go. Nothing is folded that could change what is said: letters, case, figures,
superscripts and every other sign stay as they are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ghostwriter.text.alignment import AlignedText, Edit

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DOUBLE = "“”„‟«»″〝〞＂「」『』"
_SINGLE = "‘’‚‛′‹›´ʼ＇"
_SAME = str.maketrans(dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_SINGLE, "'") | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff"
_MARK = re.compile(
    rf"""
    (?P<gone>
        [{_INVISIBLE}]+
      | ^[ \t]*(?:>[ \t]?)+                              # a marker of a block quote
      | `+
      | (?<![\w*])\*++(?=[^\s*]) | (?<=[^\s*])\*++(?!\w)  # emphasis: at a word's edge, unlike 2*3 or 2 * 3
      | (?<![\w_])_++(?=[^\s_]) | (?<=[^\s_])_++(?!\w)
    )
  | (?P<ellipsis>\.{{3,}} | \.(?:[ ]\.){{2,}})
  | (?P<dash>(?<!-)--{{1,2}}(?!-))
  | (?P<quote>'')
  | (?P<ligature>[ﬀ-ﬆ])
    """,
    re.VERBOSE | re.MULTILINE,
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_SIGNS = {"gone": "", "ellipsis": "…", "dash": "–", "quote": '"'}
_SPACE = re.compile(r"\s{2,}|[^\S ]")
_BRACKET = re.compile(
    r"""\\. | !?\[ | \](?P<target>\( \s*+ (?:<[^<>\n]*+>|(?:[^()\s\\]|\\.|\([^()\s]*+\))*+)
        (?:\s++(?:"[^"\n]*+"|'[^'\n]*+'))? \s*+\))?""",  # possessive: an empty target has nothing but gaps around it
    re.VERBOSE,
)


class Span(NamedTuple):
    """Characters ``[start, end)`` of the text that was searched."""

    start: int
    end: int


class Link(NamedTuple):
    """Positions of a link: its opening bracket, the start and end of its words, the end of its target."""

    start: int
    first: int
    last: int
    end: int


@dataclass(frozen=True)
class NormalisedText:
    """A text in its comparable form.

    ``visible`` is what a reader sees, with its own quotation marks and dashes; ``text``, which is compared, has the same
    length. Both can be followed back to the characters of the original.
    """

    text: str
    visible: str
    aligned: AlignedText
    links: tuple[Link, ...]

    def original(self, start: int, end: int) -> Span:
        """Place in the original of ``[start, end)`` of the comparable text; a link is included whole where it fits."""
        first, last = self.aligned.original(start, end)
        near = bisect_left(self.links, first - len("!["), key=lambda link: link.start)
        for link in self.links[near : bisect_left(self.links, last, lo=near, key=lambda link: link.start)]:
            if first <= link.start and link.last == last:
                last = link.end
            elif link.first == first and link.end <= last:
                first = link.start
        return Span(first, last)


def normalise(text: str) -> NormalisedText:
    """Bring a text into its comparable form."""
    links = tuple(sorted(_links(text)))
    brackets = [edge for link in links for edge in (Edit(link.start, link.first), Edit(link.last, link.end))]
    bare = AlignedText(text).edited(sorted(brackets, key=lambda edit: edit.start))
    plain = bare.edited(Edit(match.start(), match.end()) for match in _ESCAPE.finditer(bare.text))
    marked = plain.edited(_edit(match) for match in _MARK.finditer(plain.text))
    spaced = marked.edited(Edit(match.start(), match.end(), " ") for match in _SPACE.finditer(marked.text))
    folded = spaced.text.translate(_SAME)
    # Written inside JSON, double quotation marks often become single ones; after a figure they may be inches.
    return NormalisedText(re.sub(r'(?<!\d)"', "'", folded), spaced.text, spaced, links)


def _edit(match: re.Match[str]) -> Edit:
    kind = match.lastgroup or ""
    return Edit(match.start(), match.end(), _SIGNS[kind] if kind in _SIGNS else _LIGATURES[match[0]])


def _links(text: str) -> Iterator[Link]:
    """Links and images, also one inside the other: each bracket that closes belongs to the last that is open."""
    opened: list[tuple[int, int]] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0].endswith("["):
            opened.append(bracket.span())
        elif bracket[0].startswith("]") and opened:
            start, first = opened.pop()
            if bracket["target"] is not None:
                yield Link(start, first, bracket.start(), bracket.end())
