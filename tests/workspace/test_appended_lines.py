import os
from functools import partial
from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.workspace.atomic_write import append_line, flush
from tests.machine import leave_room


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
