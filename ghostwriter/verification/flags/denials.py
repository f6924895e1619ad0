"""Denials in English: plain ones ("not"), and words that deny without it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ghostwriter.text.words import terms

_PLAIN = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|(?P<before>\w+)n['’]t|"
    r"fail(?:s|ed|ing)?|(?:refus|declin)(?:es|ed|ing)\s+to|unable\s+to)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"\b(?:not only|no longer|not just|not merely|no matter|whether or not|nothing but|if not|not to mention|no\.? ?\d|no doubt|"
    r"no less than|no more than|not least|don['’]t forget|why not)\b",
    re.IGNORECASE,
)
_VEILED = re.compile(
    r"\b(?:fail\w*|refus\w+|den(?:y|ied|ies|ying)|declin\w+|lack\w*|unable|avoid\w*|prevent\w*|stop(?:s|ped|ping)?|reject\w*|"
    r"instead|rather|only|few|little|hardly|barely|rarely|seldom|scarcely|against|despite|missing|absen\w+|except|unless|"
    r"ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbad\w*|impossible|illegal\w*|ceas\w+|oppos\w+|doubt\w*|without|minus|yet to|"
    r"false\w*|myth|zero|free of|far from|too|longer|but|however|although|quit|unlike\w*|disput\w+|contrary|disagre\w+|"
    r"rule[sd]? out|in(?:capable|correct\w*|sufficient\w*|adequate\w*|ability|complete|appropriate|effective|visible|secure)|"
    r"un(?!der|til|it|ion|ivers|ique|iform|cle)[a-z]{4,}|im(?:proper\w*|perfect|mobile)|ir(?:regular\w*|relevant)|dis(?:like|allow|continu|appear)\w*|"
    r"non-?\w+|limited|loss|lost|los(?:e|es|ing)|remov\w+|exclud\w+|kept from|anything but|False|None)\b",
    re.IGNORECASE,
)
_ABOUT_THE_TEXT = re.compile(
    r"^\W*+(?:\w++\W++){0,4}?(?:mention|specif|provid|stated?\b|answer|clear|information|explicit|necessarily|always|be able|"
    r"possible to|enough|relevant|related|directly|discuss|contain|include any|give\b|data\b|available in|details?\b)",
    re.IGNORECASE,
)
_GLOOMY = re.compile(
    r"\b(?:disappoint|frustrat|critici|s[ck]eptic|complain|warn|risk|danger|problem|difficult|unfortunat|regret|concern|negative|"
    r"poor|bad\b|worse|slow|challeng|dispute|delay|mistake|wrong|error|issue|due to|backlash|accus|blam|unless|even though)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\W*+(?:\w++\W++){0,3}?(?:mention|specif|stated?\b|explicit|necessarily|explain|describe|(?:provide|give|offer|find) \w*\s?"
    r"(?:instruct|informat|detail|data))",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"(?:^|[:,;]\s)\W{0,20}(?:please\s+)?do(?:\s+not|n['’]t)?$", re.IGNORECASE)
_NO_RECORD = re.compile(
    r"^[\w .-]{0,100}?(?P<key>[A-Za-z]\w{0,60}(?: \w{1,60})?):\s*(?:False|No|None|0)\s*$", re.MULTILINE | re.IGNORECASE
)
_OF_ANY_RECORD = frozenset(("attri", "resta", "busin", "good", "for"))
_ANSWER = re.compile(r"\bNo,", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_THERE = re.compile(r"\s*(?:\w+\s+)?(?:available|offered|provided|accepted|allowed|possible|$|\W)", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|_|-")
_THE_TEXT = re.compile(
    r"\b(?:passages?|source|text|article|context|given|provided|information|document|based on|unable to)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:()—–]|\s-\s|\b(?:but|although|though|while|whereas|because|which|who|if|when|unless|so that|and)\b",
    re.IGNORECASE,
)
_MOST_DENIALS = 12
"""The first of a sentence; one that has more says nothing that could be turned round."""
_REACH = 4
"""Terms on either side of a denial that say what is denied, and of whom."""


@dataclass(frozen=True)
class Denial:
    """``[start, end)`` are characters of the sentence; the words before and behind it, in their order, within its clause."""

    start: int
    end: int
    clause: tuple[int, int]
    before: str
    behind: str

    @cached_property
    def denied(self) -> tuple[str, ...]:
        """The terms that say what is denied."""
        return ordered_terms(self.behind)[:_REACH]

    @cached_property
    def of(self) -> tuple[str, ...]:
        """The terms that say of what it is denied."""
        return ordered_terms(self.before)[-_REACH:]


def plain_denials(sentence: str) -> list[Denial]:
    """Each "not" and its like; none for what only looks like one."""
    if _PLAIN.search(sentence) is None:
        return []
    bare = _NO_DENIAL.sub(lambda match: " " * len(match[0]), sentence)
    cuts = [0, *(cut for match in _CLAUSE.finditer(sentence) for cut in (match.start(), match.end())), len(sentence)]
    found = []
    for match in islice(_PLAIN.finditer(bare), _MOST_DENIALS):
        first = cuts[bisect_right(cuts, match.start()) - 1]
        last = cuts[bisect_left(cuts, match.end())]
        auxiliary = match["before"] or ""
        before = f"{sentence[first : match.start()]}{auxiliary}"
        found.append(Denial(match.start(), match.end(), (first, last), before, sentence[match.end() : last]))
    return found


def is_veiled(sentence: str) -> bool:
    """Tell whether a sentence says no, or limits what it says, in another word than "not"."""
    return _VEILED.search(sentence) is not None


def is_at_home(sentence: str, denial: Denial) -> bool:
    """Tell whether the rest of a sentence is such that a denial is no surprise there."""
    rest = f"{sentence[: denial.start]} {sentence[denial.end :]}"
    return _GLOOMY.search(rest) is not None or _VEILED.search(rest) is not None


def denied_by_records(text: str) -> frozenset[str]:
    """The terms of the keys that a text's records answer with no."""
    keys = [match["key"] for match in _NO_RECORD.finditer(text)]
    return frozenset(term for key in keys for term in ordered_terms(f"{_HUMP.sub(' ', key)} {key}")) - _OF_ANY_RECORD


def is_on_record(denial: Denial, records: frozenset[str]) -> bool:
    """Tell whether it denies what records say no to."""
    if not records:
        return False
    said = ordered_terms(f"{denial.behind} {_HYPHEN.sub('', denial.behind)}")
    if _THERE.match(denial.behind):
        said += ordered_terms(f"{denial.before} {_HYPHEN.sub('', denial.before)}")
    return not records.isdisjoint(said)


def is_no_claim(sentence: str, denial: Denial) -> bool:
    """Tell whether it only says that the sources are silent, answers what was asked, or forbids something."""
    if _COMMAND.search(sentence[: denial.end].removesuffix("not").rstrip()) and denial.before.strip().lower() in {
        "do",
        "please do",
    }:
        return True
    if _ANSWER.search(sentence):
        return True
    if _THE_TEXT.search(sentence) is None:
        return _SILENT.match(denial.behind) is not None
    return _ABOUT_THE_TEXT.search(denial.behind) is not None


def ordered_terms(text: str) -> tuple[str, ...]:
    """The terms of words, in their order, figures left out."""
    found = [term for word in text.split() for term in terms(word) if not term[0].isdigit()]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Sentence:
    """A sentence of a source with its terms; ``number`` is its place among the sources' sentences."""

    text: str
    terms: frozenset[str]
    number: int = 0

    @cached_property
    def denials(self) -> tuple[Denial, ...]:
        """Plain denials of the sentence."""
        return tuple(plain_denials(self.text))

    @cached_property
    def polarity(self) -> str:
        """Tell whether it denies anything: ``plain``, ``veiled``, which is in another word than "not", or ``none``."""
        if self.denials:
            return "plain"
        return "veiled" if is_veiled(self.text) else "none"
