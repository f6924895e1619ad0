"""A run may read the sources that its brief stands for, and no more of the disk than it takes to find them."""

from pathlib import Path

import pytest

from ghostwriter.brief.brief import Brief
from ghostwriter.cli.sandbox.for_run import run_grants
from ghostwriter.pipeline.prompts.files import shipped_prompts
from ghostwriter.security.sandbox.landlock import LIST, READ, Right


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name in ("desk/a.md", "desk/notes/b.md", "desk/notes/.key", "outside/secret.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("words")
    return tmp_path / "desk"


def rights(desk: Path, *sources: str) -> dict[str, Right]:
    """What is granted below the folder of the desk."""
    granted = run_grants(Brief(sources=sources, base=desk), None)
    return {str(one.path.relative_to(desk)): one.rights for one in granted if one.path.is_relative_to(desk)}


def test_a_file_is_read_and_its_folder_listed(desk: Path) -> None:
    assert rights(desk, "a.md") == {".": LIST, "a.md": READ}


@pytest.mark.parametrize("entry", ["notes", "notes/*.md"])
def test_of_a_folder_or_a_pattern_only_what_is_found_is_read(desk: Path, entry: str) -> None:
    assert rights(desk, entry) == {"notes": LIST, "notes/b.md": READ}


@pytest.mark.parametrize("entry", ["link.md", "folder/secret.md"])
def test_what_lies_behind_a_link_is_not_read(desk: Path, entry: str) -> None:
    (desk / "link.md").symlink_to("../outside/secret.md")
    (desk / "folder").symlink_to("../outside")

    assert READ not in rights(desk, entry).values()


@pytest.mark.parametrize("source", ["../outside/secret.md", "../outside", "../outside/*.md"])
def test_what_nobody_has_allowed_is_neither_read_nor_listed(desk: Path, source: str) -> None:
    granted = run_grants(Brief(sources=(source,), style="../outside/secret.md", base=desk), None)

    assert not any(one.path.is_relative_to(desk.parent / "outside") for one in granted)


@pytest.mark.parametrize(
    ("source", "others"),
    [("../outside/secret.md", {}), ("../outside", {".": LIST}), ("../outside/*.md", {".": LIST})],
)
def test_of_what_is_allowed_outside_only_the_files_are_read(desk: Path, source: str, others: dict[str, Right]) -> None:
    outside = desk.parent / "outside"
    (outside / "other.md").write_text("words")
    brief = Brief(sources=(source,), base=desk).allowing([outside / "secret.md"])

    granted = {
        str(one.path.relative_to(outside)): one.rights
        for one in run_grants(brief, None)
        if one.path.is_relative_to(outside)
    }

    assert granted == {"secret.md": READ} | others


@pytest.mark.parametrize("style", [".bashrc", "../.ssh/key", "https://example.org/style.md", "x" * 5_000])
def test_a_style_guide_that_no_brief_may_read_is_left_to_whoever_reads_it(desk: Path, style: str) -> None:
    assert {grant.path for grant in run_grants(Brief(style=style, base=desk), None)} == {shipped_prompts()}


def test_a_style_guide_is_read(desk: Path) -> None:
    brief = Brief(style="a.md", base=desk)

    assert (desk / "a.md", READ) in [(one.path, one.rights) for one in run_grants(brief, None)]


@pytest.mark.parametrize(
    "entry", [".key", "notes/.key", "x" * 5_000, "https://evil.test/x", "/**/*.pem", "**/" * 300 + "x"]
)
def test_what_the_intake_refuses_is_not_read(desk: Path, entry: str) -> None:
    assert READ not in rights(desk, entry).values()
