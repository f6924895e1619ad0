"""Words in quotation marks that no source has."""

import re
from collections.abc import Iterator

from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex, letters
from ghostwriter.verification.quotations import placed_quotations, stands_in
from ghostwriter.verification.quotes import nearest_passage

_SHOWN = 160
_NOBODYS_WORDS = re.compile(
    r"\b(?:answers?|response|reply|replied|questions?|click(?:ing)?|select(?:ing)?|choose|type|typing|press|tap|menu|option|button|"
    r"labell?ed|called|titled|entitled|means?|term|phrase|words?)\b[^.!?“”\"]{0,40}[“\"]?$",
    re.IGNORECASE,
)
"""What leads to an answer, a label or a title, which are in quotation marks without being anybody's words."""
_BEFORE = 70


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each quotation that stands in no source word for word, with the passage that it may have been made from."""
    for start, end in placed_quotations(text):
        quotation = text[start:end]
        # What differs in its spaces and stops alone is not proven to be altered.
        if stands_in(quotation, [sources.together]) or letters(quotation) in sources.letters:
            continue
        hard = _NOBODYS_WORDS.search(text[max(0, start - _BEFORE) : start]) is None
        near = next((found for one in sources.texts if (found := nearest_passage(quotation, one))), None)
        beside = f"; the nearest passage is “{near[:_SHOWN]}”" if near else ""
        yield flag_at(text, start, end, "quotation", f"these words stand in no source{beside}", hard=hard)
