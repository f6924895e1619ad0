"""A workspace as the report reads it: every file present and valid, or an error that says which is not."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ghostwriter.artifacts import Critique, FactSheet, Verification
from ghostwriter.errors import WorkspaceError
from ghostwriter.record import RunRecord
from ghostwriter.workspace import RECORD, Workspace

CRITIQUE = "critique/critique.json"
FACTS = "extraction/facts.json"
VERDICTS = "verification/verdicts.json"
ARTICLE = "final.md"
_SHOWN = 200


@dataclass(frozen=True)
class RunFiles:
    """What a finished run has left; ``sources`` maps ids to the texts that offsets count in."""

    record: RunRecord
    brief: str
    sources: dict[str, str]
    facts: FactSheet
    critique: Critique | None
    verification: Verification
    draft: str
    final_sha256: str


def read_run(root: Path) -> RunFiles:
    """Read what the report shows. The workspace is not locked: the run that calls this holds it already.

    Raises:
        WorkspaceError: naming the file that is missing or does not validate.
    """
    workspace = Workspace(root, RunRecord())
    record = _parse(RunRecord, workspace, RECORD)
    verification = _parse(Verification, workspace, VERDICTS)
    workspace.read(ARTICLE)
    return RunFiles(
        record=record,
        brief=workspace.read("brief.md"),
        sources={source.id: workspace.read(f"sources/{source.id}.md") for source in record.sources},
        facts=_parse(FactSheet, workspace, FACTS),
        critique=_parse(Critique, workspace, CRITIQUE) if workspace.exists(CRITIQUE) else None,
        verification=verification,
        draft=workspace.read(verification.draft),
        final_sha256=workspace.sha256(ARTICLE),
    )


def _parse[T: BaseModel](kind: type[T], workspace: Workspace, name: str) -> T:
    text = workspace.read(name)
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in problem["loc"])
        message = " ".join(f"{where + ': ' if where else ''}{problem['msg']}".split())[:_SHOWN]
        raise WorkspaceError(
            f"{name} in workspace {str(workspace.root)!r} does not validate ({message}); delete it and run again."
        ) from error
