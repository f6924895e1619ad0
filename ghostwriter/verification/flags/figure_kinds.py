"""What a figure counts, as far as the words right beside it tell: a year, a share, money, a day of a month, minutes, people."""

import re

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_UNITS = """
    second:seconds sec:seconds minute:minutes min:minutes hour:hours hr:hours day:days week:weeks month:months year:years
    yr:years decade:decades century:centuries centurie:centuries mile:miles kilometer:km kilometre:km km:km meter:metres
    metre:metres foot:feet feet:feet ft:feet inch:inches inche:inches centimeter:cm centimetre:cm cm:cm millimeter:mm
    millimetre:mm mm:mm yard:yards acre:acres hectare:hectares pound:pounds lb:pounds ounce:ounces oz:ounces kilogram:kg
    kilo:kg kg:kg gram:grams g:grams mg:mg milligram:mg ton:tons tonne:tons liter:litres litre:litres gallon:gallons cup:cups
    tablespoon:tablespoons teaspoon:teaspoons pint:pints quart:quarts ml:ml degree:degrees c:degrees f:degrees
    celsius:degrees fahrenheit:degrees mph:mph calorie:calories watt:watts volt:volts star:stars mb:megabytes gb:gigabytes
"""
_NAMES = {name: unit for name, _, unit in (pair.partition(":") for pair in _UNITS.split())}
_UNIT = re.compile(
    r"(?:[\s-]{0,2}|\s?°\s?)(?:(?:square|cubic|full|whole|more)[\s-])?(?P<unit>" + "|".join(_NAMES) + r")s?\b",
    re.IGNORECASE,
)
_RANGE_GOES_ON = re.compile(
    r"\s*(?:-|–|—|to|and|or|through)\s*[$€£]?\d[\d.,]*(?:\s?[mb]illion|\s?thousand)?", re.IGNORECASE
)
_PERCENT = re.compile(r"[\s-]?(?:%|per\s?cent)", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥]|\b(?:USD|EUR|GBP|Rs\.?))\s?(?:\d[\d.,]*\s?(?:-|–|to|and)\s?)?$")
_CURRENCY_AFTER = re.compile(r"[\s-]?(?:US\s)?(?:dollars?|euros?|cents?|USD|EUR|GBP)\b", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    rf"\b{_MONTH}\s*(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s*(?:,|-|–|and|to|through)?\s*)?[$€£]?$"
)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}")
_NUMERIC_DATE = re.compile(r"(?<!\d)(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?(?!\d)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_AGE_AFTER = re.compile(r"[\s-]years?[\s-](?:old|of age)\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|age of|ages of)\s+$|[A-Z][a-z]+,\s$")
_LABEL = re.compile(
    r"(?:\b(?:step|passage|chapter|section|no\.|number|page|line|highway|route|interstate|flight|room|district|grade|level|type|"
    r"phase|part|version|article|review|source|figure|table|volume|season|episode|game|rule|amendment)|#)\s?$",
    re.IGNORECASE,
)
_RATED = re.compile(r"(?:\brat(?:ing|ings|ed|es)(?:\s(?:of|at|is|was))?|stars?:)\s(?:an?\s|about\s)?$", re.IGNORECASE)
_OUT_OF = re.compile(r"\s?(?:/\s?5\b|out of (?:5|five)\b)", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|[.:!?\n])\s*$")
_ITEM_MARK, _ITEM_TEXT = re.compile(r"\d{1,2}"), re.compile(r"\s+[A-Z]")
_STREET = re.compile(
    r"(?:-\d+)?\s(?:[NSEW]\.?\s)?(?:[A-Z][\w.']*\s){1,4}?(?:St|Ave|Street|Avenue|Road|Rd|Blvd|Boulevard|Dr|Drive|Lane|Ln|Way|"
    r"Pkwy|Hwy|Pl|Sq)\b"
)
_NO_HOUSE = re.compile(r"\b(?:in|an?|the|since|of)\s$", re.IGNORECASE)
_FUNCTION = (
    r"(?!(?:was|is|has|as|its?|his|this|does|at|in|on|to|and|or|of|for|by|with|from|when|after|before|the|an?|who)\b)"
)
_COUNTED = re.compile(
    rf"\s+(?:{_FUNCTION}[\w'’]+[\s-]){{0,2}}?{_FUNCTION}(?:[a-z]{{2,}}[^s\W]s|people|men|women|children|police|staff)\b"
)
_BESIDE = (
    ("percent", None, _PERCENT),
    ("age", None, _AGE_AFTER),
    ("money", _CURRENCY_BEFORE, _CURRENCY_AFTER),
    ("stars", _RATED, _OUT_OF),
    ("address", None, _STREET),
)
"""Kinds of quantity, with what stands right before a figure of them or right behind it; the first that fits."""
_IN_A_YEAR = re.compile(r"\b(?:in|since|spring|summer|fall|autumn|winter)\s$", re.IGNORECASE)
_ENDS = re.compile(r"\s+(?:he|she|they|it|we)\b|\s*(?:[.,;)]\s*(?!\d)|$)")
_DECADE = re.compile(r"\d*0s")
_YEARS = range(1600, 2040)
_LONGEST_DAY, _LONGEST_LIFE = 31, 115
_LONGEST_WHOLE = 9
"""Digits."""
_BEFORE, _AFTER = 28, 48
_ALIKE = frozenset(
    frozenset(pair)
    for pair in (
        ("ordinal", "day of a month"),
        ("age", "years"),
        ("ordinal", "years"),
        ("ordinal", "count"),
        ("ordinal", "label"),
    )
)


def kind_of(text: str, start: int, end: int) -> str | None:
    """The kind of the figure that stands there; None where its neighbours do not tell."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    digits = text[start:end]
    behind = after[match.end() :] if (match := _RANGE_GOES_ON.match(after)) else after
    return _date(text, start, end) or _quantity(digits, before, behind) or _by_its_size(digits, before, after)


def conflict(one: str | None, other: str | None) -> bool:
    """Whether a figure of one kind is never one of the other."""
    return one is not None and other is not None and one != other and frozenset((one, other)) not in _ALIKE


def _date(text: str, start: int, end: int) -> str | None:
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    digits = text[start:end]
    if _stands_in(_NUMERIC_DATE, before, digits, after):
        return "year" if len(digits) == 4 else "day of a month"  # noqa: PLR2004  (digits of a year)
    if _stands_in(_CLOCK, before, digits, after):
        return "time of day"
    small = _whole(digits) in range(_LONGEST_DAY + 1)
    if _MONTH_BEFORE.search(before):
        return "day of a month" if small else "year"
    return "day of a month" if small and _MONTH_AFTER.match(after) else None


def _whole(digits: str) -> int:
    """The number that digits are as long as it may be a day, an age or a year; -1 for any other."""
    return int(digits) if digits.isdigit() and len(digits) <= _LONGEST_WHOLE else -1


def month_of(text: str, start: int, end: int) -> str | None:
    """The first letters of the month beside a day or a year; None if none is."""
    match = _MONTH_BEFORE.search(text[max(0, start - _BEFORE) : start]) or _MONTH_AFTER.match(text[end : end + _AFTER])
    return match["month"][:3] if match else None


def _stands_in(pattern: re.Pattern[str], before: str, digits: str, after: str) -> bool:
    return any(match.start() <= len(before) < match.end() for match in pattern.finditer(before + digits + after))


def _quantity(digits: str, before: str, behind: str) -> str | None:
    unit = _UNIT.match(behind)
    if unit is not None and not _AGE_AFTER.match(behind):
        return _NAMES[unit["unit"].lower()]
    for kind, precedes, follows in _BESIDE:
        if (precedes and precedes.search(before)) or (follows and follows.match(behind)):
            return None if kind == "address" and _NO_HOUSE.search(before) else kind
    return "label" if (_LABEL.search(before) and digits.isdigit()) or _numbers_an_item(digits, before, behind) else None


def _numbers_an_item(digits: str, before: str, behind: str) -> bool:
    return (
        _ITEM.search(before) is not None
        and _ITEM_MARK.fullmatch(digits) is not None
        and _ITEM_TEXT.match(behind) is not None
    )


def _by_its_size(digits: str, before: str, after: str) -> str | None:
    if _ORDINAL.match(after):
        return "ordinal"
    counted = _COUNTED.match(after) is not None
    if _whole(digits) in _YEARS:
        return "count" if counted else "year"
    if _whole(digits) in range(_LONGEST_LIFE + 1) and _AGE_BEFORE.search(before):
        return "age"
    if _DECADE.fullmatch(digits):
        return "year"
    if _IN_A_YEAR.search(before) and _ENDS.match(after):
        return "year"
    return "count" if counted else None
