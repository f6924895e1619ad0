"""Verdicts: the model's, lowered by everything that speaks against it and never raised."""

from collections.abc import Mapping, Sequence

from ghostwriter.artifacts import (
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
from ghostwriter.sources.source import Source
from ghostwriter.verification.checks import CHECKS
from ghostwriter.verification.flags import SourceIndex, find_flags
from ghostwriter.verification.locators import locate
from ghostwriter.verification.numbers import figures
from ghostwriter.verification.quotations import quotations
from ghostwriter.verification.quotes import find_quote, nearest_passage
from ghostwriter.verification.words import in_the_language_of

_SHOWN = 160


def validate_batch(batch: VerdictBatch, claims: Sequence[Claim]) -> None:
    """See that there is one verdict for every claim of a batch.

    Raises:
        ValueError: naming the claims that are missing, unknown, or answered twice.
    """
    answered = [verdict.claim for verdict in batch.verdicts]
    wanted = [claim.id for claim in claims]
    problems = {
        "no verdict for": [identifier for identifier in wanted if identifier not in answered],
        "there is no claim": sorted(set(answered) - set(wanted)),
        "more than one verdict for": sorted({identifier for identifier in answered if answered.count(identifier) > 1}),
    }
    found = [f"{problem} {', '.join(ids)}" for problem, ids in problems.items() if ids]
    if found:
        raise ValueError("; ".join(found))


def settle(claims: Sequence[Claim], model_verdicts: Sequence[ClaimVerdict], sources: Sequence[Source]) -> list[Verdict]:
    """One settled verdict for every claim that the model has answered, in the order of the claims."""
    answers = {verdict.claim: verdict for verdict in model_verdicts}
    by_id = {source.id: source for source in sources}
    flags = claim_flags(claims, sources)
    return [_settle(claim, answers[claim.id], by_id, flags[claim.id]) for claim in claims if claim.id in answers]


def claim_flags(claims: Sequence[Claim], sources: Sequence[Source]) -> dict[str, list[Flag]]:
    """What code finds against each claim, by its id; claims in another language than the sources' are let be."""
    if not claims:
        return {}
    index = SourceIndex.of([source.text for source in sources])
    return {
        claim.id: find_flags(claim.text, index) if in_the_language_of(claim.text, index.together) else []
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
    """Whether a claim needs mending."""
    return verdict.verdict in {"unsupported", "contradicted"}


def failing_lines(verification: Verification) -> list[str]:
    """One line for each claim that needs mending: what it says, and what speaks against it."""
    return [
        f"{verdict.claim.id} {verdict.verdict}: {verdict.claim.text} ({'; '.join(verdict.objections) or verdict.reasoning})"
        for verdict in verification.verdicts
        if is_failing(verdict)
    ]


_OBJECTED_TO = frozenset({"name", "attribute"})
_KINDS: tuple[VerdictKind, ...] = ("supported", "contradicted", "unsupported", "opinion")


def _settle(claim: Claim, answer: ClaimVerdict, sources: Mapping[str, Source], flags: Sequence[Flag]) -> Verdict:
    checked = [_checked(item, sources) for item in answer.evidence]
    standing = list(dict.fromkeys(item for item in checked if item is not None))
    rejected = [item for item, found in zip(answer.evidence, checked, strict=True) if found is None]
    objections = _objections(
        claim, answer.verdict, standing, [_why_rejected(item, sources) for item in rejected], sources
    )
    if answer.verdict == "supported":
        # Figures and quotations are held against the evidence itself, which is stricter.
        objections += [flag.message for flag in flags if flag.hard and flag.kind in _OBJECTED_TO]
    return Verdict(
        claim=claim,
        verdict="unsupported" if objections else answer.verdict,
        model_verdict=answer.verdict,
        evidence=standing,
        rejected=rejected,
        reasoning=answer.reasoning,
        objections=objections,
        flags=list(flags),
    )


def _checked(item: Evidence, sources: Mapping[str, Source]) -> CheckedEvidence | None:
    """The evidence with its place, if it stands in the source that it names."""
    source = sources.get(item.source)
    span = find_quote(item.quote, source.text) if source else None
    if source is None or span is None:
        return None
    return CheckedEvidence(
        source=item.source, quote=item.quote, start=span.start, end=span.end, locator=locate(source.text, span.start)
    )


def _objections(
    claim: Claim,
    verdict: VerdictKind,
    standing: Sequence[CheckedEvidence],
    rejections: Sequence[str],
    sources: Mapping[str, Source],
) -> list[str]:
    """What speaks against the model's verdict; nothing does if that is already the lowest."""
    match verdict:
        case "supported" if standing:
            found = (check(claim, standing, sources) for check in CHECKS)
            return [*rejections, *(objection for objection in found if objection)]
        case "supported":
            return [*rejections, "no evidence was given that stands in its source"]
        case "contradicted" if not standing:
            return [*rejections, "it is called contradicted without a passage that stands in its source"]
        case "opinion" if checkable := _checkable(claim):
            return [f"it is called an opinion, but gives {', '.join(checkable)}, which can be checked"]
        case _:
            return []


def _checkable(claim: Claim) -> list[str]:
    """What in a claim can be looked up, and is no matter of opinion: its figures, and words that are somebody's."""
    return [figure.shown for figure in figures(claim.text)] + [f"“{words}”" for words in quotations(claim.text)]


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
