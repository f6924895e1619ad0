"""Folders are walked once, to a bounded depth, never through a link; patterns match as in a shell."""

import glob
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.glob import DEEPEST, MOST_SEEN, matching_files


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    for name in ("a.md", "b.txt", "x/a.md", "x/y/a.md", "x/y/z/b.md", ".h/a.md", "x/.h.md", "w/[1].md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


PARTS = st.sampled_from(["**", "*", "x", "y", "*.md", "a.md", "?.txt", "[ab].*", ".h", ".*", "z", "[[]1].md"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=5).map("/".join))
def test_a_pattern_means_what_the_shell_means(tree: Path, pattern: str) -> None:
    found = sorted(matching_files(tree, pattern))

    wanted = {
        name
        for name in glob.glob(pattern, root_dir=tree, recursive=True)  # noqa: PTH207
        if not name.endswith("/") and (tree / name).is_file()
    }
    assert found == sorted(os.path.normpath(name) for name in wanted)


def test_links_are_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/secret.md").write_text("x")
    (tmp_path / "in/folder").symlink_to("../out")
    (tmp_path / "in/up").symlink_to("..")

    assert sorted(matching_files(tmp_path / "in", "**")) == ["folder", "up"]


def test_a_pattern_of_many_wildcards_costs_one_walk(tmp_path: Path) -> None:
    (tmp_path / "/".join("d" * 15)).mkdir(parents=True)

    assert list(matching_files(tmp_path, "**/" * 200 + "nothing")) == []


def test_folders_too_deep_are_refused(tmp_path: Path) -> None:
    (tmp_path / "/".join("d" * (DEEPEST + 2))).mkdir(parents=True)

    with pytest.raises(Unreadable, match=f"more than {DEEPEST} deep"):
        list(matching_files(tmp_path, "**"))


def test_folders_with_too_much_in_them_are_refused(tmp_path: Path) -> None:
    for number in range(MOST_SEEN + 1):
        (tmp_path / str(number)).mkdir()

    with pytest.raises(Unreadable, match="more than 20,000"):
        list(matching_files(tmp_path, "*.md"))


def test_no_pattern_leads_upwards(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"'\.\.' behind a wildcard"):
        list(matching_files(tmp_path, "*/../../secret"))
