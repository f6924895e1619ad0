"""Flags on figures and times of day that no source has in any form."""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ghostwriter.text.numbers.digits import DIGITS
from ghostwriter.text.numbers.figures import PlacedFigure, is_held, placed_figures
from ghostwriter.text.numbers.lookup import stated_numbers
from ghostwriter.text.numbers.words import spelled_figures
from ghostwriter.text.units.measures import converted_places, measures
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.places import Places
from ghostwriter.verification.flags.source_index import SourceIndex

_LABELLED = re.compile(
    r"\b(?P<label>passages?|sources?|documents?|paragraphs?|articles?|references?|steps?|options?|notes?|points?|figures?|tables?|"
    r"chapters?|sections?|parts?|examples?|questions?|answers?|lines?|items?|box(?:es)?|pages?|versions?|windows|ios|android|python)"
    r"\s+(?:#?\d++[\s,]*+(?:and|&|or|to|-|–)?\s*+)*+$",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\b(?:versions?|windows|ios|android|python)\s+(?:\d++[\s,]*+(?:and|&|or|to|-|–)?\s*+)*+$", re.IGNORECASE
)
"""There are others than those that a source speaks of."""
_WORDS_OF_THE_TEXT = re.compile(r"[\s-]*(?:words?|sentences?|characters?|paragraphs?)\b", re.IGNORECASE)
_LISTED = re.compile(r"(?:^|\n)[\s>*-]{0,40}(?:step\s+)?$", re.IGNORECASE)
_LONGEST_COUNT = 9
"""Digits of the number of a part."""
_COUNTED = frozenset(["step", "option", "point", "part", "example", "question", "answer", "item"])
"""Parts that a text makes and numbers itself."""
_FIRST_FEW = 2
_LIST_MARK = re.compile(r"\s*[.):]")
_SCALE_ALONE = re.compile(r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"\bseven\s+days\s+(?:a|per)\s+week\b|\b(?:few|several|many|tens of)\s+(?:hundred|thousand|million)", re.IGNORECASE
)
_BEFORE, _AFTER = 40, 24
_FEWEST, _DOZEN = 3, 12


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each figure that is in no source; what counts the text itself, or its lists, is passed over."""
    yield from _in_digits(text, sources)
    yield from _in_words(text, sources)


def _in_digits(text: str, sources: SourceIndex) -> Iterator[Flag]:
    placed = placed_figures(text)
    absent = [
        one
        for one in placed
        if not is_held(one.figure, sources.together) and not _is_about_the_text(text, one, sources)
    ]
    if not absent:
        return
    missing = {one.start for one in absent}
    converted = _converted(text, [one.start for one in placed if one.start not in missing], sources)
    for one in absent:
        if converted.around(one.start, one.end):
            continue
        kind = "time" if one.figure.time is not None else "number"
        hard = _VERSION.search(text[max(0, one.start - _BEFORE) : one.start]) is None
        yield flag_at(text, one.start, one.end, kind, f"{one.figure.shown} is in no source", hard=hard)


def _in_words(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Numbers in words; small ones are hints, since they may count what the text itself tells."""
    known = stated_numbers(sources.together).values
    no_counts = Places(match.span() for match in _NO_COUNT.finditer(text))
    for start, end, value in spelled_figures(text):
        if value < _FEWEST or value in known or no_counts.around(start, start + 1):
            continue
        if _SCALE_ALONE.fullmatch(text, start, end):  # only the scale of a number in digits
            continue
        yield flag_at(text, start, end, "number", f"{text[start:end]} is in no source", hard=value > _DOZEN)


def _converted(text: str, standing: Sequence[int], sources: SourceIndex) -> Places:
    """Places where the text gives a measure of the sources, or one confirmed before, in another unit."""
    own = [one for one in measures(text) if bisect_left(standing, one.start) < bisect_left(standing, one.end)]
    found = converted_places(text, [*measures(sources.together), *own])
    return Places((one.start, one.end) for one in found)


def _is_about_the_text(text: str, placed: PlacedFigure, sources: SourceIndex) -> bool:
    start, end, _ = placed
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    label = _LABELLED.search(before)
    if label is not None:
        return _is_label(text[start:end], label["label"].lower().rstrip("s"), text, sources)
    return bool(_WORDS_OF_THE_TEXT.match(after) or (_LISTED.search(before) and _LIST_MARK.match(after)))


def _is_label(number: str, label: str, text: str, sources: SourceIndex) -> bool:
    """Tell whether the sources number no such parts, and the text, if it does, has come to this one by counting."""
    if _are_numbered(label, sources.folded):
        return False
    if not number.isdecimal() or label not in _COUNTED or len(number) > _LONGEST_COUNT or int(number) <= _FIRST_FEW:
        return True
    return str(int(number) - 1) in _numbered(label, text)


@functools.lru_cache(maxsize=64)
def _are_numbered(label: str, folded: str) -> bool:
    """Tell whether the sources number parts of a kind."""
    return re.search(rf"\b{label}e?s?\s+#?\d", folded) is not None


@functools.lru_cache(maxsize=64)
def _numbered(label: str, text: str) -> frozenset[str]:
    """The numbers that a text gives to parts of a kind: steps 1, 2 and 3."""
    lists = re.finditer(rf"(?i)\b{label}s?\s([\d\s,and&-]*)", text)
    return frozenset(number for match in lists for number in DIGITS.findall(match[1]))
