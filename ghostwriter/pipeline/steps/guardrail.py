"""Check of the final article by a guardrail: once for each text, and the findings are in the record."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ghostwriter.bedrock.http.stop_reasons import intervened
from ghostwriter.config.settings import Settings
from ghostwriter.schema.events import Notice, Sink
from ghostwriter.schema.record_parts import GuardrailRecord
from ghostwriter.schema.run_record import digest
from ghostwriter.workspace.workspace import Workspace

if TYPE_CHECKING:
    from ghostwriter.bedrock.guardrails.apply import GuardrailResult


def hold_against_guardrail(
    article: str, settings: Settings, workspace: Workspace, judge: "Callable[[str, str], GuardrailResult]", emit: Sink
) -> None:
    """Ask the guardrail, if there is one, unless it was asked about this very text before.

    Raises:
        GuardrailIntervened: if it objects and the settings do not say that this is to be recorded only.
    """
    guardrail = settings.article_guardrail
    if guardrail is None:
        return
    key, known = digest([article, guardrail]), workspace.record.guardrail
    if known is None or known.key != key:
        judged = judge(article, guardrail)
        known = GuardrailRecord(
            key=key, guardrail=guardrail, intervened=judged.intervened, findings=list(judged.findings)
        )
        noted = known
        workspace.update(lambda record: record.changed(guardrail=noted))
    if known.intervened and settings.on_article_intervention == "fail":
        raise intervened("the article", guardrail, tuple(known.findings))
    if known.intervened:
        emit(Notice(text=f"guardrail {guardrail} objects to the article: {'; '.join(known.findings)}"))
