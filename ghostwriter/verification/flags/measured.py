"""What a figure measures, as far as its immediate neighbours tell: money, a year, a day of a month, people."""

import re
from typing import NamedTuple

from ghostwriter.verification.words import terms

_BEFORE, _AFTER = 28, 40
"""Characters on either side in which that stands."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_MONEY_BEFORE = re.compile(r"(?:[$€£¥]|\b(?:USD|EUR|GBP|Rs)\.?)\s?$")
_MONEY_AFTER = re.compile(r"[\s-]*(?:dollars?|euros?|pounds sterling|cents?|yen|rupees?|bucks?)\b", re.IGNORECASE)
_PER_CENT = re.compile(r"\s*(?:%|per\s?cent)", re.IGNORECASE)
_DAY = re.compile(rf"(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?(?:\d{{1,2}}(?:\s*(?:-|–|and|to)\s*))?$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_AGE_AFTER = re.compile(r"(?:[\s-]+(?:years?|months?)[\s-]+old\b|[\s-]years?[\s-]of[\s-]age)", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|age of)\s+$", re.IGNORECASE)
_APPOSED = re.compile(r"[a-z],\s$")
_SCORE = re.compile(r"\s*(?:[-\s]?stars?\b|/\s?5\b|out of (?:5|five)\b)", re.IGNORECASE)
_SCORED = re.compile(r"(?:\b|_)(?:stars?|rating|rated)\b[\w\s]{0,9}[:(]?\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\ds?")
_NOUN = re.compile(
    r"[\s-]*(?:(?:to|and|or|by|x|-|–)\s*[$€£]?\d[\d.,]*[\s-]*)?(?:(?:of|the|a|an|other|more|new|different|such)\s+)?(?P<noun>[A-Za-z]{2,})"
)
_SMALL_WORDS = """
    a an the of to in on at by for from with and or but as is are was were be been has had have when while that which who
    after before during since until per than then so it he she they we i this these those if not will would can could may
    his her their its according also where because including into about between through due under over out up
"""
_NO_NOUN = frozenset(_SMALL_WORDS.split())
_YEARLY = re.compile(r"(?:\b(?:in|since|until|during)|\b(?:early|late)) $", re.IGNORECASE)
_NOTHING_BEHIND = re.compile(
    r"\s*(?:[,.;)]|$|(?:and|to|when|after|with|for|at|as|by|the|he|she|it|they|that|which|while)\b)"
)
_DAY_OF_A_MONTH = re.compile(r"0?[1-9]|[12]\d|3[01]")
_ENDS = {"1": "st", "2": "nd", "3": "rd"}
_NAMED_BEFORE = re.compile(r"(?<=[\w,] )[A-Z][A-Za-z]+\s$")
_NAMED_BEHIND = re.compile(r"\s(?:[NSEW]\.?\s)?[A-Z][a-z]+")


class Measured(NamedTuple):
    """The kind of a figure, and the beginning of the noun that it counts, where one follows."""

    kind: str
    noun: str


def measured(text: str, start: int, end: int, *, is_time: bool) -> Measured:
    """What the figure at ``text[start:end]`` measures; its kind is ``count`` where nothing says more."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    return Measured("time" if is_time else _kind(text[start:end], before, after), _noun(after))


def _kind(shown: str, before: str, after: str) -> str:
    if shown[:1] in "$€£¥" or _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return "money"
    if _PER_CENT.match(after):
        return "percent"
    short = shown.isdigit() and len(shown) <= 2  # noqa: PLR2004  (a day of a month, or an age)
    if short and (_DAY.match(after) or _MONTH_BEFORE.search(before)):
        return "day"
    return _rarer_kind(shown, before, after, short=short)


def _rarer_kind(shown: str, before: str, after: str, *, short: bool) -> str:
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return "age"
    if short and _APPOSED.search(before) and after[:1] in {",", "."}:
        return "age"
    if _SCORE.match(after) or _SCORED.search(before):
        return "score"
    if _YEAR.fullmatch(shown):
        return "year"
    return "ordinal" if _ORDINAL.match(after) else "count"


def _noun(after: str) -> str:
    match = _NOUN.match(after)
    if match is None or match["noun"].lower() in _NO_NOUN:
        return ""
    return next(iter(terms(match["noun"])), match["noun"].lower())


def is_ill_formed(text: str, start: int, end: int) -> bool:
    """Whether a figure does not go with its place at all: in 21nd, in "In 2, he", in $30 per cent."""
    before, after, shown = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER], text[start:end]
    if _PER_CENT.match(after) and _MONEY_BEFORE.search(before):
        return True
    ordinal = _ORDINAL.match(after)
    if ordinal is not None and shown.isdigit():
        teen = shown[-2:-1] == "1"
        return ordinal[0] != ("th" if teen else _ENDS.get(shown[-1], "th"))
    if _DAY_OF_A_MONTH.fullmatch(shown) is None and _MONTH_BEFORE.search(before):
        return _YEAR.fullmatch(shown) is None
    yearly = _YEARLY.search(before) is not None and _NOTHING_BEHIND.match(after) is not None
    return yearly and shown.isdigit() and _YEAR.fullmatch(shown) is None


def is_part_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether a name stands beside a figure: Flight 9525, 11 Madrid Road."""
    behind = _NAMED_BEHIND.match(text, end)
    return behind is not None or (
        _NAMED_BEFORE.search(text[max(0, start - _BEFORE) : start]) is not None
        and _MONTH_BEFORE.search(text[max(0, start - _BEFORE) : start]) is None
    )
