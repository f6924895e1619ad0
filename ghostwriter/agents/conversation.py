"""Hold one task's conversation with a model until its artifact validates.

The model writes into the workspace with the confined editor. The conversation is stopped by the write, not by the model
saying that it is done: a model that gets it right the first time is called once.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ghostwriter.agents.file_editor import EDITOR_TOOL, machine_fault, wrote_a_file
from ghostwriter.agents.stream_parser import StreamedWords
from ghostwriter.agents.task import Task
from ghostwriter.bedrock.llm import BedrockLLM
from ghostwriter.bedrock.sdk import (
    Agent,
    ConversationRunError,
    LocalConversation,
    Message,
    ObservationEvent,
    TextContent,
    Tool,
)
from ghostwriter.bedrock.sdk import Event as SDKEvent
from ghostwriter.errors import GhostwriterError, ModelUnavailable, StageFailed, WorkspaceError
from ghostwriter.schema.events import ArtifactRejected, Event, TextStreamed
from ghostwriter.security.safe_read import Missing, Unreadable, read_beneath
from ghostwriter.security.secrets.scanner import SecretScanner
from ghostwriter.security.secrets.stream_filter import StreamFilter
from ghostwriter.workspace.atomic_write import append_line
from ghostwriter.workspace.layout import LARGEST_FILE, ORIGINALS

MAX_ATTEMPTS = 3
"""The first answer, and two chances to fix it."""
LONGEST_COMPLAINT = 2_000
"""Characters of the complaint about a file, some of which are the model's own."""
MAX_STEPS = 8
"""Model calls within one attempt: room for a look at a file or a slip with the editor, not for wandering."""


class SealedConversation(LocalConversation):
    """A conversation that loads nothing from the folder it runs in, its parents, or the user's home.

    OpenHands scans all three for plugins, hooks and agents, and runs the hooks' shell commands; there is no switch for it.
    """

    def _ensure_plugins_loaded(self) -> None:
        self._plugins_loaded = True

    def _register_file_based_agents(self) -> None:
        return


def converse(task: Task, llm: BedrockLLM, root: Path, emit: Callable[[Event], None], scanner: SecretScanner) -> int:
    """Run the conversation; returns the number of attempts that the artifact took.

    Raises:
        ModelStopped: if the model stopped before it was done.
        WorkspaceError: if the artifact or the transcript cannot be written.
        ModelUnavailable: if it refused or did not answer.
        SecretFound: if it said a secret; nothing of that is kept.
        StageFailed: if the artifact still does not validate after the last attempt.
    """
    transcript = _blank_transcript(root, task)

    def note(event: SDKEvent) -> None:
        # Before it is kept, and before an editor's call is carried out.
        line = event.model_dump_json(exclude_none=True)
        scanner.require_none(line, f"{task.name}: what was to go into {task.artifact}")
        append_line(transcript, line.encode())

    with tempfile.TemporaryDirectory(prefix="ghostwriter-") as empty:
        conversation = _open(task, llm, root, empty, emit, note, StreamFilter(scanner))
        try:
            return _until_it_validates(task, conversation, root, emit)
        except GhostwriterError as error:
            error.add_note(f"transcript: transcripts/{transcript.name}")
            raise
        finally:
            conversation.close()


def _blank_transcript(root: Path, task: Task) -> Path:
    path = root / "transcripts" / f"{task.name.replace('/', '-')}.jsonl"
    try:
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(f"cannot write {path.name!r}: {error.strerror}. What was finished is kept.") from error
    return path


def _open(  # noqa: PLR0913, PLR0917  (what a conversation is made of)
    task: Task,
    llm: BedrockLLM,
    root: Path,
    folder: str,
    emit: Callable[[Event], None],
    note: Callable[[SDKEvent], None],
    stream_filter: StreamFilter,
) -> SealedConversation:
    params = {"root": str(root), "writable": [task.artifact], "readable": [task.artifact], "copies": ORIGINALS}
    editor = Tool(name=EDITOR_TOOL, params=params)
    agent = Agent(llm=llm, system_prompt=task.system, tools=[editor], include_default_tools=[])

    def stop_at_a_write(event: SDKEvent) -> None:
        note(event)
        if not isinstance(event, ObservationEvent):
            return
        if (fault := machine_fault(event.observation)) is not None:
            raise WorkspaceError(f"{fault} What was finished is kept.")
        if wrote_a_file(event.observation):
            conversation.pause()

    conversation = SealedConversation(
        agent=agent,
        workspace=folder,
        callbacks=[stop_at_a_write],
        token_callbacks=[_streaming(task, emit, stream_filter)] if llm.stream else None,
        max_iteration_per_run=MAX_STEPS,
        visualizer=None,
        # The SDK makes a folder for provider connections beside it, which must not be one that others can fill.
        profile_store_dir=Path(folder, "profiles"),
    )
    return conversation


def _streaming(task: Task, emit: Callable[[Event], None], stream_filter: StreamFilter) -> Callable[[Any], None]:
    """Takes the pieces of a streamed answer, and tells of the words in them that no secret begins with."""
    words = StreamedWords()

    def stream(chunk: Any) -> None:
        for choice in chunk.choices:
            calls = [call for call in choice.delta.tool_calls or () if call.function]
            arguments = {call.index: call.function.arguments or "" for call in calls}
            fed = words.feed(str(chunk.id), choice.delta.content or "", arguments)
            text = stream_filter.feed(fed, last=choice.finish_reason is not None)
            if text:
                emit(TextStreamed(stage=task.stage.name, task=task.name, text=text))

    return stream


def _until_it_validates(task: Task, conversation: SealedConversation, root: Path, emit: Callable[[Event], None]) -> int:
    # The part that other stages' first messages begin with as well is a block of its own, so that it can be cached.
    opening = [TextContent(text=text) for text in (task.shared, task.user) if text]
    conversation.send_message(Message(role="user", content=opening))
    complaint = ""
    for attempt in range(1, MAX_ATTEMPTS + 1):
        _run(task, conversation)
        complaint = _complaint(task, root)
        if not complaint:
            return attempt
        emit(
            ArtifactRejected(
                stage=task.stage.name, task=task.name, artifact=task.artifact, error=complaint, attempt=attempt
            )
        )
        if attempt < MAX_ATTEMPTS:
            conversation.send_message(
                f"The file {task.artifact} was not accepted: {complaint}\n"
                f"Mend it, and write the whole file again with `create` at {task.artifact}."
            )
    raise StageFailed(
        f"{task.artifact} was not acceptable after {MAX_ATTEMPTS} attempts: {complaint}",
        subject=task.name,
        falls_back=True,
    )


def _run(task: Task, conversation: SealedConversation) -> None:
    try:
        conversation.run()
    except ConversationRunError as error:
        cause = error.original_exception
        if isinstance(cause, GhostwriterError):
            raise cause from error
        model = conversation.agent.llm.model
        if isinstance(cause, OSError):
            raise ModelUnavailable(f"{model} could not be asked: {cause}", subject=task.name) from error
        # Half a surrogate pair, a call nested without end: what the libraries fail on when they store or read what was said.
        raise ModelUnavailable(
            "malformed answer: what it said cannot be taken in.",
            subject=f"{task.name}: {model}",
            advice="Run the same command again, or use another model for this stage.",
            falls_back=True,
        ) from error


def _complaint(task: Task, root: Path) -> str:
    """Problem of the artifact, for the model; empty if there is none."""
    try:
        text = read_beneath(root, task.artifact, LARGEST_FILE, only_name=True).decode()
    except Missing:
        return f"there is no file at {task.artifact}; call the file_editor tool with command `create`"
    except Unreadable as error:
        raise WorkspaceError(f"{task.artifact} {error}. What was finished is kept.") from error
    except UnicodeDecodeError as error:
        return f"it is not UTF-8: {error.reason} at byte {error.start}"
    try:
        task.check(text)
    except ValueError as error:
        return str(error)[:LONGEST_COMPLAINT]
    return ""
