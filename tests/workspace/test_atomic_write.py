import os
import subprocess
import sys
from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.workspace.atomic_write import remove, target_of, write_atomically


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
