"""A workspace as the report reads it: every file present and valid, or an error that says which is not."""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.artifacts import Compliance, Critique, Disagreements, FactSheet, Verification
from ghostwriter.schema.base import problems
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.workspace.layout import ARTICLE, RECORD
from ghostwriter.workspace.workspace import Workspace

CRITIQUE = "critique/critique.json"
FACTS = "extraction/facts.json"
VERDICTS = "verification/verdicts.json"
DISAGREEMENTS = "extraction/disagreements.json"
COMPLIANCE = "verification/compliance.json"
_SHOWN = 200
_DRAFT = re.compile(r"drafting/draft(?:-([1-9][0-9]{0,5}))?\.md")


@dataclass(frozen=True)
class RunFiles:
    """The files of a finished run.

    ``sources`` maps ids to the texts that offsets count in, ``drafts`` are (file, text), ``rounds`` all verifications in order.
    """

    record: RunRecord
    brief: str
    sources: dict[str, str]
    facts: FactSheet
    critique: Critique | None
    verification: Verification
    draft: str
    final_sha256: str
    article_edited: bool
    drafts: tuple[tuple[str, str], ...]
    rounds: tuple[Verification, ...]
    disagreements: Disagreements
    compliance: Compliance


def read_run(root: Path) -> RunFiles:
    """Read what the report shows. The workspace is not locked: the run that calls this holds it already.

    Raises:
        WorkspaceError: naming the file that is missing, does not validate, or is not what was verified.
    """
    record = _parse(RunRecord, Workspace(root, RunRecord()), RECORD)
    workspace = Workspace(root, record)
    verification = _parse(Verification, workspace, VERDICTS)
    workspace.read(ARTICLE)
    _require_as_verified(workspace, verification.draft)
    return RunFiles(
        record=record,
        brief=workspace.read("brief.md"),
        sources={source.id: workspace.read(f"sources/{source.id}.md") for source in record.sources},
        facts=_parse(FactSheet, workspace, FACTS),
        critique=_or_none(Critique, workspace, CRITIQUE),
        verification=verification,
        draft=workspace.read(verification.draft),
        final_sha256=workspace.sha256(ARTICLE),
        article_edited=record.article_edited or (ARTICLE in record.derived and not workspace.is_as_written(ARTICLE)),
        drafts=(drafts := _drafts(workspace, verification.draft)),
        rounds=tuple(
            found
            for number in range(1, len(drafts) + 1)
            if (found := _or_none(Verification, workspace, f"verification/round-{number}.json")) is not None
        ),
        disagreements=_or_none(Disagreements, workspace, DISAGREEMENTS) or Disagreements(disagreements=[]),
        compliance=_or_none(Compliance, workspace, COMPLIANCE) or Compliance(requirements=[]),
    )


def _require_as_verified(workspace: Workspace, draft: str) -> None:
    """A hand's edit of verdicts, sources or the draft is nothing that a run has checked; the next run sees to it."""
    record = workspace.record
    read = {f"sources/{source.id}.md" for source in record.sources}
    checked = (name for name in record.derived if name in read or name.startswith("verification/"))
    digests = {name: record.derived[name][-1] for name in checked if record.derived[name]}
    if record.draft_sha256:
        digests[draft] = record.draft_sha256
    for name, digest in digests.items():
        if workspace.exists(name) and workspace.sha256(name) != digest:
            raise WorkspaceError(
                f"{name} in workspace {str(workspace.root)!r} was edited since it was verified; run the brief again to have it "
                "checked."
            )


def _drafts(workspace: Workspace, last: str) -> tuple[tuple[str, str], ...]:
    """The drafts up to the last one, in order; a workspace may hold later ones of a longer run before this."""
    there = (path.relative_to(workspace.root).as_posix() for path in workspace.root.glob("drafting/draft*.md"))
    numbered = sorted((int(match[1] or 1), name) for name in there if (match := _DRAFT.fullmatch(name)))
    latest = max((number for number, name in numbered if name == last), default=0)
    return tuple((name, workspace.read(name)) for number, name in numbered if number <= latest)


def _or_none[T: BaseModel](kind: type[T], workspace: Workspace, name: str) -> T | None:
    return _parse(kind, workspace, name) if workspace.exists(name) else None


def _parse[T: BaseModel](kind: type[T], workspace: Workspace, name: str) -> T:
    text = workspace.read(name)
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        message = " ".join(problems(error)[0].split())[:_SHOWN]
        raise WorkspaceError(
            f"{name} in workspace {str(workspace.root)!r} does not validate ({message}); delete it and run again."
        ) from error
