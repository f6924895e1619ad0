"""Figures, dates and times of day that no source holds in any form."""

import re
from collections.abc import Iterator

from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.numbers import is_held, placed_figures
from ghostwriter.verification.units import is_converted

_ABOUT_THE_TEXT = re.compile(
    r"\b(?:passages?|sources?|documents?|paragraphs?|articles?|references?|steps?|options?|notes?|points?|figures?|tables?|"
    r"chapters?|sections?|parts?|examples?|questions?|answers?|lines?|items?|box(?:es)?|pages?|versions?|windows|ios|android)\s+"
    r"(?:\d+[\s,]*(?:and|&|or|to|-|–)?\s*)*$",
    re.IGNORECASE,
)
_WORDS_OF_THE_TEXT = re.compile(r"[\s-]*(?:words?|sentences?|characters?|paragraphs?)\b", re.IGNORECASE)
_LISTED = re.compile(r"(?:^|\n)[\s>*-]*(?:step\s+)?$", re.IGNORECASE)
_LIST_MARK = re.compile(r"\s*[.):]")
_BEFORE, _AFTER = 40, 24


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each figure that is in no source; what counts the text itself, or its lists, is passed over."""
    for start, end, figure in placed_figures(text):
        if is_held(figure, sources.together) or _is_about_the_text(text, start, end):
            continue
        if is_converted(figure, text[end : end + _AFTER], sources.together):
            continue
        kind = "time" if figure.time is not None else "number"
        yield flag_at(text, start, end, kind, f"{figure.shown} is in no source", hard=True)


def _is_about_the_text(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    return bool(
        _ABOUT_THE_TEXT.search(before)
        or _WORDS_OF_THE_TEXT.match(after)
        or (_LISTED.search(before) and _LIST_MARK.match(after))
    )
