"""Names of people, places, organisations and products that no source holds, in any of the forms that a name takes."""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import groupby, islice, takewhile

from rapidfuzz import fuzz, process

from ghostwriter.text.language import guess_language
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.name_forms import COMMON, fold, is_everyday, is_nation, is_state, same_name
from ghostwriter.verification.flags.places import Places
from ghostwriter.verification.flags.source_index import LONG, SourceIndex
from ghostwriter.verification.flags.source_names import LONGEST_ACRONYM, follows_a_name, is_in_a_compound

_TOKEN = re.compile(r"[^\W\d_](?:[\w&]|['’.-](?=\w))*")
_HEADING = re.compile(r"^[^\S\n]*+(?:#{1,6}\s|\*\*[^*\n]+\*\*:?\s*$).*$", re.MULTILINE)
_LABEL = re.compile(r"^(?:[^\S\n]|[>*•\d.)-])*+[^\n:.!?\"“”]{1,60}:(?=\s|\*|$)", re.MULTILINE)
_ABBREVIATED = re.compile(r"(?:^|\W)(?:[A-Z]|Dr|Mr|Mrs|Ms|St|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|Mt|Ft)\.\s$")
"""Before a name, rather than at the end of a sentence."""
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…\n\"“”‘(\[*•|–—-]\s{0,12}|\d[.)]\s{1,12})[\"“‘'(\[*_]{0,12}$")
_OWNER = re.compile(r"['’]s?$")
_LOWER = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z][\w'’-]*")
_CLOSE = re.compile(r"[\s,]*(?:(?:of|the|and|&|de|la|van|von|der|al|bin)\s+)*")
_IN_PARENTHESES = re.compile(r"\s*\(([A-Z]{2,8})\)")
_TWO_LETTERS = frozenset(["EU", "UN", "US", "UK", "LA", "DC", "AI", "NY", "NZ"])
"""Acronyms of two letters that are no chance."""
_MOST_ALIKE = 100
_LEAST_LETTERS, _LONG_ENOUGH, _SHORT, _LONGEST_ENDING = 2, 5, 4, 3
_ALIKE = 84.0
"""Of 100."""
_MOST_LOOKED_FOR = 1_000
"""Unknown names of a text that are looked for in other spellings; where there are more, the rest is not proven."""


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Flag each name, or the part of one, that is in no source. Everyday words at the beginning of a sentence are ignored.

    It is a hint in a heading or a label, where any word may have a capital; and where it may be another spelling of a name, an
    everyday word, a short abbreviation, or a name in another language than the sources'.
    """
    language = guess_language(text) or sources.language
    if "German" in {sources.language, language}:  # where every noun has a capital
        return
    foreign = sources.language is not None and language != sources.language
    lower = {fold(word) for word in _LOWER.findall(text)}
    tokens = [match for match in _TOKEN.finditer(text) if _is_capitalised(match[0])]
    is_known = functools.cache(lambda word: _is_known(word, sources))
    spelled_out = _spelled_out(text, tokens, sources, is_known)
    unknown = [
        match
        for match in tokens
        if match.start() not in spelled_out
        and not _begins(text, match)
        and fold(match[0]) not in lower
        and not is_known(match[0])
    ]
    titles = Places(match.span() for pattern in (_HEADING, _LABEL) for match in pattern.finditer(text))
    looked_for: dict[str, str] = {}
    for group in _adjacent(text, unknown):
        start, end = group[0].start(), group[-1].end()
        everyday = all(is_everyday(match[0]) for match in group)
        in_title = titles.around(start, start + 1)
        if everyday and in_title:
            continue
        name = " ".join(match[0] for match in group)
        beyond = name not in looked_for and len(looked_for) >= _MOST_LOOKED_FOR
        near = "" if beyond else looked_for.get(name) or looked_for.setdefault(name, _spelled_like(group, sources))
        abbreviated = all(_is_abbreviation(match[0]) for match in group)
        begins = len(group) == 1 and _begins_a_sentence(text, start)
        message = f"{text[start:end]} is in no source" + (f"; is {near} meant?" if near else "")
        unproven = beyond or foreign or near or everyday or in_title or abbreviated or begins
        unproven = unproven or _completes(text, end, sources)
        yield flag_at(text, start, end, "name", message, hard=not unproven)


def _completes(text: str, end: int, sources: SourceIndex) -> bool:
    """Whether it completes a name that the sources shorten, as Commanders for Washington Commanders.

    Where they put something else before that name, it is another one.
    """
    behind = _TOKEN.match(text, end + 1) if text[end : end + 1] == " " else None
    if behind is None or not _is_capitalised(behind[0]):
        return False
    return not follows_a_name(_OWNER.sub("", behind[0]), sources.together)


def _spelled_like(group: list[re.Match[str]], sources: SourceIndex) -> str:
    """The sources' spelling or form of a name, if all of it has one."""
    near = [found for match in group if (found := _like(match[0], sources))]
    return " ".join(near) if len(near) == len(group) else ""


def _like(word: str, sources: SourceIndex) -> str:
    if len(word) < LONG or is_nation(word):
        return ""
    folded = fold(word).replace("-", "")
    found = process.extractOne(folded, sources.long_words, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return str(found[0]) if found else _inflected(folded, sources) or _half_known(word, sources)


def _inflected(folded: str, sources: SourceIndex) -> str:
    """A word of which it may be another form, as director is of direction."""
    stem = folded[: max(_LONG_ENOUGH, len(folded) - _LONGEST_ENDING)]
    first = bisect_left(sources.long_words, stem)
    alike = takewhile(lambda word: word.startswith(stem), islice(sources.long_words, first, first + _MOST_ALIKE))
    return next((word for word in alike if len(word) - len(stem) <= _LONG_ENOUGH), "")


def _half_known(word: str, sources: SourceIndex) -> str:
    """The name in a compound that a source has, as Texas in Texas-Mexico; unless it has it in other compounds."""
    parts = [part for part in word.split("-") if part[:1].isupper()]
    known = [part for part in parts if same_name(part, sources.words)]
    if len(parts) < _LEAST_LETTERS or any(is_in_a_compound(fold(part), sources.folded) for part in known):
        return ""
    return "-".join(known)


def _is_abbreviation(word: str) -> bool:
    """Whether a word is a short abbreviation of capitals and digits, such as LAX, which no source spells out."""
    return len(word) <= _SHORT and not any(character.islower() for character in word)


def _is_capitalised(word: str) -> bool:
    folded = fold(word)
    common = folded in COMMON or folded.rstrip("s") in COMMON or word.startswith(("I'", "I’"))
    return word[0].isupper() and len(word.strip(".")) >= _LEAST_LETTERS and not common


def _begins(text: str, match: re.Match[str]) -> bool:
    """Whether a word may be capitalised only because it begins a sentence and no name follows."""
    if not _begins_a_sentence(text, match.start()):
        return False
    following = _TOKEN.match(text, match.end() + 1)
    return following is None or text[match.end()] != " " or not _is_capitalised(following[0])


def _begins_a_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at]
    return _SENTENCE_START.search(before) is not None and _ABBREVIATED.search(before) is None


def _is_known(word: str, sources: SourceIndex) -> bool:
    if word.isupper() and len(word) > 1 and word.replace(".", "") in sources.initials:
        return True
    folded = fold(word)
    if same_name(word, sources.words) or is_state(word, sources.acronyms) or folded.replace("-", "") in sources.words:
        return True
    if len(folded) >= _LONG_ENOUGH and folded in sources.run_together:
        return True
    # Of a compound such as Irish-inspired only the name in it can be unknown.
    parts = [part for part in re.split(r"[-/&.’']", word) if len(part) > 1]
    named = [part for part in parts if part[0].isupper() and fold(part) not in COMMON]
    return len(parts) > 1 and all(same_name(part, sources.words) for part in named)


def _spelled_out(
    text: str, tokens: list[re.Match[str]], sources: SourceIndex, is_known: Callable[[str], bool]
) -> set[int]:
    """The words of names that a source has as an acronym only."""
    found: set[int] = set()
    for run in _adjacent(text, tokens):
        letters = [match[0].replace(".", "") if match[0].isupper() else match[0][0] for match in run]
        behind = _IN_PARENTHESES.match(text, run[-1].end())
        initials = "".join(letters)
        if behind and behind[1] in sources.acronyms and (_within(behind[1], initials) or _within(initials, behind[1])):
            found |= _unless_spelled_out(run, is_known)
        for start in range(len(run)):
            for end in range(start + 2, min(len(run), start + LONGEST_ACRONYM) + 1):
                spelled = "".join(letters[start:end])
                if spelled in sources.acronyms and (len(spelled) > _LEAST_LETTERS or spelled in _TWO_LETTERS):
                    found |= _unless_spelled_out(run[start:end], is_known)
    return found


def _unless_spelled_out(run: list[re.Match[str]], is_known: Callable[[str], bool]) -> set[int]:
    """Find nothing where a source spells the name out with most of its words, unless it does so with these."""
    unknown = [match for match in run if not is_known(match[0])]
    return {match.start() for match in run} if 2 * len(unknown) >= len(run) else set()


def _within(some: str, all_: str) -> bool:
    """Whether letters occur in others, in their order."""
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
