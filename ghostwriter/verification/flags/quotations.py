"""Words in quotation marks that no source has."""

import re
from collections.abc import Iterator

from ghostwriter.text.quotations import placed_quotations, stands_in
from ghostwriter.text.quotes import LONGEST_COMPARED, nearest_passage
from ghostwriter.text.words import terms
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.name_forms import letters
from ghostwriter.verification.flags.source_index import SourceIndex

_SHOWN = 160
_MOST_COMPARED = 200
"""The first quotations of a text that stand in no source: of these, the passages are looked for that they may be made from."""
_MADE_FROM = 80.0
"""Of 100: how much a quotation has to be like a passage to be made from it."""
_NOBODYS_WORDS = re.compile(
    r"\b(?:(?:answers?|questions?|click(?:ing)?|select(?:ing)?|choose|choosing|type|typing|press|tap|menu|option|button)\b[^.!?“”\"]{0,40}|"
    r"(?:response|reply|replied|respond)\s+(?:is|would\s+be|with)[:\s]*|"
    r"(?:labell?ed|called|titled|entitled|named|dubbed|means?|meaning|terms?|the\s+words?)[:,\s]*)[“\"]?$",
    re.IGNORECASE,
)
"""What leads to an answer, a label or a title, which are in quotation marks without being anybody's words."""
_ANSWER = re.compile(r"\banswers?\b[^\n]{0,120}(?:\bis\b|:)[:\s]*[“\"]?$", re.IGNORECASE)
_BEFORE, _ANSWER_BEFORE = 70, 160
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each quotation that stands in no source word for word, with the passage that it may have been made from."""
    compared = 0
    for start, end in placed_quotations(text):
        quotation = text[start:end]
        # What differs in its spaces and stops alone is not proven to be altered.
        if stands_in(quotation, [sources.together]) or letters(quotation) in sources.letters:
            continue
        compared += 1
        comparable = compared <= _MOST_COMPARED
        hard = not (_is_title(quotation) or _is_nobodys(text, start))
        hard = hard or (comparable and _has_another_word(quotation[:LONGEST_COMPARED], sources))
        passages = (nearest_passage(quotation, one) for one in (sources.texts if comparable else ()))
        near = next(filter(None, passages), None)
        beside = f"; the nearest passage is “{near[:_SHOWN]}”" if near else ""
        yield flag_at(text, start, end, "quotation", f"these words stand in no source{beside}", hard=hard)


def _is_nobodys(text: str, start: int) -> bool:
    near, far = text[max(0, start - _BEFORE) : start], text[max(0, start - _ANSWER_BEFORE) : start]
    return _NOBODYS_WORDS.search(near) is not None or _ANSWER.search(far) is not None


def _has_another_word(quotation: str, sources: SourceIndex) -> bool:
    """Whether a quotation is a passage with more changed than a function word or an ending."""
    passage = nearest_passage(quotation.lower(), sources.folded, _MADE_FROM)
    return passage is not None and not _is_title(quotation) and not terms(quotation) <= terms(passage)


def _is_title(words: str) -> bool:
    """Whether all words of any length are capitalised, as in the title of a work."""
    return all(word[0].isupper() for word in _LONG_WORD.findall(words))
