"""A fresh start deletes what runs wrote, and nothing else."""

import hashlib
import json
from pathlib import Path

import pytest

from ghostwriter.schema.record_parts import TaskRecord
from ghostwriter.schema.run_record import RunRecord, digest
from ghostwriter.schema.usage import Usage
from ghostwriter.workspace.clearing import clear
from ghostwriter.workspace.layout import COPY, RECORD


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


DRAFT = "drafting/draft.md"
WRITTEN = {
    "sources/S1.md": "a source",
    DRAFT: "a draft",
    "final.md": "an article",
    "events.jsonl": '{"at": 1, "kind": "run_started"}\n',
    "transcripts/drafting-draft.jsonl": "{}\n",
    f"retrieved/{digest([])}.json": "{}",
}
ORIGINALS = {f"originals/{name}": WRITTEN[name] for name in ("drafting/draft.md", "final.md")}
_DRAFTED = TaskRecord(
    key="k", model="m", artifact=DRAFT, sha256=sha256(WRITTEN[DRAFT]), how="done", attempts=1, usage=Usage()
)
RECORDED = RunRecord(derived={name: ["", sha256(WRITTEN[name])] for name in ("sources/S1.md", "final.md")}).with_task(
    "drafting/draft", _DRAFTED
)
RECORDS = dict.fromkeys((COPY, RECORD), RECORDED.model_dump_json())


def workspace(root: Path, **others: str) -> Path:
    for name, text in (WRITTEN | ORIGINALS | RECORDS | others).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def files(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_what_runs_wrote_is_gone_with_its_folders(tmp_path: Path) -> None:
    assert clear(workspace(tmp_path), RECORDED) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["sources/interview.docx", "drafting/chapter 1.txt", "transcripts/talk.jsonl", "notes.txt"]
)
def test_what_no_run_writes_stays_where_it_is_and_is_told_if_it_lies_among_them(name: str, tmp_path: Path) -> None:
    notices = clear(workspace(tmp_path, **{name: "mine"}), RECORDED)

    assert files(tmp_path) == {name: "mine"}
    assert notices == ([f"left where it is, since no run writes it: {name}"] if "/" in name else [])


@pytest.mark.parametrize(
    "name",
    ["final.md", "drafting/draft.md", "drafting/draft-2.md", "sources/S1.md", "brief.md", "events.jsonl", RECORD],
)
def test_what_a_hand_has_made_of_it_is_set_aside(name: str, tmp_path: Path) -> None:
    notices = clear(workspace(tmp_path, **{name: "mine"}), RECORDED)

    assert files(tmp_path) == {f"set-aside/1/{name}": "mine"}
    assert notices == [f"not as a run wrote it, and kept: set-aside/1/{name}"]


def test_what_was_set_aside_before_is_not_written_over(tmp_path: Path) -> None:
    for text in ("first", "second"):
        clear(workspace(tmp_path, **{"final.md": text}), RECORDED)

    assert files(tmp_path) == {"set-aside/1/final.md": "first", "set-aside/2/final.md": "second"}


def test_a_digest_alone_does_not_vouch_for_what_differs_from_its_original(tmp_path: Path) -> None:
    forged = RECORDED.changed(derived={"final.md": ["", sha256("mine")]})

    clear(workspace(tmp_path, **{"final.md": "mine"}), forged)

    assert files(tmp_path)["set-aside/1/final.md"] == "mine"


def test_an_older_article_beside_the_original_of_the_next_is_of_a_run_that_died_between_the_two(tmp_path: Path) -> None:
    dying = RECORDED.changed(derived=RECORDED.derived | {"final.md": [sha256("an older"), sha256("an article")]})

    assert clear(workspace(tmp_path, **{"final.md": "an older"}), dying) == []


@pytest.mark.parametrize("torn", ["", "an arti", "\0" * 10])
def test_what_a_power_cut_left_is_no_edit(torn: str, tmp_path: Path) -> None:
    assert clear(workspace(tmp_path, **{"final.md": torn}), RECORDED) == []


def test_without_a_record_only_what_has_its_original_is_known(tmp_path: Path) -> None:
    torn = json.dumps({"schema_version": 1})[:10]

    notices = clear(workspace(tmp_path, **{RECORD: torn, COPY: torn}), RunRecord())

    assert notices == ["not as a run wrote it, and kept: set-aside/1/sources/S1.md"]


def test_the_brief_stays(tmp_path: Path) -> None:
    clear(workspace(tmp_path, **{"brief.md": "mine"}), RECORDED, tmp_path / "brief.md")

    assert files(tmp_path) == {"brief.md": "mine"}
