"""Sections: what one source says under one of its own headings, which a person has worded.

Facts of other sources that speak of the same thing join a section as a paragraph of their own. Sections stand in the order of
time where the facts have dates.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ghostwriter.emulator.author.material import Piece
from ghostwriter.emulator.author.terms import containment

WORDS_A_SECTION = 130
FEWEST_SECTIONS, MOST_SECTIONS = 2, 7
JOINS = 0.62
"""The share of a fact's words that a section of another source has to hold for it to join."""
FEWEST_SHOUTED = 3
"""Words in capitals from which a heading shouts; fewer may be names."""
BESIDE_THE_POINT = 0.35
"""The share of the best heading's worth below which a heading is left out."""
PLENTY = 1.5
"""With fewer words than this many times the wanted length, nothing is left out for being weak."""
PROMISE = 3.0
"""A section's gain from something that the brief wants included."""
HEARD_BEFORE = 0.8
"""The share of a section's worth that is left for each section that its source has already."""
SHORTEST_SECTION = 25
"""Words."""
LATE = 0.12
"""The loss of a fact for each one before it: a section had better end early than have gaps."""


@dataclass(frozen=True)
class OutlineSection:
    """One section: its heading, and its paragraphs as lists of facts."""

    heading: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def words(self) -> int:
        """Length in words."""
        return sum(piece.words for paragraph in self.paragraphs for piece in paragraph)


def sections_of(pieces: Sequence[Piece], length: int, brief: Mapping[str, Any]) -> list[OutlineSection]:
    """The sections of an article of about ``length`` words, in their order."""
    groups = _groups(pieces)
    promised = [str(phrase).lower() for phrase in brief.get("must_include", [])]
    value = {key: _worth(group, promised) for key, group in groups.items()}
    scarce = sum(piece.words for piece in pieces) < length * PLENTY
    floor = 0.0 if scarce else BESIDE_THE_POINT * max(value.values(), default=0.0)
    value = {key: worth for key, worth in value.items() if worth >= floor}
    sizes = {key: sum(piece.words for piece in group) for key, group in groups.items()}
    main = _spread(value, sizes, length)
    chosen = {key: list(groups[key]) for key in main}
    taken = {piece.id for group in chosen.values() for piece in group}
    guests = _guests([piece for piece in pieces if piece.id not in taken], chosen)
    made = [_section(key, chosen[key], guests[key]) for key in main]
    return _joined(sorted(_fit(made, length, brief), key=_when))


def _worth(group: Sequence[Piece], promised: Sequence[str]) -> float:
    """The worth of a section: its three best facts, a little for each that could follow, and what the brief promises."""
    best = sorted((piece.score for piece in group), reverse=True)
    kept = any(phrase in piece.text.lower() for phrase in promised for piece in group)
    return sum(best[:3]) + 0.1 * sum(best[3:]) + (PROMISE if kept else 0.0)


def _groups(pieces: Sequence[Piece]) -> dict[tuple[str, str], list[Piece]]:
    """The facts of each source under each of its headings; a heading with a single fact goes with the one before it."""
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
    value: Mapping[tuple[str, str], float], sizes: Mapping[tuple[str, str], int], length: int
) -> list[tuple[str, str]]:
    """The best groups until they fill the article; each that a source has already makes its next one count for less."""
    least = max(FEWEST_SECTIONS, min(MOST_SECTIONS, round(length / WORDS_A_SECTION)))
    chosen: list[tuple[str, str]] = []
    while len(chosen) < min(MOST_SECTIONS, len(value)):
        if sum(sizes[key] for key in chosen) >= length and len(chosen) >= least:
            break
        heard = Counter(source for source, _ in chosen)
        left = [key for key in value if key not in chosen]
        chosen.append(max(left, key=lambda key: (value[key] * HEARD_BEFORE ** heard[key[0]], key)))
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


def _section(key: tuple[str, str], own: Sequence[Piece], guests: Sequence[Piece]) -> OutlineSection:
    heading = _calm(key[1] or own[0].title)
    paragraphs = [tuple(sorted(own, key=lambda piece: piece.order))]
    by_source: dict[str, list[Piece]] = defaultdict(list)
    for piece in sorted(guests, key=lambda piece: piece.order):
        by_source[piece.source].append(piece)
    return OutlineSection(heading, (*paragraphs, *(tuple(group) for group in by_source.values())))


def _fit(sections: Sequence[OutlineSection], length: int, brief: Mapping[str, Any]) -> list[OutlineSection]:
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
        OutlineSection(
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


def _joined(sections: Sequence[OutlineSection]) -> list[OutlineSection]:
    """A section of a sentence is no section: it goes to the end of the one before it, or opens the one after it."""
    made: list[OutlineSection] = []
    waiting: tuple[tuple[Piece, ...], ...] = ()
    for section in sections:
        paragraphs = (*waiting, *section.paragraphs)
        waiting = ()
        if section.words >= SHORTEST_SECTION:
            made.append(OutlineSection(section.heading, paragraphs))
        elif made:
            made[-1] = OutlineSection(made[-1].heading, (*made[-1].paragraphs, *paragraphs))
        else:
            waiting = paragraphs
    return made or ([OutlineSection(sections[0].heading, waiting)] if sections else [])


def _calm(heading: str) -> str:
    """A heading that does not shout."""
    words = [word.lower() if len(word) > 1 and word.isupper() else word for word in heading.split()]
    if sum(word.isupper() and len(word) > 1 for word in heading.split()) < max(FEWEST_SHOUTED, len(words) / 2):
        return heading
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def _when(section: OutlineSection) -> tuple[float, int]:
    """The time of a section: the middle of its years; without dates, the place of its source."""
    years = [piece.year for paragraph in section.paragraphs for piece in paragraph if piece.year]
    first = min(piece.order for paragraph in section.paragraphs for piece in paragraph)
    return (float(median(years)) if years else float("inf"), first)
