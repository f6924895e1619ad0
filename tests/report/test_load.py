"""A report is made of a whole run, or not at all."""

from pathlib import Path

import pytest

from ghostwriter.errors import WorkspaceError
from ghostwriter.report.load import read_run


@pytest.mark.parametrize(
    "name",
    [
        "run.json",
        "brief.md",
        "final.md",
        "drafting/draft.md",
        "sources/S2.md",
        "extraction/facts.json",
        "verification/verdicts.json",
    ],
)
def test_a_missing_file_is_named_in_one_line(run: Path, name: str) -> None:
    (run / name).unlink()

    with pytest.raises(WorkspaceError) as caught:
        read_run(run)

    assert str(caught.value).startswith(f"{name} is missing from workspace ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["run.json", "extraction/facts.json", "critique/critique.json", "verification/verdicts.json"]
)
@pytest.mark.parametrize("text", ["", "{", "[]", '{"odd": 1}'])
def test_an_invalid_file_is_named_in_one_line_with_what_to_do(run: Path, name: str, text: str) -> None:
    (run / name).write_text(text, encoding="utf-8")

    with pytest.raises(WorkspaceError) as caught:
        read_run(run)

    assert str(caught.value).startswith(f"{name} in workspace ")
    assert "run again" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_run_without_a_critique_can_be_read(run: Path) -> None:
    (run / "critique/critique.json").unlink()

    assert read_run(run).critique is None
