"""Rounding: the range of values that a figure may stand for, by its digits and the words beside it (about 1,200, over 1,000)."""

import re
from decimal import Decimal
from typing import Literal

type Hedge = Literal["about", "over", "under"]

_WORDS: dict[Hedge, str] = {
    "over": r"over|above|beyond|exceeding|upwards? of|in excess of|(?:more|greater|higher|larger|longer|better) than|at least|"
    r"no (?:less|fewer) than|a minimum of|>",
    "under": r"under|below|(?:less|fewer|lower|smaller|shorter) than|at most|no more than|up to|as (?:many|much) as|<",
    "about": r"about|around|almost|nearly|roughly|some|approximately|approx\.?|circa|close to|an estimated|just (?:over|under)|"
    r"~|≈",
}
_BEFORE = re.compile(
    rf"(?:{'|'.join(rf'(?P<{hedge}>(?<!\w)(?:{words}))' for hedge, words in reversed(_WORDS.items()))})"
    r"\s*(?:an?\s+)?(?:[$€£¥₹]|(?:US|USD|EUR|GBP|Rs\.?)\s?\$?)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s?\+(?!\d)|\s+or (?:more|above|higher|longer)\b|\s+plus\b", re.IGNORECASE)
_LONGEST = 32
"""Characters."""
_ROUNDING = Decimal("0.1")
"""A rounded figure is never further off than this share of itself;"""
_BEYOND = Decimal("0.2")
"""and what is said to lie beyond one, than this."""


def hedge_of(text: str, start: int, end: int) -> Hedge | None:
    """The hedge in the words beside the figure ``text[start:end]``; None if it has none."""
    before = _BEFORE.search(text[max(0, start - _LONGEST) : start])
    if before is not None:
        return next(hedge for hedge in _WORDS if before[hedge])
    return "over" if _AFTER.match(text, end) else None


def rounded(value: Decimal, slack: Decimal, hedge: Hedge | None) -> tuple[Decimal, Decimal]:
    """The least and the most that a figure may have been rounded from, where rounding moves it by up to ``slack``."""
    near = min(slack, value * _ROUNDING)
    beyond = min(2 * slack, value * _BEYOND)
    return value - (beyond if hedge == "under" else near), value + (beyond if hedge == "over" else near)


def exactly(value: Decimal) -> tuple[Decimal, Decimal]:
    """The value itself."""
    return value, value
