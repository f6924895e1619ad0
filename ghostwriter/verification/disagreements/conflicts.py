"""Conflicts of two statements about the same thing: in a figure, a date, a name, or in whether it is so at all."""

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ghostwriter.schema.artifacts import DisagreementKind
from ghostwriter.text.dates.dates import Date, all_differ
from ghostwriter.verification.disagreements.antonyms import is_denial, opposed
from ghostwriter.verification.disagreements.statements import Statement, of_different_things
from ghostwriter.verification.quantities import Quantity

_LEAST_SHARED = 0.5
"""Of what the statement speaks of that says less."""
_LEAST_OF_BOTH, _HALF_SHARED, _MOSTLY_SHARED = 0.3, 0.5, 0.6
"""Of what both speak of together."""
_LEAST_SHARED_OF_A_UNIT = 0.25
"""Enough of the lesser where figures of one unit have the same words beside them."""
_FEWEST_BESIDE = 2
_AGAIN = re.compile(
    r"\b(?:met|meets?|meetings?|visit\w*|play(?:s|ed)|held|spoke|said|told|wrote|performed|trained|matches|sessions?)\b",
    re.IGNORECASE,
)
"""What may happen on many days."""
_NAME = r"((?:[^\W\d_a-z][\w'’.-]{0,40})(?:\s{1,9}[^\W\d_a-z][\w'’.-]{0,40}){0,9})"
_ROLES = (
    r"architect|designer|engineer|director|mayor|head|president|author|founder|captain|owner|chair\w*|leader|winner|inventor|"
    r"manager|minister|editor|composer|painter|builder|principal|publisher|governor|champion|king|queen|coach|chancellor|premier|"
    r"CEO|chief executive|headmaster|headmistress|conductor|curator|chief|capital"
)
_MADE = r"designed|built|written|founded|invented|discovered|led|directed|owned|painted|composed|won|commissioned|captained|run"
_PLACED = (
    r"born|based|headquartered|buried|located|situated|died|signed|headquarters|takes? place|took place|seat|capital"
)
_ONE_ANSWER: tuple[tuple[re.Pattern[str], ...], ...] = (
    (
        re.compile(rf"\b(?:{_ROLES})\b[^.,;]*?\s(?:is|was)\s+(?:called\s+|named\s+)?{_NAME}"),
        re.compile(rf"{_NAME}(?:\s+is|\s+was|,)\s+(?:the|its|their)\s+(?:\w+\s+)?(?:{_ROLES})\b"),
        re.compile(rf"\b(?:{_MADE})\s+by\s+(?:the\s+(?:[a-z]+\s+)?)?{_NAME}"),
        re.compile(rf"{_NAME}\s+(?:{_MADE}|wrote)\s+(?:the|its|this)\b"),
    ),
    (re.compile(rf"\b(?:{_PLACED})\b(?:[^.,;]*?\s(?:is|are|was|were|lies|lie))?\s+in\s+{_NAME}"),),
)
"""Questions to which a name can be the only answer, in the ways that it is given: who leads, who made it, where it is."""


class Conflict(NamedTuple):
    """One thing that two statements give differently; ``strength`` is the share of their terms that both have."""

    kind: DisagreementKind
    one: str
    other: str
    strength: float


type Find = Callable[[Statement, Statement], tuple[str, str] | None]


def find_conflict(first: Statement, second: Statement, lesser: float, both: float) -> Conflict | None:
    """Find the conflict of two statements, given the shares of the lesser and of both that they have in common, if any.

    Figures come first, since where they differ the dates and names tell only of when and whom; a denial is the last resort.
    """
    if lesser < _LEAST_SHARED_OF_A_UNIT:
        return None
    ways: Iterator[tuple[DisagreementKind, Find, bool]] = iter(
        [
            ("figures differ", _figures, lesser >= _LEAST_SHARED and both >= _LEAST_OF_BOTH),
            ("figures differ", _measured_alike, True),
            ("dates differ", _dates, lesser >= _LEAST_SHARED and both >= _LEAST_OF_BOTH),
            ("names differ", _names, both >= _LEAST_SHARED_OF_A_UNIT),
            ("one denies it", _denied, both >= _MOSTLY_SHARED or (lesser == 1.0 and both >= _HALF_SHARED)),
        ]
    )
    found = ((kind, find(first, second)) for kind, find, enough in ways if enough)
    return next((Conflict(kind, *sides, strength=both) for kind, sides in found if sides), None)


def figure_pair(first: Statement, second: Statement) -> tuple[Quantity, Quantity] | None:
    """A figure of each, of one kind, that cannot both be true; None where any figure of that kind agrees."""
    for things in dict.fromkeys(one.counted.things for one in first.quantities):
        mine = [one for one in first.quantities if one.counted.things == things]
        theirs = [one for one in second.quantities if one.counted.things == things]
        if mine and theirs and not any(one.agrees_with(other) for one in mine for other in theirs):
            return mine[0], theirs[0]
    return None


def _figures(first: Statement, second: Statement) -> tuple[str, str] | None:
    apart = opposed(first.words, second.words)
    if of_different_things(first, second, apart) or all_differ(first.dates, second.dates):
        return None
    pair = figure_pair(first, second)
    return (pair[0].shown, pair[1].shown) if pair else None


def _measured_alike(first: Statement, second: Statement) -> tuple[str, str] | None:
    """Conflict of figures in long statements, by the same words right beside both figures."""
    pair = figure_pair(first, second)
    if pair is None or not pair[0].counted.things or len(_beside(pair[0]) & _beside(pair[1])) < _FEWEST_BESIDE:
        return None
    return _figures(first, second)


def _beside(one: Quantity) -> frozenset[str]:
    return Statement(one.near).terms


def _dates(first: Statement, second: Statement) -> tuple[str, str] | None:
    """When it was is what they say, unless both also say how much."""
    if (first.quantities and second.quantities) or _AGAIN.search(first.text) or _AGAIN.search(second.text):
        return None
    if of_different_things(first, second) or not all_differ(first.dates, second.dates):
        return None
    return _written(first, first.dates[0]), _written(second, second.dates[0])


def _written(statement: Statement, date: Date) -> str:
    return statement.text[date.start : date.end]


def _names(first: Statement, second: Statement) -> tuple[str, str] | None:
    """Conflict of names where only one can be right: leaders, makers, places."""
    if all_differ(first.dates, second.dates):
        return None
    for ways in _ONE_ANSWER:
        mine, theirs = (_answer(ways, one.text) for one in (first, second))
        if mine and theirs and not _words(mine[1]) & _words(theirs[1]) and _asked_alike(first, second, mine, theirs):
            return mine[1], theirs[1]
    return None


@functools.lru_cache(maxsize=4096)
def _answer(ways: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    """Place of the only answer that a text gives; cached, since every comparison asks for it."""
    return next(filter(None, (way.search(text) for way in ways)), None)


def _words(name: str) -> set[str]:
    return {word.lower().rstrip(".") for word in name.split()}


def _asked_alike(first: Statement, second: Statement, mine: re.Match[str], theirs: re.Match[str]) -> bool:
    """Tell whether the statements are of the same thing when the names are left out."""
    one, other = (
        Statement(f"{said.text[: found.start(1)]} {said.text[found.end(1) :]}")
        for said, found in ((first, mine), (second, theirs))
    )
    enough = len(one.terms & other.terms) >= _MOSTLY_SHARED * len(one.terms | other.terms)
    return enough and not of_different_things(one, other)


def _denied(first: Statement, second: Statement) -> tuple[str, str] | None:
    """Conflict of a statement with its denial, for the same figures and times."""
    if all_differ(first.dates, second.dates) or figure_pair(first, second):
        return None
    opposites = opposed(first.words, second.words)
    turned_round = (is_denial(first.text) != is_denial(second.text)) != bool(opposites)
    return ("so", "the opposite") if turned_round and not of_different_things(first, second, opposites) else None
