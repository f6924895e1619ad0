import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.workspace.atomic_write import append_line, flush, remove, target_of, write_atomically
from tests.machine import leave_room


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "file.md"
    target.mkdir()

    with pytest.raises(WorkspaceError, match=r"cannot write 'file\.md'"):
        write_atomically(target, b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["file.md"]


def test_the_disk_has_the_bytes_before_the_name_and_the_name_before_the_next_step(tmp_path: Path) -> None:
    program = f"""
import os, sys
from pathlib import Path
from ghostwriter.workspace.atomic_write import remove, write_atomically
seen = []
for name in ("fsync", "replace", "unlink"):
    def watched(*args, _name=name, _real=getattr(os, name), **more):
        kind = "" if _name != "fsync" else " folder" if os.path.isdir(f"/proc/self/fd/{{args[0]}}") else " file"
        seen.append(_name + kind)
        return _real(*args, **more)
    setattr(os, name, watched)
write_atomically(Path({str(tmp_path / "file")!r}), b"new")
remove(Path({str(tmp_path / "file")!r}))
print(seen)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "['fsync file', 'replace', 'fsync folder', 'unlink', 'fsync folder']"


def test_removing_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    remove(tmp_path / "gone")


def test_a_folder_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="No such file or directory"):
        write_atomically(tmp_path / "gone" / "file", b"new")

    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("name", [".env.local", ".my.settings", "run.json", ".run.json.short", ".hidden"])
def test_only_our_own_halves_of_files_are_known_as_such(name: str) -> None:
    assert target_of(name) is None
    assert target_of(f".run.json.{os.urandom(8).hex()}") == "run.json"


def test_lines_are_added_in_order(tmp_path: Path) -> None:
    for line in (b"one", b"two"):
        append_line(tmp_path / "lines", line)

    assert (tmp_path / "lines").read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("torn", [b'{"kind": "no', bytes(5_000), b"x" * 200_000])
def test_a_line_that_was_torn_is_cut_off_before_the_next_one(tmp_path: Path, torn: bytes) -> None:
    (tmp_path / "lines").write_bytes(b"one\n" + torn)

    append_line(tmp_path / "lines", b"two")

    assert (tmp_path / "lines").read_bytes() == b"one\ntwo\n"


def test_a_file_that_is_nothing_but_a_torn_line_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(b'{"kind": "no')

    append_line(tmp_path / "lines", b"one")

    assert (tmp_path / "lines").read_bytes() == b"one\n"


def test_a_line_for_which_there_is_no_room_leaves_no_part_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    append_line(path, b"one")

    said = _in_a_fork(partial(leave_room, 10), path)

    assert "cannot write 'lines': File too large" in said
    assert path.read_bytes() == b"one\n"


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="No such file or directory"):
        append_line(tmp_path / "gone" / "lines", b"one")
    with pytest.raises(WorkspaceError, match="cannot write 'lines': No such file or directory"):
        flush(tmp_path / "lines")


def _in_a_fork(prepare: "partial[None]", path: Path) -> str:
    reading, writing = os.pipe()
    if os.fork() == 0:
        prepare()
        try:
            append_line(path, b"a line that is too long")
        except WorkspaceError as error:
            os.write(writing, str(error).encode())
        os._exit(0)
    os.wait()
    return os.read(reading, 1_000).decode()


def test_a_second_name_of_another_file_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"mine\n")
    (tmp_path / "lines").hardlink_to(tmp_path / "other")

    with pytest.raises(WorkspaceError, match="second name"):
        append_line(tmp_path / "lines", b"one")

    assert (tmp_path / "other").read_bytes() == b"mine\n"
