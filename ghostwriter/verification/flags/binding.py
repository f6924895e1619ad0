"""Hints: a figure that the sources hold, but of something else."""

from collections.abc import Iterator

from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.numbers import is_held, placed_figures
from ghostwriter.verification.words import terms

_NEAR = 60
"""Characters on either side of a figure that say what it is a figure of."""
_CLEARER = 0.3
"""By how much more of that another sentence of a source, with another figure, has to say."""
_FEWEST_TERMS = 2


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Hint at figures for which a source's sentence with other figures fits clearly better than any that holds them."""
    for start, end in sentence_spans(text):
        for placed in placed_figures(text[start:end]):
            first, last = start + placed.start, start + placed.end
            around = text[max(start, first - _NEAR) : first] + " " + text[last : min(end, last + _NEAR)]
            wanted = frozenset(term for term in terms(around) if not term[0].isdigit())
            if len(wanted) < _FEWEST_TERMS or not is_held(placed.figure, sources.together):
                continue
            here = there = 0.0
            better = ""
            for sentence, share in sources.speaking_of(wanted):
                if is_held(placed.figure, sentence.text):
                    here = max(here, share)
                elif share > there and sentence.has_figures:
                    there, better = share, sentence.text
            if there - here >= _CLEARER:
                message = f"{placed.figure.shown} is in the sources, but not where they say the rest: “{better[:200]}”"
                yield flag_at(text, first, last, "binding", message, hard=False)
