"""The places of rendered text in the Markdown it came from, cut where claims and citations begin and end.

markdown-it-py knows the lines of a block but not the characters of the text in it. Text comes in the order in which it
was written, so that each stretch is found by searching on from the end of the one before.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ghostwriter.schema.artifacts import Claim
from ghostwriter.verification.claims import CITATION

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\r|\n")
_LINK_TARGET = re.compile(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]|[\]>]")
_WORD = re.compile(r"\w+")
_CITATION = "citation"


@dataclass(frozen=True)
class RenderedPiece:
    """A stretch that is rendered in one go: a token, the text shown for it, and the claim that it belongs to."""

    token: "Token"
    text: str = ""
    claim: str | None = None


class Placing:
    """Places the text of a draft's tokens, which have to be given in their order."""

    def __init__(self, draft: str, claims: Iterable[Claim]) -> None:
        self._draft = draft
        self._owners = _owners(draft, claims)
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(draft)), len(draft)]
        self._at = 0
        self._limit = len(draft)

    def pieces(self, inline: "Token") -> list[RenderedPiece]:
        """The pieces of one block's text; citations are left out."""
        first, last = inline.map or (0, len(self._lines) - 1)
        self._at = max(self._at, self._lines[min(first, len(self._lines) - 1)])
        self._limit = self._lines[min(last, len(self._lines) - 1)]
        return [piece for token in inline.children or () for piece in self._pieces(token)]

    def _pieces(self, token: "Token") -> Iterator[RenderedPiece]:
        match token.type:
            case "text":
                yield from self._text(token)
            case "text_special":
                yield from self._whole(token, token.markup)
            case "code_inline":
                yield from self._whole(token, token.content)
            case "softbreak" | "hardbreak":
                yield from self._whole(token.copy(content="\n"), "\n")
            case "image":
                yield from self._whole(token, token.content)
                self._pass_target()
            case "link_close":
                self._pass_target()
                yield RenderedPiece(token)
            case _:
                yield RenderedPiece(token)

    def _pass_target(self) -> None:
        """Go on after the address of a link or an image: its words are not shown."""
        target = _LINK_TARGET.search(self._draft, self._at, self._limit)
        self._at = target.end() if target else self._at

    def _text(self, token: "Token") -> Iterator[RenderedPiece]:
        """A stretch of text, cut wherever a claim or a citation begins or ends."""
        found = self._find(token.content)
        if found is None:
            yield RenderedPiece(token, token.content)
            return
        for owner, group in itertools.groupby(range(*found), key=self._owners.__getitem__):
            places = list(group)
            if owner != _CITATION:
                yield RenderedPiece(token, self._draft[places[0] : places[-1] + 1], owner)

    def _whole(self, token: "Token", written: str) -> Iterator[RenderedPiece]:
        """Something that is not cut, written in the draft as ``written``."""
        found = self._find(written)
        owner = self._owners[found[0]] if found else None
        if owner != _CITATION:
            yield RenderedPiece(token, token.content, owner)

    def _find(self, written: str) -> tuple[int, int] | None:
        start = self._draft.find(written, self._at, self._limit) if written else -1
        if start < 0:
            return None
        self._at = start + len(written)
        return start, self._at


def placed(draft: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose words stand where they say: a draft may have been edited since they were found."""
    return [
        claim
        for claim in claims
        if claim.start < claim.end <= len(draft)
        and set(_WORD.findall(claim.text)) <= set(_WORD.findall(draft[claim.start : claim.end]))
    ]


def _owners(draft: str, claims: Iterable[Claim]) -> list[str | None]:
    """For each character of the draft: the id of its claim, a mark that it belongs to a citation, or None."""
    owners: list[str | None] = [None] * len(draft)
    citations = {match.end(): match.start() for match in CITATION.finditer(draft)}
    for claim in claims:
        end = _end_of_words(draft, claim, citations)
        owners[claim.start : end] = [claim.id] * (end - claim.start)
    for end, start in citations.items():
        first = start
        while first > 0 and draft[first - 1] in " \t":
            first -= 1
        owners[first:end] = [_CITATION] * (end - first)
    return owners


def _end_of_words(draft: str, claim: Claim, citations: Mapping[int, int]) -> int:
    """The end of a claim without the citations and the space that trail it; ``citations`` are starts by their ends."""
    end = claim.end
    while end > claim.start:
        if draft[end - 1].isspace():
            end -= 1
        elif citations.get(end, -1) >= claim.start:
            end = citations[end]
        else:
            break
    return end
