"""A figure of the sources in the place of another one: of any kind, of the same kind, a year for a year."""

import random
import re

from benchmarks.denying import Injected, put
from ghostwriter.text.numbers.figures import PlacedFigure, is_held, placed_figures
from ghostwriter.verification.flags import SourceIndex
from ghostwriter.verification.quantity_kinds import kind_at

_OF_THE_TEXT = re.compile(r"(?:passage|step|source)s?\s*$", re.IGNORECASE)


def swapped(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """Any figure for any other."""
    places = [one for one in held(text, sources) if one.figure.ranges]
    if not places:
        return None
    place = hand.choice(places)
    others = [one.figure.shown for one in _others(place, sources)]
    return put(text, place.start, place.end, hand.choice(others)) if others else None


def swapped_alike(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """A figure for one of the same kind."""
    places = [one for one in held(text, sources) if one.figure.ranges]
    hand.shuffle(places)
    for place in places:
        kind = kind_at(text, place.start, place.end)
        others = [
            sources.together[one.start : one.end]
            for one in _others(place, sources)
            if kind_at(sources.together, one.start, one.end) == kind
        ]
        if others:
            return put(text, place.start, place.end, hand.choice(others))
    return None


def year_swapped(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """A year for another year."""
    places = [one for one in held(text, sources) if kind_at(text, one.start, one.end) == "year"]
    if not places:
        return None
    place = hand.choice(places)
    others = [
        one.figure.shown for one in _others(place, sources) if kind_at(sources.together, one.start, one.end) == "year"
    ]
    return put(text, place.start, place.end, hand.choice(others)) if others else None


def _others(place: PlacedFigure, sources: SourceIndex) -> list[PlacedFigure]:
    return [
        one
        for one in placed_figures(sources.together)
        if one.figure.ranges and not set(one.figure.ranges) & set(place.figure.ranges)
    ]


def held(text: str, sources: SourceIndex) -> list[PlacedFigure]:
    """The figures that a text has from its sources; others count the text itself, or its lists."""
    return [
        one
        for one in placed_figures(text)
        if is_held(one.figure, sources.together) and not _OF_THE_TEXT.search(text[max(0, one.start - 12) : one.start])
    ]
