"""Verdicts: the model's own, lowered by every objection and never raised."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ghostwriter.schema.artifacts import (
    CheckedEvidence,
    Claim,
    ClaimVerdict,
    Coverage,
    Evidence,
    Flag,
    Verdict,
    VerdictBatch,
    VerdictKind,
    Verification,
)
from ghostwriter.schema.source import Source
from ghostwriter.text.numbers.figures import figures
from ghostwriter.text.quotations import quotations
from ghostwriter.text.quotes import Span, find_quote, nearest_passage
from ghostwriter.text.words import terms
from ghostwriter.verification.citations import citation_flags
from ghostwriter.verification.evidence_checks import CHECKS
from ghostwriter.verification.flags import find_flags
from ghostwriter.verification.locators import locate
from ghostwriter.verification.quantities import comparable_quantities
from ghostwriter.verification.source_set import SourceSet

_SHOWN = 160


def validate_batch(batch: VerdictBatch, claims: Sequence[Claim]) -> None:
    """Ensure that a batch has one verdict for every claim.

    Raises:
        ValueError: naming the claims that are missing, unknown, or answered twice.
    """
    answered = Counter(verdict.claim for verdict in batch.verdicts)
    wanted = [claim.id for claim in claims]
    problems = {
        "no verdict for": [identifier for identifier in wanted if identifier not in answered],
        "there is no claim": sorted(answered.keys() - set(wanted)),
        "more than one verdict for": sorted(identifier for identifier, times in answered.items() if times > 1),
    }
    found = [f"{problem} {', '.join(ids)}" for problem, ids in problems.items() if ids]
    if found:
        raise ValueError("; ".join(found))


def settle(claims: Sequence[Claim], model_verdicts: Sequence[ClaimVerdict], source_set: SourceSet) -> list[Verdict]:
    """Settle the verdict of every claim that the model has answered, in the order of the claims."""
    answers = {verdict.claim: verdict for verdict in model_verdicts}
    flags = claim_flags(claims, source_set)
    return [_settle(claim, answers[claim.id], source_set, flags[claim.id]) for claim in claims if claim.id in answers]


def claim_flags(claims: Sequence[Claim], source_set: SourceSet) -> dict[str, list[Flag]]:
    """The flags on each claim, by its id; only citations are checked in another language than the sources'."""
    return {
        claim.id: [
            *(find_flags(claim.text, source_set.index) if source_set.same_language else []),
            *citation_flags(claim, source_set),
        ]
        for claim in claims
    }


def coverage(found: int, verdicts: Sequence[Verdict]) -> Coverage:
    """The counts behind the one rate that is ever shown."""
    count = {kind: sum(verdict.verdict == kind for verdict in verdicts) for kind in _KINDS}
    return Coverage(
        found=found,
        checked=len(verdicts),
        supported=count["supported"],
        contradicted=count["contradicted"],
        unsupported=count["unsupported"],
        opinions=count["opinion"],
    )


def is_failing(verdict: Verdict) -> bool:
    """Tell whether a claim has to be fixed."""
    return verdict.verdict in {"unsupported", "contradicted"}


def failing_lines(verification: Verification) -> list[str]:
    """One line for each claim that has to be fixed, with its text and the objections."""
    return [
        f"{verdict.claim.id} {verdict.verdict}: {verdict.claim.text} ({'; '.join(verdict.objections) or verdict.reasoning})"
        for verdict in verification.verdicts
        if is_failing(verdict)
    ]


_LETS_PASS: frozenset[VerdictKind] = frozenset({"supported", "opinion"})
"""Verdicts that ask for no fix, and that a hard flag contradicts."""
_NO_FIGURE_OF_SPEECH = 10
"""There are two sides to everything, but hardly ever twelve."""
_KINDS: tuple[VerdictKind, ...] = ("supported", "contradicted", "unsupported", "opinion")


def _settle(claim: Claim, answer: ClaimVerdict, source_set: SourceSet, flags: Sequence[Flag]) -> Verdict:
    checked = [_checked(item, source_set.sources) for item in answer.evidence]
    standing = list(dict.fromkeys(item for item in checked if item is not None))
    rejected = [item for item, found in zip(answer.evidence, checked, strict=True) if found is None]
    rejections = [_why_rejected(item, source_set.sources) for item in rejected]
    objections = _objections(claim, answer.verdict, standing, rejections, source_set)
    if answer.verdict in _LETS_PASS:
        said = " ".join(objections)
        objections += [flag.message for flag in flags if flag.hard and flag.text not in said]
    verdict: VerdictKind = "unsupported" if objections else answer.verdict
    return Verdict(
        claim=claim,
        verdict=verdict,
        model_verdict=answer.verdict,
        evidence=standing,
        rejected=rejected,
        reasoning=answer.reasoning,
        objections=objections,
        flags=list(flags),
        nearest=_nearest(claim, source_set) if verdict == "unsupported" and not standing else None,
    )


def _nearest(claim: Claim, source_set: SourceSet) -> CheckedEvidence | None:
    """The sentence of a source that speaks most of what a claim says, to show where nothing carries it."""
    found = source_set.index.nearest(frozenset(terms(claim.text)))
    places = (
        ((source, find_quote(found[0].text, source.text)) for source in source_set.sources.values()) if found else ()
    )
    return next((_evidence(source, span) for source, span in places if span), None)


def _checked(item: Evidence, sources: Mapping[str, Source]) -> CheckedEvidence | None:
    """The evidence with its place, if it stands in the source that it names."""
    source = sources.get(item.source)
    span = find_quote(item.quote, source.text) if source else None
    if source is None or span is None:
        return None
    return _evidence(source, span).model_copy(update={"quote": item.quote})


def _evidence(source: Source, span: Span) -> CheckedEvidence:
    quote, locator = source.text[span.start : span.end], locate(source.text, span.start)
    return CheckedEvidence(source=source.id, quote=quote, start=span.start, end=span.end, locator=locator)


def _objections(
    claim: Claim,
    verdict: VerdictKind,
    standing: Sequence[CheckedEvidence],
    rejections: Sequence[str],
    source_set: SourceSet,
) -> list[str]:
    """Objections to the model's verdict; none if it is the lowest already."""
    match verdict:
        case "supported" if standing:
            found = (check(claim, standing, source_set) for check in CHECKS)
            return [*rejections, *(objection for objection in found if objection)]
        case "supported":
            return [*rejections, "no evidence was given that stands in its source"]
        case "contradicted" if not standing:
            return [*rejections, "it is called contradicted without a passage that stands in its source"]
        case "opinion" if checkable := _checkable(claim):
            return [f"it is called an opinion, but {checkable}"]
        case _:
            return []


def _checkable(claim: Claim) -> str:
    """Reason why a claim can be checked and is no opinion; empty if there is none."""
    counted = [figure.shown for figure in figures(claim.text)]
    counted += [
        one.shown
        for one in comparable_quantities(claim.text)
        if one.form != "digits" and one.counted.things != "percent" and one.bounds[0] >= _NO_FIGURE_OF_SPEECH
    ]
    given = [*counted, *(f"“{words}”" for words in quotations(claim.text))]
    if given:
        return f"gives {', '.join(given)}, which can be checked"
    return f"cites {', '.join(claim.cites)} for what it says" if claim.cites else ""


def _why_rejected(item: Evidence, sources: Mapping[str, Source]) -> str:
    shown = item.quote[:_SHOWN]
    elsewhere = [source.id for source in sources.values() if find_quote(item.quote, source.text)]
    if elsewhere:
        return f"the evidence “{shown}” stands in {', '.join(elsewhere)}, not in {item.source}"
    if item.source not in sources:
        return f"the evidence “{shown}” is said to stand in {item.source}, but there is no such source"
    near = nearest_passage(item.quote, sources[item.source].text)
    beside = f"; the nearest passage is “{near[:_SHOWN]}”" if near else ""
    return f"the evidence “{shown}” does not stand verbatim in {item.source}{beside}"
