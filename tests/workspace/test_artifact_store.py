"""Artifacts are repaired after a power cut, and never overwritten where they were edited by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.artifacts import Extraction
from ghostwriter.schema.events import Event, Notice
from ghostwriter.workspace.artifact_store import ArtifactStore
from ghostwriter.workspace.workspace import Workspace

FACTS = "extraction/facts.json"
TEXT = Extraction(facts=[]).to_json()


class Opened:
    """A store in an open workspace, and the notices that it gave."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.notices: list[str] = []
        self.store = ArtifactStore(workspace, self.hear)

    def hear(self, event: Event) -> None:
        assert isinstance(event, Notice)
        self.notices.append(event.text)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    with Workspace.open(tmp_path) as workspace:
        yield Opened(workspace)


def test_what_is_derived_is_there_with_its_original(opened: Opened) -> None:
    assert opened.store.derive(FACTS, TEXT) == TEXT

    assert opened.workspace.read(FACTS) == opened.workspace.read(f"originals/{FACTS}") == TEXT
    assert opened.store.changed


def test_what_stands_already_is_not_written_again(opened: Opened) -> None:
    opened.store.derive(FACTS, TEXT)
    again = ArtifactStore(opened.workspace, opened.hear)

    again.derive(FACTS, TEXT)

    assert not again.changed


def test_an_edit_of_a_derived_file_is_kept(opened: Opened) -> None:
    opened.store.derive(FACTS, TEXT)
    opened.workspace.write_bytes(FACTS, b"mine")

    assert opened.store.is_edited(FACTS)
    assert opened.store.derive(FACTS, TEXT) == "mine"
    assert opened.notices == [f"{FACTS} was edited by hand and is kept; delete it to have it rebuilt"]


@pytest.mark.parametrize("left", [b"", b"{", bytes(9)])
def test_a_truncated_file_is_restored_from_its_original(opened: Opened, left: bytes) -> None:
    opened.store.derive(FACTS, TEXT)
    opened.workspace.write_bytes(FACTS, left)

    opened.store.repair(FACTS)

    assert opened.workspace.read(FACTS) == TEXT
    assert "is whole again" in opened.notices[0]


def test_what_only_code_may_write_replaces_an_edit_and_keeps_a_copy(opened: Opened) -> None:
    opened.store.restore({"brief.md": "a brief"})
    opened.workspace.write_bytes("brief.md", b"mine")

    opened.store.restore({"brief.md": "a brief"})

    assert opened.workspace.read("brief.md") == "a brief"
    assert opened.workspace.read("set-aside/1/brief.md") == "mine"


def test_a_copy_of_an_edited_artifact_that_is_discarded_is_kept(opened: Opened) -> None:
    opened.store.derive(FACTS, TEXT)
    opened.workspace.write_bytes(FACTS, b"mine")

    opened.store.discard(FACTS)

    assert not opened.workspace.exists(FACTS)
    assert opened.workspace.read(f"set-aside/1/{FACTS}") == "mine"


def test_an_artifact_that_changes_during_a_run_is_refused(opened: Opened) -> None:
    opened.store.derive(FACTS, TEXT)
    opened.store.read(FACTS)
    opened.workspace.write_bytes(FACTS, b"mine")

    with pytest.raises(WorkspaceError, match="was edited while the run went on"):
        opened.store.read(FACTS)


def test_an_edit_that_does_not_validate_is_named_with_what_is_wrong(opened: Opened) -> None:
    opened.workspace.write_bytes(FACTS, b'{"facts": 1}')

    with pytest.raises(
        WorkspaceError, match=r"edited by hand and does not validate: facts: .* Correct it, or delete it"
    ):
        opened.store.load(Extraction, FACTS)
