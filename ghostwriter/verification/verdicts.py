"""Verdicts: the model's, lowered by everything that speaks against it and never raised."""

from collections.abc import Mapping, Sequence

from ghostwriter.artifacts import (
    CheckedEvidence,
    Claim,
    ClaimVerdict,
    Coverage,
    Evidence,
    Verdict,
    VerdictBatch,
    VerdictKind,
    Verification,
)
from ghostwriter.sources.source import Source
from ghostwriter.verification.checks import CHECKS
from ghostwriter.verification.locators import Locator
from ghostwriter.verification.numbers import figures
from ghostwriter.verification.quotes import find_quote, nearest_passage

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
    locators = {source.id: Locator(source.text) for source in sources}
    return [_settle(claim, answers[claim.id], by_id, locators) for claim in claims if claim.id in answers]


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


_KINDS: tuple[VerdictKind, ...] = ("supported", "contradicted", "unsupported", "opinion")


def _settle(
    claim: Claim, answer: ClaimVerdict, sources: Mapping[str, Source], locators: Mapping[str, Locator]
) -> Verdict:
    standing, rejected, objections = _check_evidence(answer.evidence, sources, locators)
    if answer.verdict == "supported":
        objections += _against_support(claim, standing, sources)
    elif answer.verdict == "contradicted":
        objections += [] if standing else ["it is called contradicted without a passage that stands"]
    elif answer.verdict == "opinion":
        objections = (
            [f"it states {', '.join(figures(claim.text))}, which can be checked"] if figures(claim.text) else []
        )
    else:
        objections = []
    return Verdict(
        claim=claim,
        verdict="unsupported" if objections else answer.verdict,
        model_verdict=answer.verdict,
        evidence=standing,
        rejected=rejected,
        reasoning=answer.reasoning,
        objections=objections,
    )


def _check_evidence(
    offered: Sequence[Evidence], sources: Mapping[str, Source], locators: Mapping[str, Locator]
) -> tuple[list[CheckedEvidence], list[Evidence], list[str]]:
    standing: list[CheckedEvidence] = []
    rejected: list[Evidence] = []
    objections: list[str] = []
    for item in offered:
        span = find_quote(item.quote, sources[item.source].text) if item.source in sources else None
        if span is None:
            rejected.append(item)
            objections.append(_why_rejected(item, sources))
            continue
        locator = locators[item.source](span.start)
        standing.append(
            CheckedEvidence(source=item.source, quote=item.quote, start=span.start, end=span.end, locator=locator)
        )
    return standing, rejected, objections


def _against_support(claim: Claim, standing: Sequence[CheckedEvidence], sources: Mapping[str, Source]) -> list[str]:
    if not standing:
        return ["no evidence was given that stands in its source"]
    found = (check(claim, standing, sources) for check in CHECKS)
    return [objection for objection in found if objection]


def _why_rejected(item: Evidence, sources: Mapping[str, Source]) -> str:
    elsewhere = [source.id for source in sources.values() if find_quote(item.quote, source.text)]
    shown = item.quote[:_SHOWN]
    if elsewhere:
        return f"the evidence “{shown}” stands in {', '.join(elsewhere)}, not in {item.source}"
    near = nearest_passage(item.quote, sources[item.source].text) if item.source in sources else None
    beside = f"; the nearest passage is “{near[:_SHOWN]}”" if near else ""
    return f"the evidence “{shown}” does not stand verbatim in {item.source}{beside}"
