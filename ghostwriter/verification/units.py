"""Figures in other units than their source's: 10 miles where the source says 16 kilometres."""

import functools
import re
from collections.abc import Mapping
from decimal import Decimal

from ghostwriter.verification.numbers import Figure, placed_figures

_UNIT = re.compile(
    r"[\s-]*(?:(?:million|billion|thousand)\s+)?(?:degrees?\s+|°\s*)?(?:square\s+|cubic\s+)?"
    r"(?P<unit>celsius|fahrenheit|[cf]\b|kilomet(?:er|re)s?|km(?:/h|ph)?|miles?|mph|met(?:er|re)s?|m\b|feet|"
    r"foot|ft|yards?|inch(?:es)?|centimet(?:er|re)s?|cm|kilograms?|kilos?|kg|pounds?|lbs?|ounces?|oz|grams?|lit(?:er|re)s?|gallons?|"
    r"hectares?|acres?|tons?|tonnes?)\b",
    re.IGNORECASE,
)
_AFTER = 32
"""Characters behind a figure in which its unit stands."""
_TOLERANCE = Decimal("0.03")
"""Of the value: converted figures are rounded."""
_SIZES: Mapping[str, tuple[str, Decimal]] = {
    unit: (dimension, Decimal(size))
    for dimension, units in {
        "length": "km:1000 mi:1609.344 m:1 ft:0.3048 yd:0.9144 in:0.0254 cm:0.01",
        "mass": "t:1000 kg:1 lb:0.45359237 oz:0.028349523 g:0.001",
        "volume": "l:1 gal:3.785411784",
        "area": "ha:1 acre:0.40468564",
        "temperature": "c:1 f:1",
    }.items()
    for unit, _, size in (pair.partition(":") for pair in units.split())
}
"""How large a unit is, in one unit of its dimension; temperatures have their own rule."""
_BEGINNINGS = """
    celsius:c fahrenheit:f kilomet:km km:km mph:mi mile:mi centi:cm cm:cm met:m feet:ft foot:ft ft:ft yard:yd inch:in
    kilo:kg kg:kg pound:lb lb:lb ounce:oz oz:oz gram:g lit:l gallon:gal hectare:ha acre:acre ton:t c:c f:f m:m
"""
_NAMES = tuple((beginning, unit) for beginning, _, unit in (pair.partition(":") for pair in _BEGINNINGS.split()))
"""How the names of a unit begin; the first that fits."""


def is_converted(figure: Figure, after: str, text: str) -> bool:
    """Whether a figure, with the unit that stands behind it, is a measure of a text's in another unit."""
    unit = _unit(after)
    if unit is None or not figure.ranges:
        return False
    least, most = figure.ranges[-1]
    return any(
        least - _slack(least) <= converted <= most + _slack(most)
        for value, theirs in _measures(text)
        if theirs != unit and (converted := _converted(value, theirs, unit)) is not None
    )


def dimension(after: str) -> tuple[str, str, Decimal] | None:
    """The dimension of the unit that stands behind a figure, the unit, and its size in one unit of the dimension."""
    unit = _unit(after)
    if unit is None:
        return None
    name, size = _SIZES[unit]
    return (unit if name == "temperature" else name), unit, size


@functools.lru_cache(maxsize=64)
def _measures(text: str) -> tuple[tuple[Decimal, str], ...]:
    """The values of a text that have a unit."""
    return tuple(
        (value, unit)
        for placed in placed_figures(text)
        if (unit := _unit(text[placed.end : placed.end + _AFTER])) is not None
        for value in {bound for both in placed.figure.ranges for bound in both}
    )


def _unit(after: str) -> str | None:
    match = _UNIT.match(after)
    if match is None:
        return None
    name = match["unit"].lower()
    return next(unit for beginning, unit in _NAMES if name.startswith(beginning))


def _converted(value: Decimal, from_: str, to: str) -> Decimal | None:
    """A value in another unit of its dimension; None if that is another."""
    (dimension, size), (wanted, other) = _SIZES[from_], _SIZES[to]
    if dimension != wanted:
        return None
    if dimension == "temperature":
        return (value - 32) * 5 / 9 if from_ == "f" else value * 9 / 5 + 32
    return value * size / other


def _slack(value: Decimal) -> Decimal:
    return max(abs(value) * _TOLERANCE, Decimal("0.6"))
