"""What the record says of a task: that a conversation finished it, or that its artifact was found."""

from collections.abc import Sequence

from ghostwriter.schema.events import Usage
from ghostwriter.schema.run_record import TaskRecord
from ghostwriter.schema.usage import ModelResponse
from ghostwriter.workspace.event_log import Account


def found_finished(key: str, artifact: str, sha256: str, account: Account, model: str) -> TaskRecord:
    """An artifact that a run finished without living to note it; its account knows what was paid, and perhaps who answered."""
    return TaskRecord(
        key=key,
        model=account.model or model,
        artifact=artifact,
        sha256=sha256,
        how="recovered",
        attempts=1,
        usage=account.usage,
        findings=list(account.findings),
    )


def kept_by_hand(key: str, artifact: str, before: TaskRecord | None) -> TaskRecord:
    """An artifact that a hand has edited. It keeps the hash of what the model left: the edit has to stay recognisable."""
    return TaskRecord(
        key=key,
        model="kept by hand",
        artifact=artifact,
        sha256=before.sha256 if before else "",
        how="kept",
        attempts=before.attempts if before else 1,
        usage=before.usage if before else Usage(),
        findings=[],
    )


def written(  # noqa: PLR0913, PLR0917  (what is recorded)
    key: str, artifact: str, sha256: str, model: str, attempts: int, heard: Sequence[ModelResponse]
) -> TaskRecord:
    """An artifact that a conversation of this run wrote, and what its answers took."""
    return TaskRecord(
        key=key,
        model=model,
        artifact=artifact,
        sha256=sha256,
        how="done",
        attempts=attempts,
        usage=sum((answer.usage for answer in heard), Usage()),
        findings=list(dict.fromkeys(finding for answer in heard for finding in answer.findings)),
    )
