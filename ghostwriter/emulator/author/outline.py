"""The outline: which facts open the article, which make its sections, which close it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ghostwriter.emulator.author.material import Piece
from ghostwriter.emulator.author.sections import OutlineSection, sections_of
from ghostwriter.emulator.author.terms import BM25, similarity, stems

DEFAULT_WORDS = 600
LEAD_SHARE = 0.13
LONGEST_LEAD = 90
FALLS_OFF = 0.6
"""A fact this far below the most central one has no place in the lead."""
_LOOKS_AHEAD = re.compile(
    r"\b(?:today|still|now|ever since|remain(?:s|ed)?|future|will|legacy|modern|to this day|in the end|finally|years later|"
    r"decades|century|centuries|lesson|afterwards|never again|no longer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Outline:
    """A whole article, in facts."""

    headline: str
    lead: tuple[Piece, ...]
    sections: tuple[OutlineSection, ...]
    close: tuple[Piece, ...]


def outline(pieces: Sequence[Piece], brief: Mapping[str, Any]) -> Outline:
    """Arrange facts into an article near the brief's length."""
    length = int(brief.get("length") or DEFAULT_WORDS)
    close = _close(pieces)
    opening = [piece for piece in pieces if piece not in close]
    lead = _lead(opening, brief, min(LONGEST_LEAD, int(length * LEAD_SHARE) + 20))
    rest = [piece for piece in pieces if piece not in lead and piece not in close]
    left = length - sum(piece.words for piece in (*lead, *close)) - 12
    sections = sections_of(rest, left, brief)
    headline = str(brief.get("title") or "") or _headline(pieces)
    return Outline(headline, tuple(lead), tuple(sections), tuple(close))


def _lead(pieces: Sequence[Piece], brief: Mapping[str, Any], most: int) -> list[Piece]:
    """The facts that say what it is about: central to the brief, and early in their sources."""
    promised = str(brief.get("title", "")), str(brief.get("goal", "")), *brief.get("must_include", [])
    relevance = BM25([tuple(piece.terms) for piece in pieces]).scores(stems(" ".join(map(str, promised))))
    best = max(relevance, default=0.0) or 1.0
    wanted = {piece.id: found / best for piece, found in zip(pieces, relevance, strict=True)}

    def central(piece: Piece) -> float:
        dated = 0.3 if piece.year else 0.0
        return 2.0 * wanted[piece.id] + 0.5 * piece.score + dated - 0.02 * max(0, piece.words - 30)

    lead: list[Piece] = []
    top = max(map(central, pieces), default=0.0)
    for piece in sorted(pieces, key=lambda piece: (-central(piece), piece.order)):
        if lead and central(piece) < top * FALLS_OFF:
            break
        alike = any(similarity(piece.terms, other.terms) > 0.3 for other in lead)  # noqa: PLR2004
        if not alike and sum(other.words for other in lead) + piece.words <= most:
            lead.append(piece)
        if len(lead) == 3:  # noqa: PLR2004  (a lead is two or three sentences)
            break
    return sorted(lead, key=lambda piece: (piece.year or 9999, piece.order))


def _close(pieces: Sequence[Piece]) -> list[Piece]:
    """The fact that looks furthest ahead."""
    if not pieces:
        return []
    latest = max((piece.year or 0 for piece in pieces), default=0)

    def ahead(piece: Piece) -> float:
        recent = 0.6 if piece.year and piece.year == latest else 0.0
        # A speaker of the past who looks ahead is no ending; what is so today is.
        told = re.sub(r"[\"“][^\"”]*[\"”]", "", piece.text)
        return len(_LOOKS_AHEAD.findall(told)) + recent + 0.2 * piece.score

    return [max(pieces, key=lambda piece: (ahead(piece), -piece.order))]


def _headline(pieces: Sequence[Piece]) -> str:
    """The title of the source that matters most."""
    if not pieces:
        return "Without facts"
    best = max(pieces, key=lambda piece: piece.score)
    return best.title or " ".join(best.text.split()[:8]).rstrip(".,;:")
