"""What was retrieved from Bedrock is kept in the workspace: the same question is asked, and paid for, once.

The file is named by the digest of what was asked and where. Delete it, and the question is asked anew.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.knowledge_bases.passages import Retrieved
from ghostwriter.bedrock.knowledge_bases.query import Asked, KnowledgeBase
from ghostwriter.config.settings import Settings
from ghostwriter.errors import ConfigurationError, GhostwriterError, SourceError, WorkspaceError
from ghostwriter.pipeline.concurrency import run_concurrently
from ghostwriter.schema.events import Notice, Sink
from ghostwriter.schema.run_record import digest
from ghostwriter.security.safe_read import Unreadable, read_beneath
from ghostwriter.sources.intake import Answers
from ghostwriter.workspace.workspace import Workspace

FOLDER = "retrieved"
LARGEST_ANSWER = 20_000_000
"""Bytes of one that is kept: a hundred passages of the longest kind, with room."""
type AskOne = Callable[[Asked, Callable[[str, int, float], None]], Retrieved]
"""Asks one of them; what is passed along hears of failures that are followed by another try."""


def file_of(asked: Asked, region: str) -> str:
    """Where in a workspace the answer is kept."""
    return f"{FOLDER}/{digest([type(asked).__name__, asked.model_dump(), region])}.json"


def stored(root: Path, asked: Asked, region: str) -> Retrieved | None:
    """What was answered before, or None.

    Raises:
        WorkspaceError: if the file is damaged.
    """
    name = file_of(asked, region)
    if not os.path.lexists(root / name):
        return None
    try:
        kept = Retrieved.model_validate_json(read_beneath(root, name, LARGEST_ANSWER, only_name=True))
    except (ValidationError, Unreadable) as error:
        raise WorkspaceError(
            f"{name} in workspace {str(root)!r} is damaged; delete it to ask {asked.origin} anew."
        ) from error
    if (kept.asked, kept.region) != (asked, region):
        raise WorkspaceError(
            f"{name} in workspace {str(root)!r} answers another question; delete it to ask {asked.origin} anew."
        )
    return kept


class Kept:
    """Answers from a workspace alone; ``missing`` is what has to be asked, of which an offline run has nothing."""

    def __init__(self, root: Path | None, access: Access, *, offline: bool) -> None:
        self._root = root
        self._offline = offline
        self._access = access
        self.missing: list[Asked] = []

    def ask(self, asked: Sequence[Asked]) -> Answers:
        """What is there; offline, an error in the place of what is not."""
        found = {one: self._find(one) for one in asked}
        missing = [one for one, kept in found.items() if kept is None]
        self.missing = [] if self._offline else missing
        refused = {one: _not_offline(one) for one in missing if self._offline}
        return {one: kept for one, kept in found.items() if kept is not None} | refused

    def _find(self, asked: Asked) -> Retrieved | None:
        return stored(self._root, asked, self._access.region_of(asked.address)) if self._root else None


class Retrievals:
    """The answers of one run: from the workspace where it has them, else asked side by side and kept."""

    def __init__(self, workspace: Workspace, settings: Settings, env: Mapping[str, str], emit: Sink) -> None:
        self._workspace = workspace
        self._settings = settings
        self._access = Access.find(env)
        self._emit = emit

    def ask(self, asked: Sequence[Asked]) -> Answers:
        """An answer for each, or the error that took its place; what was answered is kept, whatever happens to others.

        Raises:
            ConfigurationError: what is wrong with all of them, such as credentials.
            WorkspaceError: if what was kept is damaged.
        """
        kept = Kept(self._workspace.root, self._access, offline=self._settings.offline)
        answers = dict(kept.ask(asked))
        if kept.missing:
            self._ask_side_by_side(kept.missing, answers)
        return {one: answers[one] for one in asked}

    def _ask_side_by_side(self, asked: Sequence[Asked], answers: dict[Asked, Retrieved | GhostwriterError]) -> None:
        from ghostwriter.bedrock.knowledge_bases.client import AgentRuntime  # noqa: PLC0415  (few runs have such sources)

        # Sources are what extraction reads, so they are asked with its patience.
        runtime = AgentRuntime(self._access, self._settings.call("extraction").retry_policy)
        run_concurrently([lambda one=one: self._ask(one, runtime.ask, answers) for one in asked])  # type: ignore[misc]

    def _ask(self, asked: Asked, ask_one: AskOne, answers: dict[Asked, Retrieved | GhostwriterError]) -> None:
        def retrying(reason: str, failures: int, wait: float) -> None:
            self._emit(Notice(text=f"{asked.origin}: try {failures} failed, trying again in {wait:.1f} s: {reason}"))

        self._emit(Notice(text=f"asking {_in_words(asked)}"))
        try:
            answer = ask_one(asked, retrying)
        except ConfigurationError:
            raise
        except GhostwriterError as error:
            answers[asked] = error
            return
        name = file_of(asked, answer.region)
        self._workspace.write(name, answer.model_dump_json(indent=1) + "\n")
        answers[asked] = answer
        self._emit(Notice(text=f"{asked.origin}: answered with {_counted(len(answer.passages))}, kept in {name}"))


def _not_offline(asked: Asked) -> SourceError:
    """What to do instead."""
    option = "--knowledge-base" if isinstance(asked, KnowledgeBase) else "--agent"
    name = asked.origin.partition(":")[2]
    return SourceError(
        f"{asked.origin}: --offline asks nothing on Bedrock, and the workspace holds no answer of it: run once without "
        f"--offline, or serve a folder in its place with `ghostwriter emulator {option} {name}=FOLDER`."
    )


def _in_words(asked: Asked) -> str:
    wanted = f" for {_counted(asked.results)}" if isinstance(asked, KnowledgeBase) else ""
    return f"{asked.origin}{wanted}"


def _counted(passages: int) -> str:
    return "1 passage" if passages == 1 else f"{passages} passages"
