"""Records of a source, ``key: yes`` or ``key: no`` a line, and what a sentence says of them: the same, the opposite, or more."""

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.records import answers
from ghostwriter.verification.score.tokens import Token, stem, tokens

_LINE = re.compile(r"^[ \t]*([A-Za-z][\w .&/-]{0,60}?):[ \t]*(.{0,120}?)[ \t]*$", re.MULTILINE)
_LONG_LINE = 80
"""Characters: a longer line is prose, whatever stands before its colon."""
_IN_KEYS = "attributes business restaurants has is for good the of best offers accepts"
_GENERAL = frozenset(map(stem, _IN_KEYS.split()))
"""What keys are made of without being said in a sentence."""
_SETTING = re.compile(r"ambi|atmospher|vibe|setting|environment|experienc|decor|spot|place|feel", re.IGNORECASE)
_AMBIENCE = stem("ambience")
_DENIAL = re.compile(
    r"\b(?:no|not|without|neither|nor|none|lack\w*|absence|unavailable|never|cannot|\w+n['’]t)\b", re.IGNORECASE
)
_DENIED_BEHIND = re.compile(
    r"[^,.;]{0,25}\b(?:not|unavailable|n['’]t)\b"
    r"|(?:[\w\s-]{0,30},){0,4}[\w\s-]{0,30}\b(?:and|or)\b[\w\s-]{0,40}\b(?:are|were)(?:n['’]t| not| unavailable)\b",
    re.IGNORECASE,
)
"""Behind what is denied, or behind the list in which it stands: garage, lot and valet parking are not available."""
_NO_DENIAL = re.compile(r"\b(?:not only|no longer|not just)\b", re.IGNORECASE)
_VERBS = "is|are|has|have|had|do|does|can|cannot|offers?|provides?|takes?|accepts?|features?|includes?"
_TURN = re.compile(
    r";|,?\s\b(?:but|although|though|while|whereas|however|yet|except)\b|"
    rf",\s+(?:and\s+)?(?=(?:it|they|the|customers|there|{_VERBS})\b)|\s{{1,99}}and\s+(?=(?:also\s+)?(?:it|they|the|{_VERBS})\b)",
    re.IGNORECASE,
)
"""Where a sentence turns to something else, beyond which a denial does not reach."""
_APART = 4
"""Words of a key stand at most so many words apart."""
_MOST_ALIKE = 16
"""Records that begin alike and are looked for at one word."""
_ALIKE = 5
"""Letters that two forms of a word have in common."""

type Key = tuple[tuple[str, ...], tuple[str, ...]]
"""Stems of the headings above a key, and of the key itself."""


@dataclass(frozen=True)
class Mention:
    """Where a sentence speaks of a record, and how what it says stands to it."""

    start: int
    end: int
    kind: str


KINDS = (
    "affirms_no", "affirms_no_bare", "affirms_no_told", "affirms_blank", "affirms_blank_bare", "denies_yes",
    "denies_yes_bare", "agrees_yes", "agrees_no",
)  # fmt: skip
"""``bare`` without the heading being spoken of, ``told`` where the source's prose speaks of it as well."""


def mentions(text: str, start: int, end: int, sources: SourceIndex) -> list[Mention]:
    """What the sentence ``text[start:end]`` says of the records of the sources."""
    records = _records(sources)
    if not records:
        return []
    sentence = text[start:end]
    words = tokens(sentence)
    stems = frozenset(word.stem for word in words)
    spoken_of = functools.cache(lambda above: not above or _spoken_of(above, stems, sentence))
    found = []
    for place, word in enumerate(words):
        for above, key in _keys_at(word, _by_first_word(sources)):
            span = _span(words, place, key)
            if span is None:
                continue
            near = spoken_of(above)
            denied = _denied(sentence, *span)
            kind = _kind(value=records[above, key], told=_prose(sources).issuperset(key), near=near, denied=denied)
            if kind:
                found.append(Mention(start + span[0], start + span[1], kind))
    return found


def counts(found: Sequence[Mention]) -> dict[str, float]:
    """How many mentions there are of each kind."""
    return {kind: float(sum(one.kind == kind for one in found)) for kind in KINDS}


def is_record_line(line: str) -> bool:
    """Whether a line of a source is a record rather than prose."""
    return len(line) <= _LONG_LINE and _LINE.match(line) is not None


def _kind(*, value: bool | None, told: bool, near: bool, denied: bool) -> str:
    bare = "" if near else "_bare"
    if value is None:
        return "" if denied else f"affirms_blank{bare}"
    if value:
        return f"denies_yes{bare}" if denied else "agrees_yes"
    if denied:
        return "agrees_no"
    return "affirms_no_told" if told else f"affirms_no{bare}"


@functools.lru_cache(maxsize=16)
def _records(sources: SourceIndex) -> Mapping[Key, bool | None]:
    """The records that say yes, no or nothing; one that is given both ways says nothing."""
    found: dict[Key, bool | None] = {}
    for answer in (answer for text in sources.texts for answer in answers(text)):
        key = (_stems(answer.above), _stems(answer.key))
        if key[1]:
            found[key] = answer.holds if found.get(key, answer.holds) == answer.holds else None
    return found


@functools.lru_cache(maxsize=16)
def _prose(sources: SourceIndex) -> frozenset[str]:
    lines = (line for text in sources.texts for line in text.splitlines() if not is_record_line(line))
    return frozenset(token.stem for line in lines for token in tokens(line))


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(found for word in words if (found := stem(word)) not in _GENERAL)


@functools.lru_cache(maxsize=16)
def _by_first_word(sources: SourceIndex) -> Mapping[str, Sequence[Key]]:
    """The records by what a word has to be for them to be spoken of from there on: the key as one word, or how it begins."""
    found: dict[str, list[Key]] = defaultdict(list)
    for above, key in _records(sources):
        for beginning in {"".join(key), key[0], key[0][:_ALIKE]}:
            if len(found[beginning]) < _MOST_ALIKE:
                found[beginning].append((above, key))
    return found


def _keys_at(word: Token, keys: Mapping[str, Sequence[Key]]) -> Iterable[Key]:
    beginnings = (word.stem, word.folded.rstrip("s"), word.stem[:_ALIKE])
    return dict.fromkeys(key for beginning in beginnings for key in keys.get(beginning, ()))


def _span(words: Sequence[Token], place: int, key: Sequence[str]) -> tuple[int, int] | None:
    """Where all words of a key stand from a word on, one behind the other, or as one word, as takeout does."""
    word, joined = words[place], "".join(key)
    if word.stem == joined or (len(key) > 1 and word.folded.rstrip("s") == joined):
        return word.start, word.end
    last = _following(words, place, key[1:]) if _same(word.stem, key[0]) else None
    return None if last is None else (word.start, words[last].end)


def _following(words: Sequence[Token], place: int, rest: Sequence[str]) -> int | None:
    for wanted in rest:
        near = range(place + 1, min(place + _APART, len(words)))
        place = next((other for other in near if words[other].stem == wanted), -1)
        if place < 0:
            return None
    return place


def _same(one: str, other: str) -> bool:
    return one == other or (len(other) >= _ALIKE and one.startswith(other[:_ALIKE]))


def _spoken_of(above: Collection[str], stems: Collection[str], sentence: str) -> bool:
    """Whether a sentence speaks of what the headings above a record name."""
    if _AMBIENCE in above and _SETTING.search(sentence):
        return True
    return any(_same(said, heading) for heading in above for said in stems)


def _denied(sentence: str, start: int, end: int) -> bool:
    """Whether what stands at ``[start, end)`` is denied: nearby, and on the same side of every turn of the sentence."""
    before = _denied_before(sentence, start)
    return _denied_behind(sentence, end) if before is None else before


@functools.lru_cache(maxsize=1024)
def _denied_before(sentence: str, start: int) -> bool | None:
    """Whether what stands before a place denies it; None if it says nothing of that."""
    since = max((match.end() for match in _TURN.finditer(sentence, 0, start)), default=0)
    before = sentence[since:start]
    if _NO_DENIAL.search(before):
        return False
    return True if _DENIAL.search(before) else None


@functools.lru_cache(maxsize=1024)
def _denied_behind(sentence: str, end: int) -> bool:
    turn = _TURN.search(sentence, end)
    return _DENIED_BEHIND.match(sentence[end : turn.start() if turn else len(sentence)]) is not None
