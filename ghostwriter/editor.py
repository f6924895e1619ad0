"""The file editor that agents get: the well-known commands, confined to the files of one stage.

It carries the name of OpenHands' own editor, so that models know how to use it, and nothing of its reach: upstream's reads
any file of the machine. Paths are relative to the workspace everywhere, so that requests are the same on every machine.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from openhands.sdk.tool import DeclaredResources, ToolAnnotations, ToolExecutor
from openhands.tools.file_editor.definition import FileEditorAction, FileEditorObservation, FileEditorTool
from pydantic import Field

from ghostwriter.confinement import ConfinedFolder, Refusal
from ghostwriter.sdk import register_tool  # first: it sets the switches of the SDK

EDITOR_TOOL = "ghostwriter_file_editor"
"""The name it is registered under; upstream's editor, under its own, is never asked for."""
WRITING = frozenset({"create", "str_replace", "insert", "undo_edit"})
MOST_UNDOS = 20

DESCRIPTION = """View, create and edit plain-text files of this task.
* Paths are relative to the workspace. You may write only: {writable}.
* `create` writes the whole file, and replaces it if it is there.
* `str_replace` replaces `old_str`, which must occur exactly once, with `new_str`.
* `insert` puts `new_str` after line `insert_line` (0 for the top).
* `view` shows a file with line numbers, `view_range` a part of it. `undo_edit` takes back the last change.
Nothing else can be read or written."""


class ConfinedAction(FileEditorAction):
    """The editor's commands; only what is said about paths differs from upstream's."""

    path: str = Field(description="Path of the file, relative to the workspace.")


class ConfinedExecutor(ToolExecutor[FileEditorAction, FileEditorObservation]):
    """Carries out commands within one confined folder; one for each conversation."""

    def __init__(self, folder: ConfinedFolder) -> None:
        self._folder = folder
        self._history: list[tuple[str, str]] = []

    def __call__(self, action: FileEditorAction, conversation: Any = None) -> FileEditorObservation:  # noqa: ARG002
        """Do what is asked, or say why not."""
        try:
            name = self._folder.name(action.path)
            said = getattr(self, f"_{action.command}")(name, action)
        except Refusal as refusal:
            return FileEditorObservation.from_text(text=str(refusal), command=action.command, is_error=True)
        return FileEditorObservation.from_text(text=said, command=action.command, path=name)

    def close(self) -> None:
        """Let go of the folder."""
        self._folder.close()

    def _view(self, name: str, action: FileEditorAction) -> str:
        lines = self._folder.read(name).splitlines()
        first, last = action.view_range or [1, -1]
        last = len(lines) if last == -1 else last
        if not 1 <= first <= max(1, len(lines)) or last < first:
            raise Refusal(f"view_range {action.view_range} does not fit: {name!r} has {len(lines)} lines.")
        return "\n".join(f"{number:6}\t{lines[number - 1]}" for number in range(first, min(last, len(lines)) + 1))

    def _create(self, name: str, action: FileEditorAction) -> str:
        if action.file_text is None:
            raise Refusal("`create` needs `file_text`: the whole content of the file.")
        self._change(name, action.file_text)
        return f"{name} is written."

    def _str_replace(self, name: str, action: FileEditorAction) -> str:
        if not action.old_str:
            raise Refusal("`str_replace` needs `old_str`: the exact text to replace.")
        text = self._folder.read(name)
        count = text.count(action.old_str)
        if count != 1:
            raise Refusal(f"`old_str` occurs {count} times in {name!r}; it must occur exactly once.")
        self._change(name, text.replace(action.old_str, action.new_str or ""))
        return f"{name} is changed."

    def _insert(self, name: str, action: FileEditorAction) -> str:
        lines = self._folder.read(name).splitlines(keepends=True)
        if action.insert_line is None or action.new_str is None:
            raise Refusal("`insert` needs `insert_line` and `new_str`.")
        if action.insert_line > len(lines):
            raise Refusal(f"There is no line {action.insert_line}: {name!r} has {len(lines)} lines.")
        before, after = "".join(lines[: action.insert_line]), "".join(lines[action.insert_line :])
        if before and not before.endswith("\n"):
            before += "\n"
        added = action.new_str if action.new_str.endswith("\n") or not after else f"{action.new_str}\n"
        self._change(name, before + added + after)
        return f"{name} is changed."

    def _undo_edit(self, name: str, action: FileEditorAction) -> str:  # noqa: ARG002  (all commands are called alike)
        index = next((i for i in range(len(self._history) - 1, -1, -1) if self._history[i][0] == name), None)
        if index is None:
            raise Refusal(f"There is no change of {name!r} to take back.")
        self._folder.write(name, self._history.pop(index)[1])
        return f"The last change of {name} is taken back."

    def _change(self, name: str, text: str) -> None:
        before = self._folder.read(name) if self._folder.exists(name) else None
        self._folder.write(name, text)
        if before is not None:
            self._history = [*self._history, (name, before)][-MOST_UNDOS:]


class ConfinedEditorTool(FileEditorTool):
    """The tool as OpenHands wants it; its name on the wire is that of the editor which models know."""

    name: ClassVar[str] = "file_editor"

    @classmethod
    def create(cls, conv_state: Any, **params: Any) -> Sequence["ConfinedEditorTool"]:  # noqa: ARG003
        """One editor for one conversation; ``params`` are ``root``, ``writable`` and ``readable``."""
        folder = ConfinedFolder(Path(params["root"]), readable=params["readable"], writable=params["writable"])
        return [
            cls(
                action_type=ConfinedAction,
                observation_type=FileEditorObservation,
                description=DESCRIPTION.format(writable=", ".join(params["writable"])),
                annotations=ToolAnnotations(
                    title="file_editor",
                    readOnlyHint=False,
                    destructiveHint=True,
                    idempotentHint=False,
                    openWorldHint=False,
                ),
                executor=ConfinedExecutor(folder),
            )
        ]

    def declared_resources(self, action: Any) -> DeclaredResources:
        """What a command locks: its file, by the name it was given. Upstream resolves it on the host, following links."""
        return DeclaredResources(keys=(f"file:{action.path}",), declared=True)


def wrote_a_file(observation: Any) -> bool:
    """Whether an observation is of a change that took place."""
    return (
        isinstance(observation, FileEditorObservation) and observation.command in WRITING and not observation.is_error
    )


register_tool(EDITOR_TOOL, ConfinedEditorTool)
