"""Hints at misplaced figures: the sources have the figure, but for something else."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from ghostwriter.text.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.misplaced_figure_rules import RULES, Compared, Misplacement
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.parsed_sentence import ParsedSentence
from ghostwriter.verification.quantities import Quantity, overlap, quantities
from ghostwriter.verification.quantity_kinds import are_different_kinds

_BESIDE = 0.2
"""What a term counts that stands in the next passage only."""
_ALONE, _FEW_TERMS = 0.35, 3
"""How well a figure that stands almost alone, such as the year of a date line, fits anywhere at the least."""
_SHOWN = 200
_MOST_FIGURES = 2_000
"""The first of a text; no article has as many, and each is compared with the figures of all sources."""
_BESIDE_IT = 16
"""Figures on either side of one that may be what another place of the sources has."""
_FOREMOST = 200
"""Places of the sources that fit best."""


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Hint at figures that stand for another kind of thing than in any source, or in the place of another figure."""
    left = _MOST_FIGURES
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        figures = (
            [one for one in quantities(ParsedSentence(sentence)) if one.form == "digits"]
            if any(map(str.isdigit, sentence))
            else []
        )
        if not figures or all(map(sources.has_verbatim, sentence.splitlines())):
            continue
        for place, figure in enumerate(islice(figures, left)):
            beside = figures[max(0, place - _BESIDE_IT) : place] + figures[place + 1 : place + 1 + _BESIDE_IT]
            found = find_misplacement(figure, beside, sources)
            if found is not None:
                shown = found.place.text[:_SHOWN]
                message = f"{figure.figure.shown} is in the sources, but {found.reason}: “{shown}”"
                yield flag_at(text, start + figure.start, start + figure.end, "binding", message, hard=False)
        left -= len(figures)
        if left <= 0:
            return


def find_misplacement(figure: Quantity, others: Sequence[Quantity], sources: SourceIndex) -> Misplacement | None:
    """Find the objection to a figure; None for one that no source has, that was asked about, or that only numbers something."""
    if (figure.kind == "label" and figure.title is None) or not figure.nearness or not figure.has_value:
        return None
    if sources.known_figures.has(figure):
        return None
    holding = sources.figures.holding(figure)
    if not holding:
        return None
    compared = _compared(figure, others, holding, sources)
    return next((found for rule in RULES if (found := rule(compared)) is not None), None)


def _compared(
    figure: Quantity, others: Sequence[Quantity], holding: Sequence[Quantity], sources: SourceIndex
) -> Compared:
    fits = _fits(figure, holding, sources)
    here = [(fits.get(one, 0.0), one) for one in holding if not are_different_kinds(figure.kind, one.kind)]
    foremost = fits if len(fits) <= _FOREMOST else heapq.nlargest(_FOREMOST, fits, key=lambda one: fits[one])
    there = [
        (fits[one], one)
        for one in foremost
        if _is_of_its_kind(figure, one) and not figure.is_same(one) and not any(other.is_same(one) for other in others)
    ]
    return Compared(figure, others, holding, _best_first(here), _best_first(there))


def _is_of_its_kind(figure: Quantity, other: Quantity) -> bool:
    if (figure.title is not None and other.title == figure.title) or _share_an_end(figure, other):
        return True
    if figure.kind is None:
        return other.figure.time is None and not set(figure.named).isdisjoint(other.named)
    return figure.kind == other.kind


def _share_an_end(figure: Quantity, other: Quantity) -> bool:
    """Tell whether both are at the same end of a range whose other end is the same."""
    ends = ((figure.from_, other.from_), (figure.to, other.to))
    return any(own and theirs and overlap(own, theirs) for own, theirs in ends)


def _best_first(places: list[tuple[float, Quantity]]) -> list[tuple[float, Quantity]]:
    return sorted(places, key=lambda place: -place[0])


def _fits(figure: Quantity, holding: Sequence[Quantity], sources: SourceIndex) -> Mapping[Quantity, float]:
    """Share of the words around a figure that stand around it in the sources, weighted by distance, 0 to 1.

    For those that hold the same figure, what the passages beside theirs say counts a little.
    """
    said = {term: sources.passage_weights.of(term) for term in figure.nearness}
    found: dict[Quantity, float] = defaultdict(float)
    for term, near in figure.nearness.items():
        for one in sources.figures.beside.get(term, ()):
            found[one] += said[term] * math.sqrt(near * one.nearness[term])
    for one in holding:
        beside = one.sentence.around.difference(one.nearness)
        found[one] += sum(_BESIDE * said[term] * near for term, near in figure.nearness.items() if term in beside)
    whole = sum(said[term] * near for term, near in figure.nearness.items())
    for one in holding:
        if len(one.nearness) <= _FEW_TERMS:
            found[one] = max(found[one], _ALONE * whole)
    return {one: fit / whole for one, fit in found.items()}
