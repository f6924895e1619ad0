"""Numbers in digits: patterns for them, and the values that their digits, marks and scales may stand for."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

NUMBER = re.compile(
    r"""
    \d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)
  | \d+(?:[.,]\d+|['’]\d{3}(?!\d))*[¼-¾⅐-⅞]?
  | [¼-¾⅐-⅞]
    """,
    re.VERBOSE,
)
SCALE = re.compile(
    r"[\s-]?(hundred|thousand|million|billion|trillion|lakhs?|lacs?|crores?|mln|mio|mn|bn|tn|cr|[kmb])\b", re.IGNORECASE
)
TO = re.compile(r"\s*(?:-|–|—|/|to|and|or)\s*(?:[$€£¥₹]|(?:US|USD|EUR|GBP)\s?\$?)?\s*", re.IGNORECASE)
"""Between the two ends of a range."""
DIGITS = re.compile(r"\d+")
CENTS = re.compile(r"\s?(?:¢|cents?\b|pence\b)", re.IGNORECASE)
_POWERS = {
    "hundred": 2, "thousand": 3, "k": 3, "lakh": 5, "lakhs": 5, "lac": 5, "lacs": 5, "million": 6, "mln": 6, "mio": 6, "mn": 6,
    "m": 6, "crore": 7, "crores": 7, "cr": 7, "billion": 9, "bn": 9, "b": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
_PHONE = re.compile(r"(?<![\d.,-])(?:\+?\d{1,3}[\s.-])?(\(\d{3}\)|\d{3})[\s.-]{0,2}(\d{3})[\s.-](\d{4})(?![\d,]|\.\d)")
_CITATION = re.compile(r"\[(?:S\d+F\d+[,;\s]*)+\]")
_REFERENCE = re.compile(
    r"""
    \[\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\] | \^\d{1,3}\b | \^\[\d{1,3}\]     # [1], [1, 2], ^1, [^1]
  | (?<=[\w.,;"”])\s?\(\d{1,2}\)(?=\s*(?:[.;:]|$))                          # (1), at the end of what it stands for
  | §{1,2}\s?\d+(?:\.\d+)*
  | \b[vV]\d+(?:\.\d+)*\b
    """,
    re.VERBOSE | re.MULTILINE,
)
_IDLE = re.compile(
    r"""
    \b(?:24/7|24x7|50/50|50-50|9/11|20/20)\b
  | \b(?:7\sdays\s(?:a|per)\sweek|24\shours\s(?:a|per)\sday|365\sdays\s(?:a|per)\syear)\b
  | (?<=\d)\s?/\s?(?:5|10|100)\b(?![/.\d]) | \bout\s+of\s+(?:5|10|100)\b  # the scale of a rating
  | (?:^|(?<=[.!?:;]\s))[^\S\n]*+(?:\d{1,3}[.)]|\(\d{1,3}\))\s         # the number of a list item
  | (?<![\w.,])(?!(?:EUR|USD|GBP|CHF|INR|Rs)\d)[^\W\d_]+\d[\w-]*          # A380
  | (?<![\w.,-])[A-Z]\w*[-‐‑]\d{1,3}(?!\d)                               # COVID-19
    """,
    re.VERBOSE | re.MULTILINE,
)
_NO_QUANTITIES = (_CITATION, _REFERENCE, _IDLE)
"""Numbers that state no quantity: in a name, in an idiom, before a list item, or referring to something else."""
_MARK = re.compile(r"[.,'’\s]")
_GROUP, _LAKHS = 3, 2
"""Digits between two marks of thousands, and between two of lakhs and crores."""
LONGEST_NUMBER = 1_000
"""Digits: what has more is no number that anybody could mean, and would be too great to reckon with."""
_CENTURY = 100
_OF_YEARS = range(1000, 2100, 100)


def readings(number: str) -> list[Decimal]:
    """The values that the digits and marks of a number may stand for; none if they do not make one number."""
    if not number[-1].isdecimal():
        part = value_of(str(unicodedata.numeric(number[-1])))
        return [whole + part for whole in readings(number[:-1])] if len(number) > 1 else [part]
    first, *others = _MARK.split(number)
    marks = _MARK.findall(number)
    if _is_grouped(first, others) and len(set(marks)) == 1:
        whole = value_of(first + "".join(others))
        return [whole, value_of(f"{first}.{others[0]}")] if marks == ["."] else [whole]
    if len(marks) <= 1:
        return [value_of(".".join([first, *others]))]
    if len(set(marks[:-1])) == 1 and marks[-1] in {".", ","} - {marks[0]}:
        return [value_of(f"{first}{''.join(others[:-1])}.{others[-1]}")]
    return []


def _is_grouped(first: str, others: list[str]) -> bool:
    """Tell whether marks stand at thousands, or as in 12,34,567 at thousands, lakhs and crores."""
    if not others or len(others[-1]) != _GROUP:
        return not others
    by_thousands = len(first) <= _GROUP and all(len(group) == _GROUP for group in others)
    return by_thousands or (len(first) <= _LAKHS and all(len(group) == _LAKHS for group in others[:-1]))


def value_of(digits: str) -> Decimal:
    """The value of digits in the precision in which all are compared; a number without end is cut."""
    return +Decimal(digits[:LONGEST_NUMBER])


def powers(scale: re.Match[str] | None) -> set[int]:
    """The powers of ten that a scale stands for; m and b may also be metres and the like."""
    if scale is None:
        return {0}
    power = _POWERS[scale[1].lower()]
    return {0, power} if len(scale[1]) == 1 and scale[1] not in {"k", "K"} else {power}


def powers_of_range(text: str, number: re.Match[str]) -> set[int]:
    """The powers of ten of a number that begins a range: in "12 to 15 million", 12 is in millions too."""
    to = TO.match(text, number.end())
    last = NUMBER.match(text, to.end()) if to else None
    return powers(SCALE.match(text, last.end())) if last else set()


def completed(first: str, last: str) -> set[Decimal]:
    """The full value of the shortened end of a range: in "1932-36", 36 is 1936."""
    can_be = first.isdecimal() and last.isdecimal() and len(last) < len(first)
    return {value_of(first[: -len(last)] + last)} if can_be else set()


def in_each_century(year: Decimal) -> list[Decimal]:
    """The full years that a year of two digits may stand for."""
    return [century + year for century in _OF_YEARS] if year < _CENTURY else []


def phones(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and last ten digits of each telephone number, with or without a country code, however it is grouped."""
    for match in _PHONE.finditer(text):
        yield match.start(), match.end(), match[1].strip("()") + match[2] + match[3]


def without_idle_numbers(text: str) -> str:
    """Blank the numbers of a text that state no quantity; everything else keeps its place."""
    for pattern in _NO_QUANTITIES:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text
