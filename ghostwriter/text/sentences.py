"""Sentences of English and its like, with their places."""

import re
from collections.abc import Iterator

from sentencex import segment

# What sentencex takes for the end of a sentence, although a name or a number follows.
_GOES_ON = re.compile(
    r"(?:^|[\s(\"“])(?:Cllr|Cllrs|Capt|Lt|Col|Gen|Sgt|Maj|Adm|Rev|Hon|Gov|Sen|Rep|Pres|Supt|Insp|Prof|Dr|Mr|Mrs|Ms|Messrs|St|Mt|"
    r"Ft|Fig|Figs|Eq|Sec|Vol|Art|approx|ca|cf|est|incl|vs|e\.g|i\.e|z\. ?B|[A-Z])\.$"
)
_NUMBERED = re.compile(r"(?:^|[\s(\"“])(?:No|Nos|Nr|pp?)\.$")
"""A number follows, if it is not an answer: see No. 5."""
_NEXT = re.compile(r"\s*+(\S)")
_MOST_AT_ONCE = 10_000
"""Characters; more than a paragraph has."""
_LONGEST_ENDING = 20
"""Characters in which an abbreviation is looked for."""
LONGEST_SENTENCE = 4_000
"""Characters: what goes on without a full stop for longer is read in pieces, since every figure, name and denial of a sentence
is compared with the rest of it."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, surrounding white space left out; none is longer than ``LONGEST_SENTENCE``."""
    for start, end in _whole_sentences(text):
        at = start
        while end - at > LONGEST_SENTENCE:
            space = text.rfind(" ", at + 1, at + LONGEST_SENTENCE)
            cut = space if space > 0 else at + LONGEST_SENTENCE
            yield from _stripped(text, at, cut)
            at = cut
        yield from _stripped(text, at, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without the white space around it; nothing if that is all there is."""
    stretch = text[start:end]
    if not stretch.isspace():
        yield start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())


def _whole_sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    begun: int | None = None
    for sentence in _segments(text):
        begin = text.find(sentence, at)
        if begin < 0:
            continue
        at = begin + len(sentence)
        stripped = sentence.strip()
        if not stripped:
            continue
        start = begin + sentence.index(stripped) if begun is None else begun
        end = begin + sentence.index(stripped) + len(stripped)
        follows = _NEXT.match(text, end)
        ending = stripped[-_LONGEST_ENDING:]
        if follows and (_GOES_ON.search(ending) or (_NUMBERED.search(ending) and follows[1].isdigit())):
            begun = start
            continue
        begun = None
        yield start, end
    if begun is not None:
        yield begun, len(text.rstrip())


def _segments(text: str) -> Iterator[str]:
    """Sentences by ``segment``, in pieces: unclosed quotation marks make its time quadratic."""
    at = 0
    while at < len(text):
        end = min(len(text), at + _MOST_AT_ONCE)
        if end < len(text):
            cuts = (text.rfind(sign, at, end) + len(sign) for sign in ("\n\n", ". ", " "))
            end = next((cut for cut in cuts if cut > at + len(". ")), end)
        yield from segment("en", text[at:end])
        at = end


def split_sentences(text: str) -> list[str]:
    """The sentences themselves."""
    return [text[start:end] for start, end in sentence_spans(text)]
