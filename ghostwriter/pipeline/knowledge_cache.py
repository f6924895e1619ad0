"""Answers of knowledge bases and agents, kept in the workspace: the same question is asked, and paid for, once.

The file is named by the digest of question and region. Delete it, and the question is asked again.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from ghostwriter.bedrock.knowledge_bases.client import AgentRuntime

_LARGEST = 20_000_000
"""Bytes of an answer: a hundred passages of the longest kind, with room."""


def file_of(asked: Asked, region: str) -> str:
    """The file of an answer in a workspace."""
    return f"retrieved/{digest([type(asked).__name__, asked.model_dump(), region])}.json"


class KnowledgeCache:
    """The answers in a workspace; ``missing`` is what has to be asked, of which an offline run has nothing."""

    def __init__(self, root: Path | None, access: Access, *, offline: bool) -> None:
        self._root = root
        self._offline = offline
        self._access = access
        self.missing: list[Asked] = []

    def ask(self, asked: Sequence[Asked]) -> Answers:
        """The answers that are there; offline, an error in the place of others. Raises WorkspaceError for a damaged one."""
        found = {one: self._find(one) or (_not_offline(one) if self._offline else None) for one in asked}
        self.missing = [one for one, answer in found.items() if answer is None]
        return {one: answer for one, answer in found.items() if answer is not None}

    def _find(self, asked: Asked) -> Retrieved | None:
        region = self._access.region_of(asked.address)
        name = file_of(asked, region)
        if self._root is None or not os.path.lexists(self._root / name):
            return None
        try:
            answer = Retrieved.model_validate_json(read_beneath(self._root, name, _LARGEST, only_name=True))
        except (ValidationError, Unreadable) as error:
            raise self._unusable(name, asked, "is damaged") from error
        if (answer.asked, answer.region) != (asked, region):
            raise self._unusable(name, asked, "answers another question")
        return answer

    def _unusable(self, name: str, asked: Asked, problem: str) -> WorkspaceError:
        workspace = str(self._root)
        return WorkspaceError(f"{name} in workspace {workspace!r} {problem}; delete it to ask {asked.origin} again.")


class KnowledgeRetriever:
    """Answers for one run: from the workspace where it has them, else from Bedrock, side by side."""

    def __init__(self, workspace: Workspace, settings: Settings, env: Mapping[str, str], emit: Sink) -> None:
        self._workspace = workspace
        self._settings = settings
        self._access = Access.find(env)
        self._emit = emit

    def ask(self, asked: Sequence[Asked]) -> Answers:
        """An answer for each, or the error in its place; each answer is kept, whatever happens to others.

        Raises:
            ConfigurationError: for what is wrong with all of them, such as credentials.
            WorkspaceError: if an answer in the workspace is damaged.
        """
        cache = KnowledgeCache(self._workspace.root, self._access, offline=self._settings.offline)
        answers = dict(cache.ask(asked))
        if cache.missing:
            from ghostwriter.bedrock.knowledge_bases.client import AgentRuntime  # noqa: PLC0415  (few runs need it)

            # Extraction reads the sources, so its retry policy holds for them.
            runtime = AgentRuntime(self._access, self._settings.call("extraction").retry_policy)
            run_concurrently([lambda one=one: self._ask(one, runtime, answers) for one in cache.missing])  # type: ignore[misc]
        return {one: answers[one] for one in asked}

    def _ask(self, asked: Asked, runtime: "AgentRuntime", answers: dict[Asked, Retrieved | GhostwriterError]) -> None:
        def on_retry(reason: str, failures: int, wait: float) -> None:
            self._emit(Notice(text=f"{asked.origin}: try {failures} failed, trying again in {wait:.1f} s: {reason}"))

        wanted = f" for {_counted(asked.results)}" if isinstance(asked, KnowledgeBase) else ""
        self._emit(Notice(text=f"asking {asked.origin}{wanted}"))
        try:
            answer = runtime.ask(asked, on_retry)
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
    option = "--knowledge-base" if isinstance(asked, KnowledgeBase) else "--agent"
    name = asked.origin.partition(":")[2]
    return SourceError(
        f"{asked.origin}: --offline asks nothing on Bedrock, and the workspace holds no answer of it: run once without "
        f"--offline, or serve a folder in its place with `ghostwriter emulator {option} {name}=FOLDER`."
    )


def _counted(passages: int) -> str:
    return "1 passage" if passages == 1 else f"{passages} passages"
