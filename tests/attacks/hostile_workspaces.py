"""Workspaces that a stranger has prepared for ``ghostwriter report``: names that lead out of them, and files that are links."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol


class Change(Protocol):
    """Puts a name into what a file says."""

    def __call__(self, said: Any, name: str) -> object: ...


NAMES = (
    "../outside/secret.md",
    "{outside}/secret.md",
    "drafting/../../outside/secret.md",
    "drafting/draft.md/../../../outside/secret.md",
    "..%2foutside%2fsecret.md",
    "..\\outside\\secret.md",
    "\uff0e\uff0e/outside/secret.md",
    "drafting/draft.md\0",
    "drafting/draft.md\n",
    "./drafting/draft.md",
    "drafting//draft.md",
    "drafting/draft-\u0661.md",
    "S1/../../../outside/secret",
    "S\u0661",
    "/etc/passwd",
    "~/.bashrc",
    ".hidden",
    "..",
    "",
)
"""What is no name inside a workspace."""
VERDICTS, ROUND, FACTS, RECORD = (
    "verification/verdicts.json",
    "verification/round-1.json",
    "extraction/facts.json",
    "run.json",
)


def _evidence(said: Any, name: str) -> None:
    said["verdicts"][0]["evidence"] = [{"source": name, "quote": "x", "start": 0, "end": 40, "locator": ""}]


def _nearest(said: Any, name: str) -> None:
    said["verdicts"][0]["nearest"] = {"source": name, "quote": "x", "start": 0, "end": 40, "locator": ""}


def _rename(mapping: dict[str, Any], name: str) -> None:
    mapping[name] = mapping.pop(next(iter(mapping))) if mapping else ""


FIELDS: dict[str, tuple[str, Change]] = {
    "the draft": (VERDICTS, lambda said, name: said.update(draft=name)),
    "the draft of an earlier round": (ROUND, lambda said, name: said.update(draft=name)),
    "the source of evidence": (VERDICTS, _evidence),
    "the source of the nearest passage": (VERDICTS, _nearest),
    "the source of rejected evidence": (
        VERDICTS,
        lambda said, name: said["verdicts"][0].update(rejected=[{"source": name, "quote": "x"}]),
    ),
    "the source of a fact": (FACTS, lambda said, name: said["facts"][0].update(source=name)),
    "the source of a dropped fact": (FACTS, lambda said, name: said["dropped"][0].update(source=name)),
    "a source": (RECORD, lambda said, name: said["sources"][0].update(id=name)),
    "the article": (RECORD, lambda said, name: said.update(article=name)),
    "the report": (RECORD, lambda said, name: said.update(report=name)),
    "an artifact": (
        RECORD,
        lambda said, name: said["stages"]["drafting"]["tasks"]["drafting/draft"].update(artifact=name),
    ),
    "a task": (RECORD, lambda said, name: _rename(said["stages"]["drafting"]["tasks"], name)),
    "a stage": (RECORD, lambda said, name: _rename(said["stages"], name)),
    "a task under way": (RECORD, lambda said, name: said.update(pending={name: "key"})),
    "a derived file": (RECORD, lambda said, name: said.update(derived={name: ["", ""]})),
}

FILES = (
    "run.json",
    "brief.md",
    "final.md",
    "report.html",
    "drafting/draft.md",
    "sources/S1.md",
    "extraction/facts.json",
    "critique/critique.json",
    VERDICTS,
    ROUND,
)
"""What the report reads, or writes."""


def change(workspace: Path, name: str, make: Callable[[Any], object]) -> None:
    """Change what a file of JSON says."""
    said = json.loads((workspace / name).read_text(encoding="utf-8"))
    make(said)
    (workspace / name).write_text(json.dumps(said), encoding="utf-8")


def _moved_out(path: Path, outside: Path) -> Path:
    return path.rename(outside / path.name)


def _link(path: Path, outside: Path) -> None:
    path.symlink_to(_moved_out(path, outside))


def _second_name(path: Path, outside: Path) -> None:
    path.hardlink_to(_moved_out(path, outside))


def _folder_link(path: Path, outside: Path) -> None:
    path.parent.symlink_to(_moved_out(path.parent, outside))


def _pipe(path: Path, _outside: Path) -> None:
    path.unlink()
    os.mkfifo(path)


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "a link": _link,
    "a second name": _second_name,
    "a link to its folder": _folder_link,
    "a pipe": _pipe,
}
