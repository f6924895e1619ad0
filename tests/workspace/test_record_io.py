import json
import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.schema.run_record import SCHEMA_VERSION, RunRecord
from ghostwriter.workspace.layout import COPY, RECORD
from ghostwriter.workspace.record_io import read_record

WHOLE = RunRecord(title="Dams").model_dump_json()


OTHERS = ['{"name": "x", "version": "2.1"}', '{"schema_version": 1, "stages": []}', "[" * 100_000, '{"a":' * 100_000]
"""What is no record, or none any longer."""


@pytest.mark.parametrize("torn", ["", WHOLE[:100], "\0" * 100, *OTHERS])
def test_a_torn_record_is_read_from_its_copy(tmp_path: Path, torn: str) -> None:
    (tmp_path / RECORD).write_text(torn)
    (tmp_path / COPY).write_text(WHOLE)

    assert read_record(tmp_path).title == "Dams"


def test_a_torn_copy_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(WHOLE)
    (tmp_path / COPY).write_text("")

    assert read_record(tmp_path).title == "Dams"


def test_a_record_that_is_gone_is_read_from_its_copy(tmp_path: Path) -> None:
    (tmp_path / COPY).write_text(WHOLE)

    assert read_record(tmp_path).title == "Dams"


def test_a_record_that_cannot_be_opened_is_not_taken_for_a_torn_one(tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text(WHOLE)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))

    try:
        with pytest.raises(WorkspaceError, match=r"run\.json' cannot be opened: Too many open files\.") as caught:
            read_record(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert "--fresh" not in str(caught.value)


def test_a_folder_without_either_has_seen_no_run(tmp_path: Path) -> None:
    assert read_record(tmp_path) == RunRecord()


def test_what_a_newer_version_wrote_is_left_alone_with_advice(tmp_path: Path) -> None:
    newer = json.loads(WHOLE) | {"schema_version": SCHEMA_VERSION + 1, "new_field": 1}
    (tmp_path / RECORD).write_text(json.dumps(newer))

    with pytest.raises(WorkspaceError, match=r"newer Ghostwriter \(format 2.*--workspace; --fresh would throw"):
        read_record(tmp_path)


@pytest.mark.parametrize("version", [0, None, "1"])
def test_what_another_version_wrote_says_what_to_do(tmp_path: Path, version: object) -> None:
    (tmp_path / RECORD).write_text(json.dumps(json.loads(WHOLE) | {"schema_version": version}))

    with pytest.raises(WorkspaceError, match=r"another version of Ghostwriter.*--fresh"):
        read_record(tmp_path)


def test_a_record_of_this_version_that_lacks_newer_fields_is_read(tmp_path: Path) -> None:
    older = {"schema_version": SCHEMA_VERSION, "title": "Dams"}
    (tmp_path / RECORD).write_text(json.dumps(older))

    assert read_record(tmp_path).title == "Dams"


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10 * 1024**3)


@pytest.mark.parametrize(
    "make", [os.mkfifo, _sparse, lambda path: path.symlink_to("/dev/zero"), lambda path: path.write_text("[" * 200_000)]
)
def test_what_no_run_wrote_is_not_read_to_its_end(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / RECORD)

    with pytest.raises(WorkspaceError, match="is damaged"):
        read_record(tmp_path)


@pytest.mark.parametrize("other", OTHERS)
def test_what_came_into_the_place_of_both_is_an_error_with_a_way_out(tmp_path: Path, other: str) -> None:
    for name in (RECORD, COPY):
        (tmp_path / name).write_text(other)

    with pytest.raises(WorkspaceError, match="--fresh"):
        read_record(tmp_path)
