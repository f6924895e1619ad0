"""Hints: a figure that the sources hold, but of something else."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.flags.evidence import Evidence
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.measured import is_ill_formed, is_part_of_a_name
from ghostwriter.verification.flags.occurrences import Occurrence, occurrences
from ghostwriter.verification.flags.source_index import SourceIndex
from ghostwriter.verification.words import terms

_NAMED_KINDS = frozenset({"money", "percent", "day", "year", "time", "age", "score", "ordinal"})
_OF_THE_TEXT = re.compile(
    r"(?:\b(?:passages?|sources?|documents?|articles?|references?|steps?|options?)\s+(?:\d+[\s,]*(?:and|&|or|to|-|–)?\s*)*|^)$",
    re.IGNORECASE,
)
_RIVALS = 12
"""Places of other figures that are looked at, those in the sentences that say most of what the text's says."""
_LITTLE = 0.2
"""Of what a sentence says."""
_SHOWN = 200


class Fit(NamedTuple):
    """How well a place of a source fits a place of the text: 1 where it agrees, -1 where it clashes, shares of terms."""

    kind: float
    noun: float
    before: float
    tight: float
    near: float
    sentence: float
    figures: float
    record: float

    @property
    def whole(self) -> float:
        """One figure to choose the best place by."""
        return (
            self.kind
            + self.noun
            + 0.5 * self.before
            + self.tight
            + self.near
            + 2 * self.sentence
            + self.figures
            + 0.5 * self.record
        )


NOWHERE = Fit(-1, -1, 0, 0, 0, 0, 0, 0)


class Weighed(NamedTuple):
    """A figure of a sentence, what speaks for another in its place, and that other one."""

    figure: Occurrence
    reasons: Mapping[str, float]
    rival: Occurrence | None


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Hint at each figure that no source has for what the text has it for, most of all where one has another for that."""
    evidence = Evidence.named("binding")
    for start, end in sentence_spans(text):
        for one in evidence.enough_for(weighed(text[start:end], sources)):
            figure, message = one.figure, f"{one.figure.figure.shown} is in the sources, but of something else"
            if one.rival is not None:
                passage = sources.sentences[one.rival.sentence].text[:_SHOWN]
                message = f"{message}; here they have {one.rival.figure.shown}: “{passage}”"
            yield flag_at(text, start + figure.start, start + figure.end, "binding", message, hard=False)


def weighed(sentence: str, sources: SourceIndex) -> Iterator[Weighed]:
    """The figures of a sentence that the sources hold, with what speaks for another one in their place."""
    stated = occurrences(sentence)
    if not stated or sources.has_verbatim(sentence):
        return
    wanted = frozenset(term for term in terms(sentence) if not term[0].isdigit())
    place = Place(sentence, stated, sources, sources.shares(wanted))
    for one in stated:
        if one.is_spelled or _OF_THE_TEXT.search(sentence[: one.start]):
            continue
        own = [other for other in sources.figures if one.agrees(other)]
        if own:
            yield _compared(one, own, place)


@dataclass(frozen=True)
class Place:
    """A sentence of the text, its figures, and how much of it each of the sources' sentences has."""

    text: str
    stated: list[Occurrence]
    sources: SourceIndex
    shares: Mapping[int, float]


def _compared(one: Occurrence, own: list[Occurrence], place: Place) -> Weighed:
    here = max((_fit(one, other, place) for other in own), key=lambda fit: fit.whole)
    there, rival = max(
        ((_fit(one, other, place), other) for other in _rivals(one, place)),
        key=lambda pair: pair[0].whole,
        default=(NOWHERE, None),
    )
    shown = "" if rival is None else place.sources.sentences[rival.sentence].text[rival.start : rival.end]
    phrases = {
        "own_phrase": _is_phrase(place.text[one.start : one.end], one, place),
        "rival_phrase": float(bool(shown)) and _is_phrase(shown, one, place),
    }
    return Weighed(one, _features(one, here, there, own, place) | phrases, rival)


def _is_phrase(shown: str, one: Occurrence, place: Place) -> float:
    """Whether the sources have a figure between, before or behind these very words; 1 between, a half beside two of them."""
    before, behind = place.text[: one.start].split()[-2:], place.text[one.end :].split()[:2]
    if before and behind and place.sources.has_verbatim(f"{before[-1]} {shown} {behind[0]}"):
        return 1.0
    beside = [" ".join([*before, shown])] * (len(before) == 2) + [" ".join([shown, *behind])] * (len(behind) == 2)  # noqa: PLR2004
    return 0.5 if any(place.sources.has_verbatim(phrase) for phrase in beside) else 0.0


def _rivals(one: Occurrence, place: Place) -> list[Occurrence]:
    """The places of other figures of its kind, without those that the sentence states, too."""
    others = [
        other
        for other in place.sources.figures
        if other.sentence in place.shares
        and (
            other.measured.kind == one.measured.kind
            or (other.measured.noun and other.measured.noun == one.measured.noun)
        )
        and not any(known.agrees(other) for known in place.stated)
    ]
    return sorted(others, key=lambda other: -place.shares[other.sentence])[:_RIVALS]


def _fit(one: Occurrence, other: Occurrence, place: Place) -> Fit:
    shares, sources = place.shares, place.sources
    share = shares.get(other.sentence, 0.0)
    beside = max(shares.get(other.sentence - 1, 0.0), shares.get(other.sentence + 1, 0.0))
    return Fit(
        _kinds(one.measured.kind, other.measured.kind),
        _nouns(one.measured.noun, other.measured.noun),
        float(one.before == other.before),
        sources.share(one.tight, other.near) if one.tight else 0.5,
        sources.share(one.near, other.wide) if one.near else share,
        max(share, beside / 2),
        _company(one, other, place),
        float(other.is_record and one.measured.kind == other.measured.kind),
    )


def _kinds(one: str, other: str) -> float:
    if one == other:
        return 1.0 if one in _NAMED_KINDS else 0.5
    return -1.0 if one in _NAMED_KINDS and other in _NAMED_KINDS else -0.5


def _nouns(one: str, other: str) -> float:
    if not one:
        return 0.0
    return 1.0 if one == other else -1.0 if other else -0.5


def _company(one: Occurrence, other: Occurrence, place: Place) -> float:
    """The share of the sentence's other figures that stand in the same sentence of the source."""
    company = [known for known in place.stated if known.start != one.start]
    if not company:
        return 0.0
    there = [known for known in place.sources.sentences[other.sentence].figures if known.start != other.start]
    return sum(any(known.agrees(found) for found in there) for known in company) / len(company)


def _features(one: Occurrence, here: Fit, there: Fit, own: list[Occurrence], place: Place) -> dict[str, float]:
    found = {f"here_{name}": value for name, value in here._asdict().items()}
    found |= {f"there_{name}": value for name, value in there._asdict().items()}
    named = is_part_of_a_name(place.text, one.start, one.end)
    return found | {
        "lead": there.whole - here.whole,
        "near_lead": max(0.0, there.near - here.near),
        "tight_lead": max(0.0, there.tight - here.tight),
        "sentence_lead": max(place.shares.values(), default=0.0) - here.sentence,
        "clash": float(here.kind == -1),
        "unlike": float(here.kind < 0),
        "noun_clash": float(here.noun < 0 and there.noun == 1),
        "noun_missing": float(here.noun < 0),
        "places": min(len(own), 5) / 5,
        "named": float(one.measured.kind in _NAMED_KINDS),
        "year": float(one.measured.kind == "year"),
        "ill_formed": float(is_ill_formed(place.text, one.start, one.end)),
        "in_a_name": float(named),
        "wrong_name": float(named and here.noun < 1 and not here.before),
        "twice": float(_is_twice(one, place)),
        "alone": float(len(place.stated) == 1),
        "unfit": float(here.near == 0 and here.sentence < _LITTLE),
    }


def _is_twice(one: Occurrence, place: Place) -> bool:
    """Whether the sentence has the figure twice, and no sentence of a source does."""
    if not any(one.agrees(known) and known.start != one.start for known in place.stated):
        return False
    there = Counter(other.sentence for other in place.sources.figures if one.agrees(other))
    return max(there.values(), default=0) <= 1
