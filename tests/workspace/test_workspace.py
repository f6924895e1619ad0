import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ghostwriter.errors import SecretFound, WorkspaceError
from ghostwriter.schema.record_parts import SourceRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.security.secrets.scanner import SecretScanner
from ghostwriter.workspace.record_io import read_record
from ghostwriter.workspace.workspace import Workspace


def test_a_file_written_is_there_with_its_digest(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "w") as workspace:
        digest = workspace.write("drafting/draft.md", "# Über\n")

        assert workspace.read("drafting/draft.md") == "# Über\n"
        assert workspace.sha256("drafting/draft.md") == digest


def test_a_second_run_on_the_same_workspace_is_refused(tmp_path: Path) -> None:
    with Workspace.open(tmp_path):
        program = (
            "from pathlib import Path; from ghostwriter.workspace.workspace import Workspace\n"
            f"with Workspace.open(Path({str(tmp_path)!r})): pass"
        )
        second = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert f"is in use by another run (process {os.getpid()} on " in second.stderr


def test_the_lock_is_free_again_after_a_kill(tmp_path: Path) -> None:
    program = f"""
import os, signal
from pathlib import Path
from ghostwriter.workspace.workspace import Workspace
with Workspace.open(Path({str(tmp_path)!r})):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", program], check=False)

    with Workspace.open(tmp_path):
        pass


def test_the_record_survives_the_run(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace:
        workspace.update(lambda record: record.changed(title="Dams"))

    with Workspace.open(tmp_path) as workspace:
        assert workspace.record.title == "Dams"


def test_changes_made_while_the_record_is_written_share_the_next_write(tmp_path: Path) -> None:
    writes: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def secrets() -> dict[str, str]:  # asked once for every write
        writes.append("run.json")
        begun.set()
        go_on.wait(10)
        return {}

    def note(name: str) -> None:
        workspace.update(lambda record: record.changed(failing_claims=[*record.failing_claims, name]))

    with Workspace.open(tmp_path) as workspace, ThreadPoolExecutor() as pool:
        workspace.scanner = SecretScanner(secrets)
        noted = [pool.submit(note, "C0")]
        begun.wait(10)
        noted += [pool.submit(note, f"C{number}") for number in range(1, 5)]
        while len(workspace.record.failing_claims) < 5:
            time.sleep(0.01)
        go_on.set()
        for one in noted:
            one.result()

    assert len(writes) == 2
    assert sorted(read_record(tmp_path).failing_claims) == ["C0", "C1", "C2", "C3", "C4"]


@pytest.mark.parametrize("damaged", ["", "{", '{"schema_version": 99}', "[]"])
def test_a_damaged_record_is_an_error_with_a_way_out(tmp_path: Path, damaged: str) -> None:
    with Workspace.open(tmp_path):
        (tmp_path / "run.json").write_text(damaged)

    with pytest.raises(WorkspaceError, match=r"run again with --fresh|newer Ghostwriter"), Workspace.open(tmp_path):
        pass
    with Workspace.open(tmp_path, fresh=True) as workspace:
        assert not workspace.exists("run.json")


@pytest.mark.parametrize("fresh", [False, True])
def test_a_folder_that_is_somebody_elses_is_not_even_locked(tmp_path: Path, *, fresh: bool) -> None:
    (tmp_path / "final.md").write_text("mine")

    with (
        pytest.raises(WorkspaceError, match="is not empty and no run's workspace"),
        Workspace.open(tmp_path, fresh=fresh),
    ):
        pass

    assert [path.name for path in tmp_path.iterdir()] == ["final.md"]


def test_what_another_tool_keeps_under_the_records_name_is_set_aside(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace:
        workspace.update(lambda record: record.changed(title="Dams"))
    (tmp_path / "run.json").write_text('{"jobs": 3}')
    (tmp_path / "events.jsonl").write_text("Monday: met the mayor")

    with Workspace.open(tmp_path) as workspace:
        assert workspace.record.title == "Dams"
        assert workspace.notices == ["not as a run wrote it, and kept: set-aside/1/run.json, set-aside/1/events.jsonl"]

    assert (tmp_path / "set-aside/1/run.json").read_text() == '{"jobs": 3}'


def test_a_workspace_among_another_runs_own_files_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "outer"):
        pass

    for inner in ("sources", "verification/inner"):
        with (
            pytest.raises(WorkspaceError, match="among another run's own files"),
            Workspace.open(tmp_path / "outer" / inner),
        ):
            pass
    assert not (tmp_path / "outer/sources").exists()
    with Workspace.open(tmp_path / "outer/notes"):  # what no run writes is anybody's
        pass


@pytest.mark.parametrize("fresh", [False, True])
def test_a_workspace_with_another_one_among_its_own_files_is_refused_and_leaves_it(
    tmp_path: Path, *, fresh: bool
) -> None:
    with Workspace.open(tmp_path / "outer"):
        pass
    # Its folder may have been moved there.
    (tmp_path / "outer/verification").mkdir()
    with Workspace.open(tmp_path / "inner") as inner:
        inner.write("final.md", "# Dams\n")

    (tmp_path / "inner").rename(tmp_path / "outer/verification/inner")
    with pytest.raises(WorkspaceError, match="is a workspace itself"), Workspace.open(tmp_path / "outer", fresh=fresh):
        pass

    assert (tmp_path / "outer/verification/inner/final.md").read_text() == "# Dams\n"


def test_fresh_removes_what_runs_write_and_nothing_else(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace:
        for name in ("originals/drafting/draft.md", "drafting/draft.md"):
            workspace.write(name, "old")
        workspace.write("notes.txt", "mine")
        workspace.write("sources/interview.docx", "mine")

    with Workspace.open(tmp_path, fresh=True) as workspace:
        assert not workspace.exists("drafting/draft.md")

    others = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} - {"run.lock"}
    assert others == {"notes.txt", "sources/interview.docx"}


@pytest.mark.parametrize("fresh", [False, True])
def test_a_secret_that_is_found_later_is_deleted_only_from_what_a_run_wrote(tmp_path: Path, *, fresh: bool) -> None:
    with Workspace.open(tmp_path, fresh=fresh) as workspace:
        record = RunRecord(sources=[SourceRecord(id="S1", origin="a", title="a", sha256="", words=1)])
        digest = workspace.write("sources/S1.md", "hunter2-hunter2")
        workspace.update(lambda _: record.changed(derived={"sources/S1.md": ["", digest]}))
        workspace.write("sources/mine.md", "hunter2-hunter2")
        workspace.write("brief.md", "hunter2-hunter2")
        workspace.scanner = SecretScanner(lambda: {"AWS_SECRET": "hunter2-hunter2"})

        with pytest.raises(SecretFound, match=r"brief\.md"):
            workspace.recheck_input()
        assert workspace.read("brief.md")
        (tmp_path / "brief.md").write_text("")
        with pytest.raises(SecretFound, match=r"sources/S1\.md"):
            workspace.recheck_input()

    assert [path.name for path in (tmp_path / "sources").iterdir()] == ["mine.md"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace, pytest.raises(WorkspaceError, match=r"final\.md is missing"):
        workspace.read("final.md")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(WorkspaceError, match="cannot be written"), Workspace.open(tmp_path / "w"):
        pass


def test_a_lock_of_another_program_is_not_written_over(tmp_path: Path) -> None:
    with Workspace.open(tmp_path) as workspace:
        workspace.update(lambda record: record.changed(title="Dams"))
    (tmp_path / "run.lock").write_text("4711\n")

    with pytest.raises(WorkspaceError, match="made by another program"), Workspace.open(tmp_path):
        pass

    assert (tmp_path / "run.lock").read_text() == "4711\n"


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.hardlink_to(path.parent.parent / "other")])
def test_a_lock_that_is_another_file_is_not_written_to(tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "other").write_text("mine")
    (tmp_path / "w").mkdir()
    make(tmp_path / "w/run.lock")

    with pytest.raises(WorkspaceError, match="no lock"), Workspace.open(tmp_path / "w"):
        pass

    assert (tmp_path / "other").read_text() == "mine"


@pytest.mark.parametrize("name", ["events.jsonl", "sources/S1.md", "extraction/S1.json", "run.json"])
def test_a_file_without_end_in_a_runs_own_place_is_refused(tmp_path: Path, name: str) -> None:
    with Workspace.open(tmp_path):
        (tmp_path / name).parent.mkdir(exist_ok=True)
    with (tmp_path / name).open("wb") as file:
        file.truncate(10 * 1024**3)

    for fresh in (False, True):
        with (
            pytest.raises(WorkspaceError, match="too large to be a run's own"),
            Workspace.open(tmp_path, fresh=fresh),
        ):
            pass


def test_a_link_to_itself_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(WorkspaceError, match="cannot be written"), Workspace.open(tmp_path / "loop"):
        pass
