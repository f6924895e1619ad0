"""Errors put into texts that a person found faithful, one a text, by a seeded hand."""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from benchmarks import denying
from benchmarks.denying import Injected, put
from benchmarks.swaps import held, swapped, swapped_alike, year_swapped
from ghostwriter.text.quotations import placed_quotations
from ghostwriter.verification.flags import SourceIndex
from ghostwriter.verification.flags.name_forms import COMMON, fold

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OTHERS = ("Marlowe", "Castellan", "Ferrand", "Okonkwo", "Lindqvist", "Tessaly", "Bruckner", "Valdoria")
_WORD = re.compile(r"\b[a-z]{4,}\b")


def number(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """Another figure, which no source holds."""
    places = [one for one in held(text, sources) if re.fullmatch(r"\d{1,6}", text[one.start : one.end])]
    if not places:
        return None
    place = hand.choice(places)
    for _ in range(20):
        other = str(int(text[place.start : place.end]) + hand.randint(2, 60))
        if not re.search(rf"(?<!\d){other}(?!\d)", sources.together):
            return put(text, place.start, place.end, other)
    return None


def date(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """Another year, which no source holds."""
    places = list(_YEAR.finditer(text))
    if not places:
        return None
    place = hand.choice(places)
    others = [str(year) for year in range(1900, 2030) if str(year) not in sources.together and str(year) not in text]
    return put(text, place.start(), place.end(), hand.choice(others)) if others else None


def name(text: str, sources: SourceIndex, hand: random.Random) -> Injected | None:
    """Another name in the place of one that the sources hold."""
    places = [one for one in _NAME.finditer(text) if one[0] in sources.together and fold(one[0]) not in COMMON]
    if not places:
        return None
    place = hand.choice(places)
    return put(text, place.start(), place.end(), hand.choice([one for one in _OTHERS if one not in sources.together]))


def quotation(text: str, _sources: SourceIndex, hand: random.Random) -> Injected | None:
    """A word of a quotation changed."""
    places = placed_quotations(text)
    if not places:
        return None
    start, end = hand.choice(places)
    words = list(_WORD.finditer(text, start, end))
    if not words:
        return None
    word = hand.choice(words)
    changed = put(text, word.start(), word.end(), hand.choice(["hardly", "gladly", "seven", "window"]))
    return Injected(changed.text, start, end)


def negation(text: str, _sources: SourceIndex, hand: random.Random) -> Injected | None:
    """A sentence denied."""
    return _one_of(list(denying.denied(text)), hand)


def affirmation(text: str, _sources: SourceIndex, hand: random.Random) -> Injected | None:
    """A denial dropped."""
    return _one_of(list(denying.affirmed(text)), hand)


def _one_of(found: Sequence[Injected], hand: random.Random) -> Injected | None:
    return hand.choice(found) if found else None


KINDS: Mapping[str, Callable[[str, SourceIndex, random.Random], Injected | None]] = {
    "number": number,
    "date": date,
    "name": name,
    "quotation": quotation,
    "number swapped with another": swapped,
    "number swapped with one of its kind": swapped_alike,
    "year swapped with another": year_swapped,
    "negation": negation,
    "negation dropped": affirmation,
}
