"""The outline: which facts open the article, which make its sections, which close it.

A section is what one source says under one of its own headings, which a person has worded; facts of other sources that speak
of the same thing join it as a paragraph of their own. Sections stand in the order of time where the facts have dates.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ghostwriter.emulator.author.material import Piece
from ghostwriter.emulator.author.terms import BM25, containment, similarity, terms

DEFAULT_WORDS = 600
WORDS_A_SECTION = 130
FEWEST_SECTIONS, MOST_SECTIONS = 2, 7
LEAD_SHARE = 0.13
LONGEST_LEAD = 90
FALLS_OFF = 0.6
"""A fact this far below the most central one has no place in the lead."""
JOINS = 0.5
"""The share of a fact's words that a section of another source has to hold for it to join."""
SHORTEST_SECTION = 25
"""Words."""
LATE = 0.12
"""What a fact loses for each one before it: a section had better end early than have gaps."""
_LOOKS_AHEAD = re.compile(
    r"\b(?:today|still|now|ever since|remain(?:s|ed)?|future|will|legacy|modern|to this day|in the end|finally|years later|"
    r"decades|century|centuries|lesson|afterwards|never again|no longer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Section:
    """One section: its heading, and its paragraphs as lists of facts."""

    heading: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def words(self) -> int:
        """Its length."""
        return sum(piece.words for paragraph in self.paragraphs for piece in paragraph)


@dataclass(frozen=True)
class Outline:
    """A whole article, in facts."""

    headline: str
    lead: tuple[Piece, ...]
    sections: tuple[Section, ...]
    close: tuple[Piece, ...]


def outline(pieces: Sequence[Piece], brief: Mapping[str, Any]) -> Outline:
    """Arrange facts into an article near the brief's length."""
    length = int(brief.get("length") or DEFAULT_WORDS)
    close = _close(pieces)
    opening = [piece for piece in pieces if piece not in close]
    lead = _lead(opening, brief, min(LONGEST_LEAD, int(length * LEAD_SHARE) + 20))
    rest = [piece for piece in pieces if piece not in lead and piece not in close]
    left = length - sum(piece.words for piece in (*lead, *close)) - 12
    sections = _sections(rest, left, brief)
    headline = str(brief.get("title") or "") or _headline(pieces)
    return Outline(headline, tuple(lead), tuple(sections), tuple(close))


def _lead(pieces: Sequence[Piece], brief: Mapping[str, Any], most: int) -> list[Piece]:
    """The facts that say what it is about: central to the brief, and early in their sources."""
    promised = str(brief.get("title", "")), str(brief.get("goal", "")), *brief.get("must_include", [])
    relevance = BM25([tuple(piece.terms) for piece in pieces]).scores(terms(" ".join(map(str, promised))))
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
        return len(_LOOKS_AHEAD.findall(piece.text)) + recent + 0.2 * piece.score

    return [max(pieces, key=lambda piece: (ahead(piece), -piece.order))]


def _sections(pieces: Sequence[Piece], length: int, brief: Mapping[str, Any]) -> list[Section]:
    groups = _groups(pieces)
    ranked = sorted(groups, key=lambda key: (-sum(sorted((p.score for p in groups[key]), reverse=True)[:4]), key))
    sizes = {key: sum(piece.words for piece in group) for key, group in groups.items()}
    main = _spread(ranked, sizes, length)
    chosen = {key: list(groups[key]) for key in main}
    taken = {piece.id for group in chosen.values() for piece in group}
    guests = _guests([piece for piece in pieces if piece.id not in taken], chosen)
    made = [_section(key, chosen[key], guests[key]) for key in main]
    return _joined(sorted(_fit(made, length, brief), key=_when))


def _groups(pieces: Sequence[Piece]) -> dict[tuple[str, str], list[Piece]]:
    """What each source says under each of its headings; a heading with a single fact goes with the one before it."""
    groups: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    last: dict[str, tuple[str, str]] = {}
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for piece in pieces:
        counts[piece.source, piece.heading] += 1
    for piece in sorted(pieces, key=lambda piece: piece.order):
        key = (piece.source, piece.heading)
        if counts[key] < 2 and piece.source in last:  # noqa: PLR2004  (one fact makes no section)
            key = last[piece.source]
        groups[key].append(piece)
        last[piece.source] = key
    return dict(groups)


def _spread(
    ranked: Sequence[tuple[str, str]], sizes: Mapping[tuple[str, str], int], length: int
) -> list[tuple[str, str]]:
    """The best groups until they fill the article, no source taking more than its share while others have more to say."""
    least = max(FEWEST_SECTIONS, min(MOST_SECTIONS, round(length / WORDS_A_SECTION)))
    chosen: list[tuple[str, str]] = []
    for allowed in range(1, len(ranked) + 1):
        for key in ranked:
            enough = sum(sizes[other] for other in chosen) >= length and len(chosen) >= least
            if enough or len(chosen) == MOST_SECTIONS:
                return chosen
            if key not in chosen and sum(other[0] == key[0] for other in chosen) < allowed:
                chosen.append(key)
    return chosen


def _guests(
    pieces: Sequence[Piece], chosen: Mapping[tuple[str, str], Sequence[Piece]]
) -> dict[tuple[str, str], list[Piece]]:
    """Facts without a section of their own, each with the section that it is most alike."""
    guests: dict[tuple[str, str], list[Piece]] = {key: [] for key in chosen}
    vocabulary = {key: frozenset(term for piece in group for term in piece.terms) for key, group in chosen.items()}
    for piece in pieces:
        if not vocabulary:
            break
        best = max(vocabulary, key=lambda key: (containment(piece.terms, vocabulary[key]), key))
        if containment(piece.terms, vocabulary[best]) >= JOINS:
            guests[best].append(piece)
    return guests


def _section(key: tuple[str, str], own: Sequence[Piece], guests: Sequence[Piece]) -> Section:
    heading = _calm(key[1] or own[0].title)
    paragraphs = [tuple(sorted(own, key=lambda piece: piece.order))]
    by_source: dict[str, list[Piece]] = defaultdict(list)
    for piece in sorted(guests, key=lambda piece: piece.order):
        by_source[piece.source].append(piece)
    return Section(heading, (*paragraphs, *(tuple(group) for group in by_source.values())))


def _fit(sections: Sequence[Section], length: int, brief: Mapping[str, Any]) -> list[Section]:
    """Leave out the weakest facts, guests first, until the sections are no longer than wanted."""
    must = [str(phrase).lower() for phrase in brief.get("must_include", [])]
    own = {piece.id for section in sections for piece in section.paragraphs[0]}
    every = [piece for section in sections for paragraph in section.paragraphs for piece in paragraph]
    place = {
        piece.id: at for section in sections for paragraph in section.paragraphs for at, piece in enumerate(paragraph)
    }

    def worth(piece: Piece) -> float:
        promised = 10.0 if any(phrase in piece.text.lower() for phrase in must) else 0.0
        return piece.score + promised + (0.7 if piece.id in own else 0.0) - LATE * place[piece.id]

    left_out: set[str] = set()
    total = sum(piece.words for piece in every)
    for piece in sorted(every, key=lambda piece: (worth(piece), -piece.order)):
        if total <= length:
            break
        left_out.add(piece.id)
        total -= piece.words
    kept = [
        Section(
            section.heading,
            tuple(
                rest
                for paragraph in section.paragraphs
                if (rest := tuple(piece for piece in paragraph if piece.id not in left_out))
            ),
        )
        for section in sections
    ]
    return [section for section in kept if section.paragraphs]


def _joined(sections: Sequence[Section]) -> list[Section]:
    """A section of a sentence is no section: it goes to the end of the one before it, or opens the one after it."""
    made: list[Section] = []
    waiting: tuple[tuple[Piece, ...], ...] = ()
    for section in sections:
        paragraphs = (*waiting, *section.paragraphs)
        waiting = ()
        if section.words >= SHORTEST_SECTION:
            made.append(Section(section.heading, paragraphs))
        elif made:
            made[-1] = Section(made[-1].heading, (*made[-1].paragraphs, *paragraphs))
        else:
            waiting = paragraphs
    return made or ([Section(sections[0].heading, waiting)] if sections else [])


def _calm(heading: str) -> str:
    """A heading that does not shout."""
    words = [word.lower() if len(word) > 1 and word.isupper() else word for word in heading.split()]
    if sum(word.isupper() and len(word) > 1 for word in heading.split()) < len(words) / 2:
        return heading
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def _when(section: Section) -> tuple[float, int]:
    """When a section happens: the middle of its years; without dates, where its source stands."""
    years = [piece.year for paragraph in section.paragraphs for piece in paragraph if piece.year]
    first = min(piece.order for paragraph in section.paragraphs for piece in paragraph)
    return (float(median(years)) if years else float("inf"), first)


def _headline(pieces: Sequence[Piece]) -> str:
    """The title of the source that matters most."""
    best = max(pieces, key=lambda piece: piece.score)
    return best.title or " ".join(best.text.split()[:8]).rstrip(".,;:")
