"""The facts of a prompt as material for an article: what they say, where they stand, when it was, how much it matters."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ghostwriter.emulator.author.passages import clean
from ghostwriter.emulator.author.salience import scores
from ghostwriter.emulator.author.terms import similarity, stems

_YEAR = re.compile(r"(?<![\d.,$€£])(1[5-9]\d\d|20\d\d)(?![\d,]|\.\d)")
_HEADING = re.compile(r"^“(.+?)”")
_PARAGRAPH = re.compile(r"paragraph (\d+)")
_SAME = 0.6


@dataclass(frozen=True)
class Piece:
    """One fact; ``order`` is its place on the sheet, ``score`` how much it serves the brief."""

    id: str
    source: str
    title: str
    heading: str
    paragraph: int
    text: str
    order: int
    score: float

    @cached_property
    def terms(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(stems(self.text))

    @cached_property
    def year(self) -> int | None:
        """The first year it names."""
        match = _YEAR.search(self.text)
        return int(match[1]) if match else None

    @cached_property
    def words(self) -> int:
        """Length in words."""
        return len(self.text.split())


def material(facts: Sequence[Mapping[str, Any]], brief: Mapping[str, Any]) -> list[Piece]:
    """The usable facts: nothing that the brief wants avoided, nothing twice."""
    texts = [clean(str(fact.get("statement") or fact.get("quote", ""))) for fact in facts]
    ranked = scores(texts, brief)
    avoided = [str(phrase).lower() for phrase in brief.get("must_avoid", [])]
    kept: list[Piece] = []
    for order, (fact, text) in enumerate(zip(facts, texts, strict=True)):
        piece = _piece(fact, text, order, ranked[order])
        if text and not any(phrase in text.lower() for phrase in avoided) and not _said(piece, kept):
            kept.append(piece)
    return kept


def _piece(fact: Mapping[str, Any], text: str, order: int, score: float) -> Piece:
    locator = str(fact.get("locator", ""))
    heading, paragraph = _HEADING.match(locator), _PARAGRAPH.search(locator)
    return Piece(
        id=str(fact["id"]),
        source=str(fact["source"]),
        title=str(fact.get("title", "")),
        heading=heading[1] if heading else "",
        paragraph=int(paragraph[1]) if paragraph else 1,
        text=text,
        order=order,
        score=score,
    )


def _said(piece: Piece, kept: Sequence[Piece]) -> bool:
    return any(similarity(piece.terms, other.terms) > _SAME for other in kept)
