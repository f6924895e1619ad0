"""Records of a source, ``key: value`` a line, and sentences that say yes where a record says no or nothing, or the other way."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.records import answers

_NO = re.compile(
    r"\b(?:no|not|n['’]t|without|neither|nor|none|lacks?|lacking|lack of|absence of|unavailable|never|"
    r"cannot|isn['’]t|doesn['’]t|don['’]t|aren['’]t)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r";|\b(?:but|although|though|while|whereas|however)\b|"
    r",?\s{1,99}and\s{1,99}(?=(?:also\s+)?(?:do|does|is|are|has|have|had|can|cannot|offers?|provides?|takes?|accepts?|features?|includes?)\b(?!-))"
)
_REPORTED = re.compile(
    r"\b(?:customers?|guests?|visitors?|diners?|patrons?|reviewers?|reviews?)\b.{0,60}\b(?:mention|noted|said|say|enjoy|prais|rave|"
    r"report|describ|complain|recommend|comment|experienc)\w*|"
    r"\b(?:according to|based on)\s+(?:\w+\s+){0,2}?(?:customers?|guests?|visitors?|diners?|patrons?|reviewers?|reviews?)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What guests tell of their visits may be so whatever the record says."""
_TAKEN_BACK = re.compile(r"\W{0,20}but\s+(?:they|it|these|this)\s+(?:\w+\s+)?(?:not\b|\w+n['’]t\b)")
_JUDGED = frozenset(["groups", "kids", "dancing", "lunch", "dinner", "brunch", "breakfast"])
"""What a place is said to be good for, is a matter of opinion."""
_ANY_RECORD = re.compile(r"^[^\S\n]*+[A-Za-z][\w .-]{1,60}?:\s{0,20}\S{1,40}[^\S\n]*+$", re.MULTILINE)
_AMBIENCE = re.compile(r"\b(?:ambi[ae]n\w+|atmosphere|vibe|setting|environment)\b")
_LETTERS = re.compile(r"\b\w{1,4}")
_MOST_ALIKE = 64
"""Records whose first words begin alike."""
_LONGEST_LINE = 5_000
"""Characters of a source in which the words of a key are looked for at once."""
_SHORT, _APART = 4, 14
"""Letters of a word that has only one form; characters between the words of a key."""
_SMALL = frozenset(
    ["attributes", "attribute", "has", "is", "the", "for", "good", "business", "hours", "restaurants", "restaurant"]
)


class Record(NamedTuple):
    """A key as words, whether the record says yes, no or nothing (None) to it, and the source that it stands in."""

    words: tuple[str, ...]
    holds: bool | None
    source: str


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each clause that affirms what a record denies, or the other way round.

    It is a hint where guests tell it of their visits, or where the source says it elsewhere in its own words.
    """
    records = _by_beginning(record for one in sources.texts for record in _records(one))
    if not records:
        return
    for start, end in sentence_spans(text):
        sentence = text[start:end].lower()
        reported = _REPORTED.search(sentence) is not None
        for place, record in _contradicted(sentence, records):
            said = {True: "yes", False: "no", None: "nothing"}[record.holds]
            message = f"the record says {said} to “{' '.join(record.words)}”"
            hard = not (reported or record.words[-1] in _JUDGED or (not record.holds and _is_said(record)))
            yield flag_at(text, start + place[0], start + place[1], "attribute", message, hard=hard)


def _by_beginning(records: Iterable[Record]) -> Mapping[str, Sequence[tuple[int, Record]]]:
    """Numbered records by the letters that a word begins with wherever they are spoken of; "" where it can be any word."""
    found: dict[str, list[tuple[int, Record]]] = defaultdict(list)
    for number, record in enumerate(records):
        alike = found[_beginning(record.words)]
        if len(alike) < _MOST_ALIKE:
            alike.append((number, record))
    return found


def _beginning(words: tuple[str, ...]) -> str:
    letters = _LETTERS.match(words[0])
    return letters[0] if letters and words[0] != "ambience" else ""


def _beginnings(text: str) -> set[str]:
    """What a word of a text begins with, and "", with which any does."""
    words = {match[0] for match in _LETTERS.finditer(text)}
    return {"", *(word[:letters] for word in words for letters in range(1, len(word) + 1))}


def _contradicted(
    sentence: str, records: Mapping[str, Sequence[tuple[int, Record]]]
) -> Iterator[tuple[tuple[int, int], Record]]:
    """The records that a clause of a sentence contradicts, unless the next one takes it back, each with its place."""
    for first, last in _clauses(sentence):
        if _TAKEN_BACK.match(sentence, last):
            continue
        clause = sentence[first:last]
        spoken_of = {one for beginning in _beginnings(clause) for one in records.get(beginning, ())}
        for _, record in sorted(spoken_of, key=itemgetter(0)):
            place = _mentioned(record.words, clause, sentence)
            if place is not None and _contradicts(clause, place, holds=record.holds):
                yield (first + place[0], first + place[1]), record


@functools.lru_cache(maxsize=4096)
def _is_said(record: Record) -> bool:
    """Whether a line of its source that is no record speaks of a record's key."""
    lines = _prose(record.source).get(_beginning(record.words), ())
    return any(_mentioned(record.words, line, line) is not None for line in lines)


@functools.lru_cache(maxsize=64)
def _prose(source: str) -> Mapping[str, Sequence[str]]:
    """The lines of a source that are no records, by how the words begin that its records are spoken of with."""
    wanted = {_beginning(record.words) for record in _records(source)}
    found: dict[str, list[str]] = defaultdict(list)
    for line in _ANY_RECORD.sub("", source).lower().splitlines():
        for at in range(0, len(line), _LONGEST_LINE):
            piece = line[at : at + _LONGEST_LINE]
            for beginning in wanted & _beginnings(piece):
                found[beginning].append(piece)
    return found


def _contradicts(clause: str, place: tuple[int, int], *, holds: bool | None) -> bool:
    """Whether a clause denies what the record holds, nearby and not across a comma; or affirms what it denies or leaves open."""
    if not holds:
        return _NO.search(clause) is None
    before, after = clause[: place[0]].rpartition(",")[2], clause[place[1] :].lstrip(" ")
    return bool(_NO.search(before) or _NO.match(after.removeprefix("is ").removeprefix("are ")))


def _records(source: str) -> Iterator[Record]:
    """The keys of a source's yes-or-no records, as words; those that are given both ways say nothing."""
    found: dict[tuple[str, ...], set[bool | None]] = {}
    for answer in answers(source):
        words = tuple(word for word in (*answer.above, *answer.key) if word not in _SMALL)
        if words:
            found.setdefault(words, set()).add(answer.holds)
    for words, values in found.items():
        if len(values) == 1:
            yield Record(words, next(iter(values)), source)


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _CLAUSE.finditer(sentence):
        yield at, match.start()
        at = match.end()
    yield at, len(sentence)


def _mentioned(words: tuple[str, ...], clause: str, sentence: str) -> tuple[int, int] | None:
    """Where all words of a key stand in a clause, close together and in whatever form; or as one word, as takeout does.

    What the ambience is like may be said in a clause of its own.
    """
    if words[0] == "ambience" and len(words) > 1:
        kind = re.search(rf"\b{re.escape(' '.join(words[1:]))}\b", clause)
        return kind.span() if kind and _AMBIENCE.search(sentence) else None
    together, *each = _patterns(words)
    joined = together.search(clause)
    if joined is not None:
        return joined.span()
    places = []
    for word in each:
        match = word.search(clause)
        if match is None:
            return None
        places.append(match.span())
    first, last = min(start for start, _ in places), max(end for _, end in places)
    close = last - first <= sum(map(len, words)) + _APART and "," not in clause[first:last]
    return (first, last) if close else None


@functools.lru_cache(maxsize=4096)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """All words of a key together, and each in any of its forms."""
    forms = ["".join(words), *(r"[-\s]".join(map(re.escape, order)) for order in (words, words[::-1]))]
    each = (word if len(word) <= _SHORT else rf"{re.escape(word[: max(_SHORT, len(word) - 3)])}\w*" for word in words)
    return (
        re.compile(rf"\b(?:{'|'.join(forms)})s?\b"),
        *(re.compile(rf"\b{form}\b") for form in each),
    )
