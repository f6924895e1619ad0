"""The second half of a run: the draft, its critique and verification, and as many revisions as it takes and the budget pays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ghostwriter.agents.task import Task
from ghostwriter.article.compliance import check_compliance
from ghostwriter.errors import BudgetReached
from ghostwriter.pipeline.context import RunContext
from ghostwriter.pipeline.material import Material
from ghostwriter.pipeline.steps.verification import ReadDraft, plan_round, read_claims, verify
from ghostwriter.schema.artifacts import Coverage, Critique, Issue, Verification
from ghostwriter.schema.events import LeftOut
from ghostwriter.verification.verdicts import is_failing

NOT_CRITIQUED = Critique(summary="Not critiqued: the budget did not reach.", issues=[])


@dataclass
class Written:
    """The draft that is to be printed, its verification and critique, and what the budget did not reach.

    ``article_edited``: the article was edited by hand, which is not verified.
    """

    draft: ReadDraft
    verification: Verification
    critique: Critique
    left_out: list[str] = field(default_factory=list)
    article_edited: bool = False

    @property
    def coverage(self) -> Coverage | None:
        """Coverage of the article; None if it was edited by hand."""
        return None if self.article_edited else self.verification.coverage


def write(context: RunContext, material: Material) -> Written:
    """Draft and revise until the threshold is reached, or the rounds or the budget are spent.

    Raises:
        BudgetReached: if it does not reach for a draft, or for any verification of it.
    """
    drafting = context.writer.drafting(material)
    context.build.make([drafting])
    written = _review(context, material, drafting)
    for number in range(1, context.settings.rounds + 1):
        issues = written.critique.issues if number == 1 and written.critique.asks_for_revision else []
        if not issues and written.verification.coverage.rate >= context.settings.threshold:
            break
        revised = _revise(context, material, number, written, issues)
        if revised is None:
            written.left_out.append("not revised" if number == 1 else "not revised again")
            break
        written.draft, written.verification = revised
    if unverified := written.verification.coverage.found - written.verification.coverage.checked:
        claims = "1 claim" if unverified == 1 else f"{unverified} claims"
        written.left_out.append(f"{claims} not verified by a model")
    for text in written.left_out:
        context.emit(LeftOut(text=text))
    return written


def _review(context: RunContext, material: Material, drafting: Task) -> Written:
    """Critique and verify the first draft, side by side; the critique only if a revision could be paid beside it."""
    draft = read_claims(context, drafting.artifact)
    critique = context.writer.critique(material, draft.text, check_compliance(context.brief, draft.text))
    planned = plan_round(context, material, 1, draft)
    revising = 0.0
    if context.settings.rounds:
        revision = context.writer.revision(1, material, draft.text, [], [])
        revising = context.plan.worst_of_all([revision, *planned.tasks])
    verification = verify(context, planned, critique, revising)
    if not context.workspace.exists(critique.artifact):
        return Written(draft, verification, NOT_CRITIQUED, ["not critiqued"])
    return Written(draft, verification, context.store.load(Critique, critique.artifact))


def _revise(
    context: RunContext, material: Material, number: int, before: Written, issues: Sequence[Issue]
) -> tuple[ReadDraft, Verification] | None:
    """Revise draft ``number`` and verify what has changed; None if the budget does not reach for both."""
    failing = [verdict for verdict in before.verification.verdicts if is_failing(verdict)]
    revision = context.writer.revision(number, material, before.draft.text, issues, failing)
    context.plan.keep_for_verification(plan_round(context, material, number + 1, before.draft).tasks)
    if context.build.make([revision], {revision.name: 0.0}):
        return None
    draft = read_claims(context, revision.artifact)
    try:
        revised = verify(context, plan_round(context, material, number + 1, draft, before.verification))
    except BudgetReached:
        return None
    complete = revised.coverage.checked == revised.coverage.found
    return (draft, revised) if complete else None
