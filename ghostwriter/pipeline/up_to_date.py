"""Recognition of a run that has nothing to do, by digests: nothing is parsed, verified or rendered to find that out.

A finished run seals its workspace: digests of the files in it, and of all that the run depended on, authenticated by a key of
the user's account. While the seal holds, the same command would write the same files again.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ghostwriter.config.settings import Settings
from ghostwriter.errors import SourceError, WorkspaceError
from ghostwriter.pipeline.prompts.files import prompt_folders
from ghostwriter.schema.events import (
    NOT_AS_BRIEFED,
    ClaimsVerified,
    Notice,
    RunFinished,
    RunStarted,
    Sink,
    TaskFinished,
)
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.usage import Usage
from ghostwriter.security.safe_read import Unreadable, read_beneath
from ghostwriter.security.user_state import user_key
from ghostwriter.sources.discovery import LARGEST_SOURCE, BriefSources, read_allowed, source_file
from ghostwriter.workspace.layout import ARTICLE, LARGEST_FILE, SEAL, own_paths
from ghostwriter.workspace.record_io import read_record

if TYPE_CHECKING:
    from ghostwriter.workspace.workspace import Workspace

_PACKAGE = Path(__file__).parents[1]
_NOT_SEALED = {SEAL, "run.lock"}


class Seal:
    """The seal of one workspace, for one brief and its settings; the input is digested when the object is made."""

    def __init__(self, sources: BriefSources, settings: Settings, workspace: Path, env: Mapping[str, str]) -> None:
        self._root = Path(os.path.realpath(workspace))
        self._key = user_key(env)
        self._input = "" if self._key is None else _digest_of_input(sources, settings)

    def unbroken(self) -> RunRecord | None:
        """The record of the run before if nothing has changed since, else None."""
        try:
            sealed = json.loads(read_beneath(self._root, SEAL, LARGEST_FILE, only_name=True))
            if not self._input or sealed != self._sealed(_digests_of_files(self._root)):
                return None
            return read_record(self._root)
        except (Unreadable, WorkspaceError, OSError, ValueError, RecursionError):
            return None  # whatever is wrong with it, a whole run says so

    def close(self, workspace: "Workspace") -> None:
        """Seal what a finished run wrote, unless another run of the same could do more."""
        if self._input and not workspace.record.left_out and not _keeps_saying(workspace.record):
            workspace.write(SEAL, json.dumps(self._sealed(_digests_of_files(self._root))) + "\n")

    def _sealed(self, files: Mapping[str, str]) -> dict[str, Any]:
        said = {"input": self._input, "files": dict(files)}
        text = json.dumps([str(self._root), said], sort_keys=True)
        return said | {"mac": hmac.new(self._key or b"", text.encode(), hashlib.sha256).hexdigest()}


def repeat(record: RunRecord, workspace: Path, emit: Sink) -> None:
    """Tell of a run that had nothing to do as of any other."""
    emit(RunStarted(title=record.title, workspace=str(workspace), offline=record.offline))
    for stage, done in record.stages.items():
        for name, task in done.tasks.items():
            how = "kept" if task.how == "kept" else "up-to-date"
            emit(TaskFinished(stage=stage, task=name, artifact=task.artifact, how=how))
    for line in (*record.disagreements, *(f"{NOT_AS_BRIEFED}: {one}" for one in record.not_as_briefed)):
        emit(Notice(text=line))
    if record.coverage is not None:
        emit(_verified(record, str(record.coverage)))
    emit(
        RunFinished(
            status=record.status,
            exit_code=record.exit_code or 0,
            seconds=0.0,
            usage=Usage(),
            article=str(workspace / ARTICLE),
            report=str(workspace / "report.html"),
            article_edited=record.article_edited,
            coverage=str(record.coverage) if record.coverage else None,
            compared=[str(row) for row in record.comparison],
        )
    )


def _verified(record: RunRecord, coverage: str) -> ClaimsVerified:
    """The last round of verification."""
    rounds = [int(name.split("/")[1].removeprefix("round-")) for name in record.stages["verification"].tasks]
    number = max(rounds, default=1)
    draft = "drafting/draft.md" if number == 1 else f"drafting/draft-{number}.md"
    return ClaimsVerified(round=number, draft=draft, rate=record.rate, coverage=coverage, failing=record.failing_claims)


def _keeps_saying(record: RunRecord) -> bool:
    """Whether each run has to repeat a notice: a guardrail's objection to the article."""
    return record.guardrail is not None and record.guardrail.intervened


def _digest_of_input(sources: BriefSources, settings: Settings) -> str:
    """A digest of brief, settings, program, prompts, sources and style guide; empty if one cannot be known from here.

    What knowledge bases and agents answer cannot, and what cannot be read is for a whole run to say.
    """
    if any(entry.error for entry in sources.files) or len(sources.files) < len(sources.entries):
        return ""
    digest = hashlib.sha256()
    try:
        parts = [
            sources.brief.model_dump_json(),
            settings.model_dump_json(),
            *_stamps_of_the_program(),
            *_digests_of_prompts(settings.prompts),
            *_digests_of_sources(sources),
        ]
    except (Unreadable, SourceError, OSError):
        return ""
    for part in parts:
        digest.update(hashlib.sha256(part.encode("utf-8", "surrogateescape")).digest())
    return digest.hexdigest()


def _stamps_of_the_program() -> Iterator[str]:
    for folder, _, files in sorted(os.walk(_PACKAGE)):
        for name in sorted(files):
            if not name.endswith(".pyc"):
                found = Path(folder, name).stat()
                yield f"{folder}/{name} {found.st_size} {found.st_mtime_ns}"


def _digests_of_prompts(own: Path | None) -> Iterator[str]:
    for folder in prompt_folders(own):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _digests_of_sources(sources: BriefSources) -> Iterator[str]:
    brief = sources.brief
    files = [file for entry in sources.files for file in entry.files]
    guide = source_file(brief.base, brief.style) if brief.style else None
    if guide is not None and guide.path.is_file():
        files.append(guide)
    for file in files:
        yield f"{file.path} {hashlib.sha256(read_allowed(brief, file, LARGEST_SOURCE)).hexdigest()}"


def _digests_of_files(root: Path) -> dict[str, str]:
    """The digests of all files under a run's own names, transcripts left out; by name."""
    names = (path.relative_to(root).as_posix() for path in own_paths(root) if path.is_file())
    sealed = [name for name in names if name not in _NOT_SEALED and not name.startswith("transcripts/")]
    return {
        name: hashlib.sha256(read_beneath(root, name, LARGEST_FILE, only_name=True)).hexdigest()
        for name in sorted(sealed)
    }
