"""The folder of a run that is not told where to go."""

import os
from pathlib import Path

import pytest

from ghostwriter.errors import UsageError, WorkspaceError
from ghostwriter.workspace.default_path import require_a_name, workspace_of


@pytest.mark.parametrize(
    ("brief", "name"),
    [
        ("brief.md", "brief"), ("texts/The dam.md", "The dam"), ("-", "stdin"), ("a.b.md", "a.b"), ("..md", "brief"),
        ("...md", "brief"), (".md", "md"), ("\u202ea\u200b.md", "a"), ("\x1b[2Ja.md", "[2Ja"), (os.fsdecode(b"\xff.md"), "?"),
    ],
)  # fmt: skip
def test_a_brief_names_a_folder_in_workspaces_and_nothing_else(
    brief: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert workspace_of(Path(brief)) == Path("workspaces") / name


@pytest.mark.parametrize("link", ["workspaces", "workspaces/brief"])
def test_a_link_in_its_place_has_to_be_named(link: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(link).parent.mkdir(exist_ok=True)
    Path(link).symlink_to(tmp_path)

    with pytest.raises(WorkspaceError, match=f"{link} is a link .*--workspace workspaces/brief"):
        workspace_of(Path("brief.md"))


def test_a_name_that_cannot_be_written_down_is_refused() -> None:
    with pytest.raises(UsageError, match="not UTF-8"):
        require_a_name(Path(os.fsdecode(b"\xff")))
