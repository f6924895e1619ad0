"""Kinds of quantities, and the things that they count, by the words right beside a figure."""

import re
from decimal import Decimal
from typing import NamedTuple

from ghostwriter.text.numbers.words import NUMBER_WORD
from ghostwriter.text.units.units import plural, unit_behind

CURRENCIES = {"$": "dolla", "€": "euro", "£": "pound", "¥": "yen"}
"""Signs, with the stems of the words for them."""
NOUN = re.compile(r"[\s-]*(%|per\s?cent\b|percent\b|[^\W\d_]+)", re.IGNORECASE)
"""The word behind a figure."""
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_RANGE_GOES_ON = re.compile(
    r"\s*(?:-|–|—|to|and|or|through)\s*[$€£]?\d[\d.,]*(?:\s?[mb]illion|\s?thousand)?", re.IGNORECASE
)
_PERCENT = re.compile(r"[\s-]?(?:%|per\s?cent(?!age\s+point))", re.IGNORECASE)
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
_LABELS = (
    r"(?:grade|class|room|line|phase|type|chapter|section|level|group|team|no\.|number|route|highway|gate|platform|plant|unit|block|"
    r"ward|district|zone|lot|table|figure|page|volume|part|step|stage|round|season|episode|article|form|building|pier|version|"
    r"edition|model|sector|track|court|tier|passage|interstate|flight|review|source|game|rule|amendment)"
)
"""Words behind which a number tells one thing from another."""
_LABEL = re.compile(rf"(?:\b{_LABELS}\s?|#\s?)$", re.IGNORECASE)
LABELLED = re.compile(rf"\b{_LABELS}\s+\d+\b", re.IGNORECASE)
_RATED = re.compile(r"(?:\brat(?:ing|ings|ed|es)(?:\s(?:of|at|is|was))?|stars?:)\s(?:an?\s|about\s)?$", re.IGNORECASE)
_STARS = re.compile(
    r"[\s-]{0,2}(?:(?:full|whole|more)[\s-])?stars?\b|\s?(?:/\s?5\b|out of (?:5|five)\b)", re.IGNORECASE
)
_ITEM = re.compile(r"(?:^|[.:!?\n])\s*$")
_ITEM_MARK, _ITEM_TEXT = re.compile(r"\d{1,2}"), re.compile(r"[.)]?\s+[^\W\d_a-z]")
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
    ("stars", _RATED, _STARS),
    ("money", _CURRENCY_BEFORE, _CURRENCY_AFTER),
    ("address", None, _STREET),
)
"""Kinds of quantity, with what stands right before a figure of them or right behind it; the first that fits."""
_IN_A_YEAR = re.compile(r"\b(?:in|since|spring|summer|fall|autumn|winter)\s$", re.IGNORECASE)
_ENDS = re.compile(r"\s+(?:he|she|they|it|we)\b|\s*(?:[.,;)]\s*(?!\d)|$)")
_DECADE = re.compile(r"\d*0s")
_YEARS = range(1500, 2101)
_LONGEST_DAY, _LONGEST_LIFE = 31, 115
_LONGEST_WHOLE = 9
"""Digits."""
_BEFORE, _AFTER, _FAR = 28, 48, 150
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
_POUNDS = re.compile(r"[\s-]*pounds?\b", re.IGNORECASE)
_RESULT = re.compile(
    rf"\s+to\s+(?:\d+|{NUMBER_WORD})\b(?=\s+(?:against|for|in|at|on|after|by)\b|\s*(?:[.,;)]|$))", re.IGNORECASE
)
"""Behind the first figure of a vote or a game: seven to two against."""
_CAPITAL = re.compile(r"\s+[^\W\d_a-z][a-z]")
"""What is written with a capital is no unit."""
_OF_THEM = re.compile(r"\s+of\s+(?:the|its|their|our|all)\s+(?:\w+\s+)?([^\W\d_]+)", re.IGNORECASE)
_RATE = re.compile(
    r"(?:\s{1,20}[^\W\d_]{1,60})?\s{1,20}(?:an?|per|each|every)\s{1,20}(minute|hour|day|night|week|month|year|season)\b",
    re.IGNORECASE,
)
_SOME = re.compile(r"\s{1,20}[^\W\d_]{1,60}\s{1,20}(who|whose|under|aged|without|abroad)\b", re.IGNORECASE)
"""How often, and which of those that are counted."""
_MORE = re.compile(r"[\s-]{0,2}(?:full|whole|more)(?=[\s-])", re.IGNORECASE)
_STEM = 5
_SMALL_WORDS = """
    a an and as at by for from in into of on or per than that the to was were which who with again ago already
    before after earlier later instead now today yesterday but because is are has
"""
_NO_NOUNS = frozenset(_SMALL_WORDS.split())


class Counted(NamedTuple):
    """The things that a quantity counts, or the dimension that it measures; its unit, and the unit's size by which to compare.

    Without ``things`` nothing tells.
    """

    things: str
    unit: str = ""
    size: Decimal = Decimal(1)


def kind_at(text: str, start: int, end: int) -> str | None:
    """The kind of the figure that stands there; None where its neighbours do not tell."""
    before, digits, after = _beside(text, start, end)
    return (
        _date(before, digits, after) or _quantity(digits, before, _behind(after)) or _by_its_size(digits, before, after)
    )


def counted_at(text: str, start: int, end: int) -> Counted:
    """The things that the figure that stands there counts."""
    after = text[end : end + _FAR]
    counted = _counted(text[start - 1 : start], text[start:end], after)
    narrower = [match[1].lower() for pattern in (_RATE, _SOME) if (match := pattern.match(after))]
    return counted._replace(things="/".join([counted.things, *narrower]))


def month_at(text: str, start: int, end: int) -> str | None:
    """The first letters of the month beside a day or a year; None if none is."""
    before, _, after = _beside(text, start, end)
    match = _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(after)
    return match["month"][:3] if match else None


def are_different_kinds(one: str | None, other: str | None) -> bool:
    """Tell whether a figure of one kind is never one of the other."""
    return one is not None and other is not None and one != other and frozenset((one, other)) not in _ALIKE


def _beside(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[max(0, start - _BEFORE) : start], text[start:end], text[end : end + _AFTER]


def _behind(after: str) -> str:
    """Text after the whole range that a figure begins."""
    match = _RANGE_GOES_ON.match(after)
    return after[match.end() :] if match else after


def _date(before: str, digits: str, after: str) -> str | None:
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


def _stands_in(pattern: re.Pattern[str], before: str, digits: str, after: str) -> bool:
    return any(match.start() <= len(before) < match.end() for match in pattern.finditer(before + digits + after))


def _quantity(digits: str, before: str, behind: str) -> str | None:
    more = _MORE.match(behind)
    unit = None if _AGE_AFTER.match(behind) else unit_behind(behind[more.end() :] if more else behind)
    if unit is not None:
        return "degrees" if unit.dimension == "temperature" else plural(unit)
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


def _counted(sign: str, said: str, after: str) -> Counted:
    unit = None if sign in CURRENCIES or _POUNDS.match(after) else unit_behind(after)
    if unit is None:
        return Counted(CURRENCIES.get(sign) or _noun(said, after))
    # Temperatures are not compared by the size of a degree.
    return (
        Counted(unit.name, unit.name)
        if unit.dimension == "temperature"
        else Counted(unit.dimension, unit.name, unit.size)
    )


def _noun(said: str, after: str) -> str:
    word = _word(after)
    if _PERCENT.match(after):
        return "percent"
    if _whole(said) in _YEARS and (not word or word in _NO_NOUNS):
        return "year"
    if word == "of" and (whole := _OF_THEM.match(after)):
        return f"of {whole[1].lower().removesuffix('s')[:_STEM]}"
    if word == "to" and _RESULT.match(after):
        return "result"
    return "" if word in _NO_NOUNS or _CAPITAL.match(after) else word.removesuffix("s")[:_STEM]


def _word(after: str) -> str:
    found = NOUN.match(after)
    return found[1].lower() if found else ""
