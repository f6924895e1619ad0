"""Months and weekdays in text, in any of the ways that a date is written."""

import re

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 3
_UNMISTAKABLE = "|".join(month for month in MONTHS if month not in {"march", "may"})
_ANY = "|".join([*MONTHS, r"sept\.?", *(rf"{month[:_SHORTEST]}\.?" for month in MONTHS)])
_MONTH = re.compile(
    rf"""
    \b(?P<plain>{_UNMISTAKABLE})\b
  | \b\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<after_day>{_ANY})(?!\w)
  | \b(?P<before_number>{_ANY})[ ,]+(?:\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}})\b
  | \b(?:in|of|since|until|by|last|next|during|from|early|late|mid)[ -](?P<after_word>May|March)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b(?:(\d{1,2})[./](\d{1,2})[./](?:\d{4}|\d{2})|\d{4}-(\d{2})-\d{2})\b")
_DAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})(?=s?\b)", re.IGNORECASE)


def months(text: str) -> set[str]:
    """The months that a text names, by their English names; of 4/5/1937 it may be either."""
    found = {
        next(month for month in MONTHS if month.startswith(name[:_SHORTEST].lower()))
        for match in _MONTH.finditer(text)
        for name in match.groups()
        if name
    }
    numbers = {int(part) for match in _NUMERIC.finditer(text) for part in match.groups() if part}
    return found | {MONTHS[number - 1] for number in numbers if 1 <= number <= len(MONTHS)}


def weekdays(text: str) -> set[str]:
    """The days of the week that a text names."""
    return {match[0].lower() for match in _DAY.finditer(text)}
