"""Names of people, places, organisations and products that no source holds, in any of the forms that a name takes."""

import re
from collections.abc import Iterator
from itertools import groupby

from rapidfuzz import fuzz, process

from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.name_forms import COMMON, is_everyday, same_name
from ghostwriter.verification.flags.source_index import LONG, SourceIndex, fold

_TOKEN = re.compile(r"[^\W\d_](?:[\w&]|['’.-](?=\w))*")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s|\*\*[^*\n]+\*\*:?\s*$).*$", re.MULTILINE)
_LABEL = re.compile(r"^[\s>*•\d.)-]*\**[^\n:]{1,60}:(?=\s|\*|$)", re.MULTILINE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…\n\"“”‘(\[*•|–—-]\s*|\d[.)]\s+)[\"“‘'(\[*_]*$")
_CLOSE = re.compile(r"[\s,]*(?:(?:of|the|and|&|de|la|van|von|der|al|bin)\s+)*")
_IN_PARENTHESES = re.compile(r"\s*\(([A-Z]{2,8})\)")
_LEAST_LETTERS, _LONG_ENOUGH, _SHORT = 2, 5, 4
_ALIKE = 84.0
"""Of 100."""


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each name, or the part of one, that is in no source. Headings, labels and the first words of sentences are let be."""
    if sources.language == "German":  # where every noun has a capital
        return
    lower = {fold(word) for word in re.findall(r"(?<![^\W\d_])[^\W\d_A-Z][\w'’-]*", text)}
    skipped = [match.span() for pattern in (_HEADING, _LABEL) for match in pattern.finditer(text)]
    tokens = [match for match in _TOKEN.finditer(text) if _is_capitalised(match[0])]
    spelled_out = _spelled_out(text, tokens, sources)
    unknown = [
        match
        for match in tokens
        if not any(start <= match.start() < end for start, end in skipped)
        and match.start() not in spelled_out
        and not _begins(text, match)
        and fold(match[0]) not in lower
        and not _is_known(match[0], sources)
    ]
    for group in _adjacent(text, unknown):
        start, end = group[0].start(), group[-1].end()
        near = _spelled_like(group, sources)
        # Capitalised everyday words may be labels, titles or the beginning of a sentence: Open the Control Panel.
        everyday = all(is_everyday(match[0]) for match in group)
        abbreviated = all(_is_abbreviation(match[0]) for match in group)
        hard = not (near or everyday or abbreviated) and (len(group) > 1 or not _begins_a_sentence(text, start))
        message = f"{text[start:end]} is in no source" + (f"; is {near} meant?" if near else "")
        yield flag_at(text, start, end, "name", message, hard=hard)


def _spelled_like(group: list[re.Match[str]], sources: SourceIndex) -> str:
    """What the sources may call it, where all of a name is but another spelling."""
    near = [
        process.extractOne(fold(match[0]), sources.long_words, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        for match in group
        if len(match[0]) >= LONG
    ]
    return " ".join(found[0] for found in near if found) if len(near) == len(group) and all(near) else ""


def _is_abbreviation(word: str) -> bool:
    """Whether a word is a short one of capitals and digits, such as LAX, which everybody knows and no source spells out."""
    return len(word) <= _SHORT and not any(character.islower() for character in word)


def _is_capitalised(word: str) -> bool:
    folded = fold(word)
    common = folded in COMMON or folded.rstrip("s") in COMMON or word.startswith(("I'", "I’"))
    return word[0].isupper() and len(word.strip(".")) >= _LEAST_LETTERS and not common


def _begins(text: str, match: re.Match[str]) -> bool:
    """Whether a word may be capitalised only because a sentence begins with it: it does, and no other name follows it."""
    if not _begins_a_sentence(text, match.start()):
        return False
    following = _TOKEN.match(text, match.end() + 1)
    return following is None or text[match.end()] != " " or not _is_capitalised(following[0])


def _begins_a_sentence(text: str, at: int) -> bool:
    return _SENTENCE_START.search(text[max(0, at - 12) : at]) is not None


def _is_known(word: str, sources: SourceIndex) -> bool:
    if word.isupper() and len(word) > 1 and word.replace(".", "") in sources.initials:
        return True
    folded = fold(word)
    if same_name(word, sources.words) or folded.replace("-", "") in sources.words:
        return True
    if len(folded) >= _LONG_ENOUGH and folded in sources.folded:
        return True
    # Of a compound such as Irish-inspired only the name in it can be unknown.
    parts = [part for part in re.split(r"[-/&.’']", word) if len(part) > 1]
    named = [part for part in parts if part[0].isupper() and fold(part) not in COMMON]
    return len(parts) > 1 and all(same_name(part, sources.words) for part in named)


def _spelled_out(text: str, tokens: list[re.Match[str]], sources: SourceIndex) -> set[int]:
    """The words of names that a source has as an acronym only."""
    found: set[int] = set()
    for run in _adjacent(text, tokens):
        letters = [match[0].replace(".", "") if match[0].isupper() else match[0][0] for match in run]
        behind = _IN_PARENTHESES.match(text, run[-1].end())
        initials = "".join(letters)
        if behind and behind[1] in sources.acronyms and (_within(behind[1], initials) or _within(initials, behind[1])):
            found |= {match.start() for match in run}
        for start in range(len(run)):
            for end in range(start + 2, len(run) + 1):
                if "".join(letters[start:end]) in sources.acronyms:
                    found |= {match.start() for match in run[start:end]}
    return found


def _within(some: str, all_: str) -> bool:
    """Whether letters stand in others, in their order."""
    rest = iter(all_)
    return all(letter in rest for letter in some)


def _adjacent(text: str, matches: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Words of one name: those with nothing between them but space and small words."""
    numbered: list[tuple[int, re.Match[str]]] = []
    number = 0
    for place, match in enumerate(matches):
        if place and not _CLOSE.fullmatch(text, matches[place - 1].end(), match.start()):
            number += 1
        numbered.append((number, match))
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        yield [match for _, match in group]
