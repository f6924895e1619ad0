"""Hints: a clause that denies what a source says, or says what a source denies."""

import heapq
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ghostwriter.text.sentences import sentence_spans
from ghostwriter.text.words import terms
from ghostwriter.verification.flags.denials import (
    Denial,
    is_at_home,
    is_no_claim,
    is_on_record,
    is_veiled,
    plain_denials,
)
from ghostwriter.verification.flags.flag import Flag, flag_at
from ghostwriter.verification.flags.hint_model import HintModel
from ghostwriter.verification.flags.source_index import SourceIndex

_CANDIDATES, _FOREMOST = 6, 4
"""Sentences of the sources that a text's may be made from; those of them whose denials are looked for."""
_FEWEST_TERMS = 2
_BEHIND, _OF = 0.7, 0.3
"""What the words behind and before a denial count, beside those of the whole sentence."""
_SCOPED = 0.3
"""The share of what a text denies that has to stand beside a source's denial for it to be the same."""
_SHOWN = 200
_NOT = ("not", "n't", "n’t")


class Weighed(NamedTuple):
    """A clause at ``[start, end)`` of a sentence, what speaks for its being turned round, and the nearest passage."""

    start: int
    end: int
    reasons: Mapping[str, float]
    passage: str


class Near(NamedTuple):
    """A sentence of a source, by its number, and the share of a text's sentence that it has."""

    share: float
    place: int


class Best(NamedTuple):
    """Fit of the best sentence of one polarity, and its share of the words that are denied."""

    fit: float = 0.0
    behind: float = 0.0
    text: str = ""


def flag(text: str, sources: SourceIndex) -> Iterator[Flag]:
    """Hint at each clause that says the opposite of a source's."""
    denial, claim = HintModel.named("denied"), HintModel.named("affirmed")
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        told = [
            *(
                ("no source denies this; the nearest passage is", one)
                for one in denial.enough_for(denied(sentence, sources))
            ),
            *(("a source denies this:", one) for one in claim.enough_for(affirmed(sentence, sources))),
        ]
        for message, one in told:
            passage = f"{message} “{one.passage[:_SHOWN]}”"
            yield flag_at(text, start + one.start, start + one.end, "negation", passage, hard=False)


def denied(sentence: str, sources: SourceIndex) -> Iterator[Weighed]:
    """The clauses of a sentence that deny something, with what speaks for their sources' saying it."""
    found = plain_denials(sentence)
    wanted = _wanted(sentence) if found else frozenset()
    if len(wanted) < _FEWEST_TERMS or sources.has_verbatim(sentence):
        return
    near = _nearest(wanted, sources)
    for denial in found:
        if not is_no_claim(sentence, denial) and not is_on_record(denial, sources.records_denied):
            best = _best(denial, near, sources)
            cue = sentence[denial.start : denial.end].lower()
            reasons = _fits(denial, near, best, sources) | _forms(denial, cue, sources)
            reasons["at_home"] = float(is_at_home(sentence, denial))
            passage = max(best["none"], best["veiled"]).text or best["plain"].text
            yield Weighed(*_trimmed(sentence, *denial.clause), reasons, passage)


def affirmed(sentence: str, sources: SourceIndex) -> Iterator[Weighed]:
    """A sentence that denies nothing, with what speaks for its being made from one of the sources' that does."""
    wanted = _wanted(sentence)
    if len(wanted) < _FEWEST_TERMS or plain_denials(sentence) or sources.has_verbatim(sentence):
        return
    near = _nearest(wanted, sources)
    found = [
        (_undenied(sentence, one, denial, near, sources), one.place)
        for one in near[:_FOREMOST]
        for denial in sources.sentences[one.place].denials
        if denial.denied
    ]
    if found:
        reasons, place = max(found, key=lambda pair: pair[0]["fit"])
        if reasons["behind"]:
            yield Weighed(0, len(sentence), reasons, sources.sentences[place].text)


def _wanted(sentence: str) -> frozenset[str]:
    return frozenset(term for term in terms(sentence) if not term[0].isdigit())


def _nearest(wanted: frozenset[str], sources: SourceIndex) -> list[Near]:
    found = [Near(share, place) for place, share in sources.shares(wanted).items() if not sources.is_question(place)]
    return heapq.nsmallest(_CANDIDATES, found, key=lambda one: (-one.share, one.place))


def _best(denial: Denial, near: list[Near], sources: SourceIndex) -> dict[str, Best]:
    behind, of = frozenset(denial.denied), frozenset(denial.of)
    best = {"plain": Best(), "veiled": Best(), "none": Best()}
    for share, place in near:
        one, polarity = sources.sentences[place], _polarity(behind, place, sources)
        has = sources.share(behind, one.terms)
        fit = share + _BEHIND * has + _OF * sources.share(of, one.terms)
        best[polarity] = max(best[polarity], Best(fit, has, one.text))
    return best


def _polarity(behind: frozenset[str], place: int, sources: SourceIndex) -> str:
    """Polarity of a sentence; a denial of something else in it counts as veiled at most."""
    scopes = [sources.share(behind, frozenset(other.denied + other.of)) for other in sources.sentences[place].denials]
    return "veiled" if scopes and max(scopes) < _SCOPED else sources.sentences[place].polarity


def _fits(denial: Denial, near: list[Near], best: Mapping[str, Best], sources: SourceIndex) -> dict[str, float]:
    behind, first = frozenset(denial.denied), frozenset(denial.denied[:1])
    others = [other for one in near for other in sources.sentences[one.place].denials]
    top = sources.sentences[near[0].place].polarity if near else ""
    plain, none = best["plain"], best["none"]
    return {
        "none_fit": none.fit,
        "none_behind": none.behind,
        "plain_fit": plain.fit,
        "plain_behind": plain.behind,
        "veiled_fit": best["veiled"].fit,
        "lead": max(none.fit, best["veiled"].fit) - plain.fit,
        "scoped": max((sources.share(behind, frozenset(other.denied + other.of)) for other in others), default=0.0),
        "first_denied": float(any(first & set(other.denied) for other in others)),
        "top_plain": float(top == "plain"),
        "top_veiled": float(top == "veiled"),
        "quiet": float(plain.fit == 0),
        "rate": sources.denial_rate,
    }


def _forms(denial: Denial, cue: str, sources: SourceIndex) -> dict[str, float]:
    before, behind = denial.before.split()[-2:], denial.behind.split()[:2]
    bare = (" ".join([*before[-1:], *behind]), " ".join([*before, *behind[:1]]))
    return {
        "as_it_stands": float(bool(before and behind) and any(sources.has_verbatim(one) for one in bare)),
        "same_denial": float(bool(behind) and sources.has_verbatim(f"{cue.rpartition(' ')[2]} {behind[0]}")),
        "is_not": float(cue.endswith(_NOT)),
        "no": float(cue == "no"),
        "without": float(cue == "without"),
        "said": len(denial.denied) / 4,
    }


def _undenied(sentence: str, one: Near, denial: Denial, near: list[Near], sources: SourceIndex) -> dict[str, float]:
    wanted = _wanted(sentence)
    behind, of = (sources.share(frozenset(some), wanted) for some in (denial.denied[:3], denial.of))
    rest = max(
        (other.share for other in near if other != one and sources.sentences[other.place].polarity != "plain"),
        default=0.0,
    )
    said, row, before = sentence.lower(), denial.behind.lower().split(), denial.before.lower().split()
    return {
        "fit": one.share + behind + of / 2,
        "share": one.share,
        "behind": behind,
        "of": of,
        "firm": one.share * behind,
        "rest": rest,
        "first": float(one == near[0]),
        "back": sources.share(sources.sentences[one.place].terms, wanted),
        "run": float(len(row) > 1 and " ".join(row[:2]).rstrip(".,;") in said),
        "as_it_stands": float(bool(row and before) and f"{before[-1]} {row[0]}".rstrip(".,;") in said),
        "veiled": float(is_veiled(sentence)),
    }


def _trimmed(sentence: str, first: int, last: int) -> tuple[int, int]:
    clause = sentence[first:last]
    return first + len(clause) - len(clause.lstrip()), last - len(clause) + len(clause.rstrip())
