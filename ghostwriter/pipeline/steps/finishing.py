"""The end of a run: what is printed, what of it does not stand, and whether the brief was kept to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ghostwriter.article.compliance import check_compliance, judged
from ghostwriter.article.final import final_article, labelled
from ghostwriter.errors import StageFailed
from ghostwriter.pipeline.context import RunContext
from ghostwriter.pipeline.material import Material
from ghostwriter.pipeline.steps.guardrail import hold_against_guardrail
from ghostwriter.pipeline.steps.writing import Written
from ghostwriter.schema.events import NOT_AS_BRIEFED, Notice
from ghostwriter.verification.verdicts import failing_lines
from ghostwriter.workspace.layout import ARTICLE

if TYPE_CHECKING:
    from ghostwriter.bedrock.guardrails.apply import GuardrailResult

COMPLIANCE = "verification/compliance.json"


def finish(
    context: RunContext,
    material: Material,
    written: Written,
    judge: "Callable[[str, str], GuardrailResult]",
) -> None:
    """Write the article, and note whether it is what was verified; the report follows when the record is complete.

    Raises:
        StageFailed: if claims stay unsupported, and the settings want a run to fail then.
        GuardrailIntervened: if the article's guardrail objects.
        SecretFound: if an edit of the article holds one.
    """
    context.store.read(written.draft.file)  # raises if it was edited since it was verified
    context.store.restore({"verification/verdicts.json": written.verification.to_json()})
    _note(context, written, edited=context.store.is_edited(ARTICLE))
    _check_the_brief(context, written)
    article = labelled(_article(context, material, written), written.left_out)
    _guard(context, article, judge)
    stands = context.store.derive(ARTICLE, article)
    # The words alone tell: a record that calls a planted article its own may be planted as well.
    if (stands != article) != written.article_edited:
        _note(context, written, edited=stands != article)
    context.workspace.scanner.require_none(stands, ARTICLE)
    if stands != article:  # what is printed is what has to pass
        _guard(context, stands, judge)


def _note(context: RunContext, written: Written, *, edited: bool) -> None:
    """Note what was verified, and how much of the article is supported; unknown if it was edited by hand."""
    written.article_edited = edited
    sha256, failing = context.workspace.sha256(written.verification.draft), failing_lines(written.verification)
    context.workspace.update(
        lambda record: record.with_coverage(written.coverage).changed(draft_sha256=sha256, failing_claims=failing)
    )


def _check_the_brief(context: RunContext, written: Written) -> None:
    compliance = judged(check_compliance(context.brief, written.draft.text), written.critique)
    context.store.restore({COMPLIANCE: compliance.to_json()})
    broken = [f"{one.kind}, {one.wanted}: {one.found}" for one in compliance.broken]
    for line in broken:
        context.emit(Notice(text=f"{NOT_AS_BRIEFED}: {line}"))
    context.workspace.update(lambda record: record.changed(not_as_briefed=broken))


def _article(context: RunContext, material: Material, written: Written) -> str:
    draft, verification = written.draft, written.verification
    failing = failing_lines(verification)
    match context.settings.on_unsupported:
        case "fail" if failing:
            how_many = "one claim stays" if len(failing) == 1 else f"{len(failing)} claims stay"
            raise StageFailed(
                f"verification: {how_many} without support, and the article is not to be written then: {failing[0]} "
                "See verification/verdicts.json; add a source, or set on_unsupported to mark or remove."
            )
        case "remove" if verification.coverage.needing and not verification.coverage.supported:
            raise StageFailed(
                "verification: no claim is supported, so nothing would be left of the article without those that are not. "
                "See verification/verdicts.json; add a source, or set on_unsupported to mark."
            )
        case action:
            return final_article(
                draft.text, draft.claims, verification, material.sources, without_failing=action == "remove"
            )


def _guard(context: RunContext, article: str, judge: "Callable[[str, str], GuardrailResult]") -> None:
    hold_against_guardrail(article, context.settings, context.workspace, judge, context.emit)
