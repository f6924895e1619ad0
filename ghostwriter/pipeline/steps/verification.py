"""One round of verification: a draft's claims, the model's verdicts, and the checks of these."""

from collections.abc import Mapping
from dataclasses import dataclass

from ghostwriter.agents.task import Task
from ghostwriter.pipeline.context import RunContext
from ghostwriter.pipeline.material import Material
from ghostwriter.schema.artifacts import Claim, ClaimVerdict, Verdict, VerdictBatch, Verification
from ghostwriter.schema.events import ClaimsVerified
from ghostwriter.schema.source import Source
from ghostwriter.security.datamarking import without_marks
from ghostwriter.verification.batches import batches
from ghostwriter.verification.claims import changed_claims, find_claims
from ghostwriter.verification.non_claims import need_no_evidence
from ghostwriter.verification.source_set import SourceSet
from ghostwriter.verification.verdicts import claim_flags, coverage, failing_lines, settle
from ghostwriter.workspace.layout import ARTICLE


@dataclass(frozen=True)
class ReadDraft:
    """A draft that was read: its file, its text and its claims."""

    file: str
    text: str
    claims: list[Claim]


@dataclass(frozen=True)
class Round:
    """A round that is to be held: a draft's claims, what they rest on, those to check, and what is known of the others."""

    number: int
    draft: ReadDraft
    source_set: SourceSet
    to_check: list[Claim]
    settled: list[Verdict]
    tasks: list[Task]


def read_claims(context: RunContext, file: str) -> ReadDraft:
    """Read a draft and find its claims."""
    text = context.store.read(file)
    return ReadDraft(file, text, find_claims(text))


def plan_round(
    context: RunContext, material: Material, number: int, draft: ReadDraft, previous: Verification | None = None
) -> Round:
    """Plan the check of a draft; earlier verdicts of unchanged sentences are kept."""
    source_set = SourceSet.of(material.sources, draft.text)
    changed, carried = (draft.claims, []) if previous is None else changed_claims(previous, draft.claims)
    evident = need_no_evidence(changed)
    to_check = [claim for claim in changed if claim.id not in {verdict.claim.id for verdict in evident}]
    asked = batches(to_check, material.sources, material.facts)
    flags = claim_flags(to_check, source_set)
    tasks = [context.writer.verification(number, index, batch, flags) for index, batch in enumerate(asked, start=1)]
    return Round(number, draft, source_set, to_check, [*evident, *carried], tasks)


def verify(context: RunContext, planned: Round, beside: Task | None = None, leaving: float = 0.0) -> Verification:
    """Hold a round of verification, and ``beside`` it another conversation, if that leaves so many US dollars beyond the round's.

    Claims that the budget does not reach have no verdict.

    Raises:
        BudgetReached: if it does not reach any.
    """
    others = [] if beside is None else [beside]
    without = {task.name: 0.0 for task in planned.tasks} | {task.name: leaving for task in others}
    context.plan.keep_for_verification([task for task in planned.tasks if context.build.is_stale(task)])
    unpaid = context.build.make([*others, *planned.tasks], without)
    context.plan.keep_for_verification([])
    answered = [task for task in planned.tasks if task.name not in unpaid]
    if planned.tasks and not answered:
        raise context.plan.reached(planned.tasks[0])
    answers = [
        _unmarked(verdict, planned.source_set.sources)
        for task in answered
        for verdict in context.store.load(VerdictBatch, task.artifact).verdicts
    ]
    order = {claim.id: position for position, claim in enumerate(planned.draft.claims)}
    settled = sorted(
        [*settle(planned.to_check, answers, planned.source_set), *planned.settled],
        key=lambda verdict: order[verdict.claim.id],
    )
    verification = Verification(
        draft=planned.draft.file, coverage=coverage(len(planned.draft.claims), settled), verdicts=settled
    )
    context.store.restore({f"verification/round-{planned.number}.json": verification.to_json()})
    counted = verification.coverage
    # No share that could be taken for that of an article that was edited by hand.
    edited = context.store.is_edited(ARTICLE)
    told = f"{counted.checked} of {counted.found} claims checked" if edited else str(counted)
    context.emit(
        ClaimsVerified(
            round=planned.number,
            draft=planned.draft.file,
            rate=None if edited else counted.rate,
            coverage=told,
            failing=failing_lines(verification),
        )
    )
    return verification


def _unmarked(verdict: ClaimVerdict, sources: Mapping[str, Source]) -> ClaimVerdict:
    """The verdict with its evidence as it stands in the sources, without the marks that a prompt puts before lines."""
    evidence = [
        item.model_copy(update={"quote": without_marks(item.quote, sources[item.source].text)})
        if item.source in sources
        else item
        for item in verdict.evidence
    ]
    return verdict.model_copy(update={"evidence": evidence})
