"""report.html is written whole, next to the article."""

from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.report import write_report


def test_the_report_lies_in_the_workspace(run: Path) -> None:
    path = write_report(run)

    assert path == run / "report.html"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_same_run_gives_the_same_bytes(run: Path) -> None:
    first = write_report(run).read_bytes()

    assert write_report(run).read_bytes() == first


def test_a_run_that_cannot_be_read_leaves_the_old_report_alone(run: Path) -> None:
    path = write_report(run)
    before = path.read_bytes()
    (run / "final.md").unlink()

    with pytest.raises(WorkspaceError):
        write_report(run)

    assert path.read_bytes() == before
    assert [file.name for file in run.iterdir() if file.name.startswith(".")] == []
