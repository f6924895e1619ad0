"""Records of a source, ``key: value`` a line, and sentences that say the opposite of what a record says yes or no to."""

import re
from collections.abc import Iterator

from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex

_RECORD = re.compile(
    r"^\s*(?P<key>[A-Za-z][\w .-]{1,60}?):\s*(?P<value>True|False|Yes|No)\s*$", re.MULTILINE | re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s._-]+")
_NO = re.compile(
    r"\b(?:no|not|n['’]t|without|neither|nor|none|lacks?|lacking|lack of|absence of|unavailable|never|"
    r"cannot|isn['’]t|doesn['’]t|don['’]t|aren['’]t)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r";|\b(?:but|although|though|while|whereas|however)\b|"
    r",?\s+and\s+(?=(?:also\s+)?(?:do|does|is|are|has|have|had|can|cannot|offers?|provides?|takes?|accepts?|features?|includes?)\b)"
)
_SHORT, _APART = 4, 14
"""Letters of a word that has only one form; characters between the words of a key."""
_SMALL = frozenset(
    ["attributes", "attribute", "has", "is", "the", "for", "good", "business", "restaurants", "restaurant"]
)


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each clause that affirms what a record denies, or the other way round."""
    records = [(key, value) for one in sources.texts for key, value in _records(one)]
    if not records:
        return
    for start, end in sentence_spans(text):
        for first, last in _clauses(text, start, end):
            clause = text[first:last].lower()
            for words, holds in records:
                place = _mentioned(words, clause)
                if place is not None and _contradicts(clause, place, holds=holds):
                    said = "yes" if holds else "no"
                    yield flag_at(
                        text,
                        first + place[0],
                        first + place[1],
                        "attribute",
                        f"the record says {said} to “{' '.join(words)}”",
                        hard=True,
                    )


def _contradicts(clause: str, place: tuple[int, int], *, holds: bool) -> bool:
    """Whether a clause denies what the record holds, nearby and not across a comma; or affirms what it does not hold."""
    if not holds:
        return _NO.search(clause) is None
    before, after = clause[: place[0]].rpartition(",")[2], clause[place[1] :].lstrip(" ")
    return bool(_NO.search(before) or _NO.match(after.removeprefix("is ").removeprefix("are ")))


def _records(source: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The keys of a source's yes-or-no records, as words; those that are given both ways say nothing."""
    found: dict[tuple[str, ...], set[bool]] = {}
    for match in _RECORD.finditer(source):
        words = tuple(word.lower() for word in _CAMEL.split(match["key"]) if word and word.lower() not in _SMALL)
        if words:
            found.setdefault(words, set()).add(match["value"].lower() in {"true", "yes"})
    for words, values in found.items():
        if len(values) == 1:
            yield words, next(iter(values))


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _CLAUSE.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _mentioned(words: tuple[str, ...], clause: str) -> tuple[int, int] | None:
    """Where all words of a key stand in a clause, close together and in whatever form; or as one word, as takeout does."""
    joined = re.search(rf"\b{re.escape(''.join(words))}s?\b|\b{r'[-\s]'.join(map(re.escape, words))}s?\b", clause)
    if joined is not None:
        return joined.span()
    places = []
    for word in words:
        form = word if len(word) <= _SHORT else rf"{re.escape(word[: max(_SHORT, len(word) - 3)])}\w*"
        match = re.search(rf"\b{form}\b", clause)
        if match is None:
            return None
        places.append(match.span())
    first, last = min(start for start, _ in places), max(end for _, end in places)
    close = last - first <= sum(map(len, words)) + _APART and "," not in clause[first:last]
    return (first, last) if close else None
