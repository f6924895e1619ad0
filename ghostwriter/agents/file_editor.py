"""The file editor that agents get: the well-known commands, confined to the files of one stage.

It carries the name of OpenHands' own editor, so that models know how to use it, and nothing of its reach: upstream's
reads any file of the machine. Paths are relative to the workspace everywhere, so that requests are the same on every
machine.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

# The SDK reads its switches when it is imported, and this import sets them.
from ghostwriter.bedrock.sdk import register_tool

# isort: split
from openhands.sdk.tool import DeclaredResources, ToolAnnotations, ToolExecutor
from openhands.tools.file_editor.definition import FileEditorAction, FileEditorObservation, FileEditorTool
from pydantic import Field

from ghostwriter.agents.confined_folder import Breakdown, ConfinedFolder, Refusal

EDITOR_TOOL = "file_editor"
"""The name it is registered under: upstream's own, so that the unconfined editor is not to be had by name."""
WRITING = frozenset({"create", "str_replace", "insert", "undo_edit"})
MOST_UNDOS = 20
LONGEST_VIEW = 60_000
"""Characters of one view; an article of 8,000 words."""

DESCRIPTION = """View, create and edit plain-text files of this task.
* Paths are relative to the workspace. You may write only the file that your task names.
* `create` writes the whole file, and replaces it if it is there.
* `str_replace` replaces `old_str`, which must occur exactly once, with `new_str`.
* `insert` puts `new_str` after line `insert_line` (0 for the top).
* `view` shows a file with line numbers, `view_range` a part of it. `undo_edit` takes back the last change.
Nothing else can be read or written."""


class ConfinedAction(FileEditorAction):
    """The editor's commands; only what is said about paths differs from upstream's."""

    path: str = Field(description="Path of the file, relative to the workspace.")


class OutOfOrder(FileEditorObservation):
    """A command that the machine did not carry out; there is no use in telling the model."""


class ConfinedExecutor(ToolExecutor[FileEditorAction, FileEditorObservation]):
    """Carries out commands within one confined folder; one for each conversation."""

    def __init__(self, folder: ConfinedFolder) -> None:
        self._folder = folder
        self._history: list[tuple[str, str]] = []

    def __call__(self, action: FileEditorAction, conversation: Any = None) -> FileEditorObservation:  # noqa: ARG002  (upstream's signature)
        """Do what is asked, or say why not."""
        try:
            name = self._folder.name(action.path)
            said = getattr(self, f"_{action.command}")(name, action)
        except Breakdown as breakdown:
            return OutOfOrder.from_text(text=str(breakdown), command=action.command, is_error=True)
        except Refusal as refusal:
            return FileEditorObservation.from_text(text=str(refusal), command=action.command, is_error=True)
        return FileEditorObservation.from_text(text=said, command=action.command, path=name)

    def close(self) -> None:
        """Let go of the folder."""
        self._folder.close()

    def _view(self, name: str, action: FileEditorAction) -> str:
        if files := self._folder.beneath(name):
            return "\n".join(file if self._folder.exists(file) else f"{file} (not there yet)" for file in files)
        lines = lines_of(self._folder.read(name))
        if not lines:
            return f"{name} is empty."
        return numbered(lines, *chosen(action.view_range, len(lines)))

    def _create(self, name: str, action: FileEditorAction) -> str:
        if action.file_text is None:
            raise Refusal("`create` needs `file_text`: the whole content of the file.")
        self._change(name, action.file_text)
        return f"{name} is written."

    def _str_replace(self, name: str, action: FileEditorAction) -> str:
        if not action.old_str:
            raise Refusal("`str_replace` needs `old_str`: the exact text to replace.")
        text = self._folder.read(name)
        count = occurrences(text, action.old_str)
        if count != 1:
            raise Refusal(
                f"`old_str` occurs {count} times in {name!r}; it must occur exactly once. Nothing is changed."
            )
        self._change(name, text.replace(action.old_str, action.new_str or ""))
        return f"{name} is changed."

    def _insert(self, name: str, action: FileEditorAction) -> str:
        if action.insert_line is None or action.new_str is None:
            raise Refusal("`insert` needs `insert_line` and `new_str`.")
        text = self._folder.read(name)
        count = len(lines_of(text))
        if action.insert_line > count:
            raise Refusal(f"There is no line {action.insert_line}: {name!r} has {count} lines.")
        self._change(name, inserted(text, action.insert_line, action.new_str))
        return f"{name} is changed."

    def _undo_edit(self, name: str, action: FileEditorAction) -> str:  # noqa: ARG002  (all commands are called alike)
        index = next((i for i in range(len(self._history) - 1, -1, -1) if self._history[i][0] == name), None)
        if index is None:
            raise Refusal(f"There is no change of {name!r} to take back.")
        self._folder.write(name, self._history[index][1])
        del self._history[index]
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
    def create(cls, conv_state: Any, **params: Any) -> Sequence["ConfinedEditorTool"]:  # noqa: ARG003  (its folder is not the stage's)
        """One editor for one conversation; ``params`` are those of ``ConfinedFolder``."""
        folder = ConfinedFolder(
            Path(params["root"]),
            readable=params["readable"],
            writable=params["writable"],
            copies=params.get("copies"),
        )
        return [
            cls(
                action_type=ConfinedAction,
                observation_type=FileEditorObservation,
                description=DESCRIPTION,
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

    def declared_resources(self, action: Any) -> DeclaredResources:  # noqa: ARG002  (upstream's signature)
        """Nothing is declared, so that one conversation's commands run one by one.

        Upstream names the file, which it resolves on the host, following links.
        """
        return DeclaredResources(keys=(), declared=False)


def lines_of(text: str) -> list[str]:
    """The lines as editors count them: ended by a line feed, and by none of Unicode's other separators."""
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


def chosen(view_range: list[int] | None, count: int) -> tuple[int, int]:
    """The first and last line, counted from 1, that ``view_range`` asks for of ``count``.

    Raises:
        Refusal: if it is not a range of the file's lines.
    """
    match view_range or [1, -1]:
        case [first, -1] if 1 <= first <= count:
            return first, count
        case [first, last] if 1 <= first <= min(last, count):
            return first, min(last, count)
    raise Refusal(f"`view_range` does not fit: give [first, last] within 1 to {count}, or [first, -1].")


def numbered(lines: list[str], first: int, last: int) -> str:
    """Lines ``first`` to ``last`` in the manner of ``cat -n``, as many as one view holds."""
    shown: list[str] = []
    room = LONGEST_VIEW
    for number in range(first, last + 1):
        line = f"{number:6}\t{lines[number - 1]}"
        if len(line) > room:
            if not shown:
                return f"{line[:LONGEST_VIEW]}\n[Line {number} goes on; it has {len(lines[number - 1]):,} characters.]"
            shown.append(f"[Lines {number} to {last} are left out; ask for them with `view_range`.]")
            break
        shown.append(line)
        room -= len(line) + 1
    return "\n".join(shown)


def occurrences(text: str, part: str) -> int:
    """Count occurrences of ``part``, overlapping ones included."""
    count = text.count(part)
    if count == 1 and text.find(part, text.find(part) + 1) != -1:
        return 2
    return count


def inserted(text: str, line: int, new: str) -> str:
    """``text`` with the lines of ``new`` after line ``line``; 0 is the top."""
    lines = text.split("\n")
    lines[line:line] = new.removesuffix("\n").split("\n")
    return "\n".join(lines)


def wrote_a_file(observation: Any) -> bool:
    """Check that an observation is of a change that took place."""
    return (
        isinstance(observation, FileEditorObservation) and observation.command in WRITING and not observation.is_error
    )


def machine_fault(observation: Any) -> str | None:
    """The machine's reason for not carrying out a command; None if it did, or if the model is to blame."""
    return observation.text if isinstance(observation, OutOfOrder) else None


register_tool(EDITOR_TOOL, ConfinedEditorTool)
