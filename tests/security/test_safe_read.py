"""Files are read without trust: no links, no devices, nothing without end."""

import os
from pathlib import Path

import pytest

from ghostwriter.security.safe_read import Unreadable, read_beneath, read_regular


def test_a_file_is_read_whatever_the_folders_above_it_are(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.md").write_text("text")
    (tmp_path / "link").symlink_to("real")

    assert read_regular(tmp_path / "link/a.md", 10) == b"text"


@pytest.mark.parametrize("name", ["link.md", "folder/a.md", "dangling.md", "loop.md"])
def test_no_link_is_followed_below_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.md").write_text("secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/link.md").symlink_to(tmp_path / "real/a.md")
    (tmp_path / "in/folder").symlink_to(tmp_path / "real")
    (tmp_path / "in/dangling.md").symlink_to("nowhere")
    (tmp_path / "in/loop.md").symlink_to("loop.md")

    with pytest.raises(Unreadable, match="link, and links are not followed"):
        read_beneath(tmp_path / "in", name, 10)


@pytest.mark.parametrize(
    "path", ["/proc/self/environ", "/proc/self/fd/0", "/proc/version", "/dev/zero", "/sys/kernel/notes"]
)
def test_what_the_system_shows_of_itself_is_no_document(path: str) -> None:
    if not os.path.lexists(path):
        pytest.skip("not on this system")

    with pytest.raises(Unreadable, match=r"lies in|is a device|is a link|is a named pipe|cannot be opened"):
        read_regular(Path(path), 1_000_000)


def test_proc_is_known_behind_another_name(tmp_path: Path) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("not on this system")
    (tmp_path / "notes").symlink_to("/proc/self")

    with pytest.raises(Unreadable, match="lies in /proc"):
        read_regular(tmp_path / "notes/status", 1_000_000)


def test_a_file_of_ten_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "sparse.md").open("wb") as file:
        file.truncate(10 * 1024**3)

    with pytest.raises(Unreadable, match="too large"):
        read_regular(tmp_path / "sparse.md", 5)


def test_a_path_without_end_is_no_path(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is no path"):
        read_beneath(tmp_path, "x/" * 5_000, 5)


def test_a_file_with_a_second_name_is_refused_where_it_may_have_only_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("secret")
    (tmp_path / "b.md").hardlink_to(tmp_path / "a.md")

    assert read_regular(tmp_path / "b.md", 10) == b"secret"
    with pytest.raises(Unreadable, match="second name"):
        read_regular(tmp_path / "b.md", 10, only_name=True)
