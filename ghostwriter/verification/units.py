"""Figures in other units than their source's: 10 miles where the source says 16 kilometres."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from ghostwriter.verification.numbers import Figure, held_values

_UNIT = re.compile(
    r"[\s-]*(?:degrees?\s+|°\s*)?(?P<unit>celsius|fahrenheit|[cf]\b|kilomet(?:er|re)s?|km(?:/h|ph)?|miles?|mph|met(?:er|re)s?|m\b|feet|"
    r"foot|ft|yards?|inch(?:es)?|in\b|centimet(?:er|re)s?|cm|kilograms?|kilos?|kg|pounds?|lbs?|ounces?|oz|grams?|lit(?:er|re)s?|gallons?|"
    r"hectares?|acres?|tons?|tonnes?)\b",
    re.IGNORECASE,
)
_TOLERANCE = Decimal("0.03")
"""Of the value: converted figures are rounded."""


def _times(*factors: str) -> Callable[[Decimal], list[Decimal]]:
    return lambda value: [value * Decimal(factor) for factor in factors]


_FROM: Mapping[str, Callable[[Decimal], list[Decimal]]] = {
    "c": lambda value: [(value - 32) * 5 / 9],
    "f": lambda value: [value * 9 / 5 + 32],
    "km": _times("1.609344", "0.001"),
    "mi": _times("0.621371"),
    "m": _times("0.3048", "0.9144", "1000", "0.01"),
    "ft": _times("3.28084", "3", "0.0833333"),
    "yd": _times("1.09361"),
    "in": _times("0.393701", "12", "39.3701"),
    "cm": _times("2.54", "100", "30.48"),
    "kg": _times("0.453592", "1000", "0.001"),
    "lb": _times("2.20462", "0.0625"),
    "oz": _times("0.035274", "16"),
    "g": _times("28.3495", "1000"),
    "l": _times("3.78541", "0.001"),
    "gal": _times("0.264172"),
    "ha": _times("0.404686", "100"),
    "acre": _times("2.47105"),
    "t": _times("0.001", "0.907185", "1.10231"),
}
"""What a source's value may be in a unit; the source's own unit is not read."""
_BEGINNINGS = """
    celsius:c fahrenheit:f kilomet:km km:km mph:mi mile:mi centi:cm cm:cm met:m feet:ft foot:ft ft:ft yard:yd inch:in in:in
    kilo:kg kg:kg pound:lb lb:lb ounce:oz oz:oz gram:g lit:l gallon:gal hectare:ha acre:acre ton:t c:c f:f m:m
"""
_NAMES = tuple((beginning, unit) for beginning, _, unit in (pair.partition(":") for pair in _BEGINNINGS.split()))
"""How the names of a unit begin; the first that fits."""


def is_converted(figure: Figure, after: str, text: str) -> bool:
    """Whether a figure, by the unit that stands behind it, is one of a text's values in another unit."""
    match = _UNIT.match(after)
    if match is None or not figure.ranges:
        return False
    name = match["unit"].lower()
    convert = _FROM[next(unit for beginning, unit in _NAMES if name.startswith(beginning))]
    values, _ = held_values(text)
    least, most = figure.ranges[-1]
    return any(
        least - _slack(least) <= converted <= most + _slack(most) for value in values for converted in convert(value)
    )


def _slack(value: Decimal) -> Decimal:
    return max(abs(value) * _TOLERANCE, Decimal("0.6"))
