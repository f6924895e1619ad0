"""Units of measure with their dimensions and sizes."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

_DEFINED = {
    "length": "km:1000 mi:1609.344 m:1 ft:0.3048 yd:0.9144 in:0.0254 cm:0.01 mm:0.001 nmi:1852",
    "mass": "t:1000 kg:1 lb:0.45359237 oz:0.028349523 g:0.001 mg:0.000001 st:6.35029318",
    "volume": "l:1 ml:0.001 gal:3.785411784 qt:0.946352946 pt:0.473176473 cup:0.2365882365 tbsp:0.0147868 tsp:0.00492892",
    "area": "ha:10000 acre:4046.8564224",
    "duration": "s:1 min:60 h:3600 d:86400 wk:604800 fortnight:1209600 month:2629746 yr:31556952 decade:315569520 "
    "century:3155695200",
    "energy": "cal:1",
    "power": "watt:1",
    "voltage": "volt:1",
    "data": "mb:1 gb:1000",
    "temperature": "c:1 f:1 degree:1",
}
_NAMES = """
    kilometers:km kilometer:km kilometres:km kilometre:km kms:km km:km miles:mi mile:mi mi:mi meters:m meter:m metres:m
    metre:m m:m feet:ft foot:ft ft:ft ':ft ′:ft ’:ft yards:yd yard:yd yd:yd yds:yd inches:in inch:in ":in ″:in ”:in
    centimeters:cm centimeter:cm centimetres:cm centimetre:cm cm:cm cms:cm millimeters:mm millimeter:mm millimetres:mm
    millimetre:mm mm:mm tons:t ton:t tonnes:t tonne:t kilograms:kg kilogram:kg kilos:kg kilo:kg kg:kg kgs:kg pounds:lb
    pound:lb lbs:lb lb:lb ounces:oz ounce:oz oz:oz grams:g gram:g g:g gm:g milligrams:mg milligram:mg mg:mg stone:st
    liters:l liter:l litres:l litre:l l:l milliliters:ml milliliter:ml millilitres:ml millilitre:ml ml:ml gallons:gal
    gallon:gal gal:gal quarts:qt quart:qt qt:qt pints:pt pint:pt cups:cup cup:cup tablespoons:tbsp tablespoon:tbsp tbsp:tbsp
    teaspoons:tsp teaspoon:tsp tsp:tsp hectares:ha hectare:ha ha:ha acres:acre acre:acre seconds:s second:s secs:s sec:s
    minutes:min minute:min mins:min min:min hours:h hour:h hrs:h hr:h days:d day:d weeks:wk week:wk fortnights:fortnight
    fortnight:fortnight months:month month:month years:yr year:yr yrs:yr yr:yr decades:decade decade:decade
    centuries:century century:century mph:mi/h kph:km/h kmh:km/h kmph:km/h knots:nmi/h knot:nmi/h celsius:c centigrade:c c:c
    fahrenheit:f f:f calories:cal calorie:cal watts:watt watt:watt volts:volt volt:volt megabytes:mb megabyte:mb mb:mb
    gigabytes:gb gigabyte:gb gb:gb
"""
_UNITS = dict(pair.rpartition(":")[::2] for pair in _NAMES.split())
_PLURALS = {unit: name for name, unit in reversed(_UNITS.items())}
_UNIT = re.compile(
    r"""
    [\s-]*(?P<degrees>degrees?\b\s*|°\s*)?(?P<square>sq(?:uare\b|\.)?\s*)?
    (?P<name>[A-Za-z]+|['"′″”’](?![^\W\d_]))?(?P<squared>²|\^2)?(?P<hourly>\s?/\s?h(?:r|our)?\b|\s(?:per|an)\shour\b)?
    """,
    re.VERBOSE,
)
_CUBIC = re.compile(r"[\s-]*cubic\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]|°")
_BARE_DEGREE = "degree"
"""Of either scale."""
_LETTERS_OF_DEGREES = frozenset("cf")
_HOUR = 3600


class Unit(NamedTuple):
    """A unit by its name; ``size`` is in one unit of its ``dimension``, to which temperatures do not keep."""

    name: str
    dimension: str
    size: Decimal


_SIZES: Mapping[str, Unit] = {
    name: Unit(name, dimension, Decimal(size))
    for dimension, units in _DEFINED.items()
    for name, _, size in (pair.partition(":") for pair in units.split())
}


def unit_at(text: str, start: int) -> tuple[Unit, int] | None:
    """The unit that begins at a place of a text, behind a figure, and where it ends; None if there is none."""
    match = _UNIT.match(text, start)
    if match is None or not match[0].strip(" -\n"):
        return None
    name = (match["name"] or "").lower()
    known = _UNITS.get(name)
    if match["degrees"] and known not in _LETTERS_OF_DEGREES:
        return _SIZES[_BARE_DEGREE], match.end("degrees")
    # A lone letter is no temperature, unless it is a capital.
    if known is None or (
        known in _LETTERS_OF_DEGREES and not match["degrees"] and len(name) == 1 and match["name"].islower()
    ):
        return None
    base, _, hourly = known.partition("/")
    unit = _SIZES[base]
    if hourly or match["hourly"]:
        return Unit(f"{base}/h", "speed", unit.size / _HOUR), match.end()
    if (match["square"] or match["squared"]) and unit.dimension == "length":
        return Unit(f"{base}²", "area", unit.size * unit.size), match.end()
    return unit, match.end("squared") if match["squared"] else match.end("name")


def unit_behind(after: str) -> Unit | None:
    """The unit at the beginning of what stands behind a figure; a quotation mark there may end a quotation."""
    cubic = _CUBIC.match(after)
    found = unit_at(after, cubic.end() if cubic else 0)
    if found is None or not _LETTER.search(after, 0, found[1]):
        return None
    unit = found[0]
    return Unit(f"{unit.name}³", f"cubic {unit.dimension}", unit.size**3) if cubic else unit


def converted(value: Decimal, unit: Unit, to: Unit) -> Decimal | None:
    """A value in another unit; None if that is the same, or measures something else."""
    if unit.name == to.name or unit.dimension != to.dimension or to.name == _BARE_DEGREE:
        return None
    if unit.dimension != "temperature":
        return value * unit.size / to.size
    return (value - 32) * 5 / 9 if to.name == "c" else value * 9 / 5 + 32


def plural(unit: Unit) -> str:
    """The word for several of a unit."""
    base = unit.name.rstrip("²³")
    shape = {"²": "square ", "³": "cubic "}.get(unit.name[len(base) :], "")
    return f"{shape}{_PLURALS.get(base, unit.name)}"
