"""A run with nothing to do is recognised by digests alone; whatever has changed is noticed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.security import user_state
from tests.scripting import write_brief

HEAVY = ["openhands", "litellm", "boto3", "botocore", "jinja2", "lxml", "markdown_it", "rich.live", "filelock"]
PROGRAM = f"""
import sys
sys.argv[0] = "ghostwriter"
from ghostwriter.__main__ import start
try:
    start()
finally:
    print([name for name in {HEAVY} if name in sys.modules])
"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a brief, its sources, a finished workspace and the user's state."""
    folder = tmp_path_factory.mktemp("finished")
    write_brief(folder)
    run(folder)
    return folder


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy in the same place, so that no path changes."""
    kept = tmp_path / "kept"
    shutil.copytree(finished, kept)
    yield finished
    shutil.rmtree(finished)
    shutil.copytree(kept, finished)


def run(folder: Path, state: str = "state", **flags: Any) -> tuple[RunRecord, list[str]]:
    """Run the brief in a folder offline; the record, and the kinds of its events."""
    user_state._key_at.cache_clear()
    brief, env = load_brief(folder / "brief.md"), {"XDG_STATE_HOME": str(folder / state)}
    kinds: list[str] = []
    settings = resolve_settings(Flags(offline=True, **flags), env, brief)
    pipeline = GhostwriterPipeline(settings, env=env, on_event=lambda event: kinds.append(event.kind))
    return pipeline.run(brief, folder / "workspace"), kinds


def did_nothing(kinds: list[str]) -> bool:
    return "sources_read" not in kinds and kinds[0] == "run_started" and kinds[-1] == "run_finished"


def test_the_same_again_writes_and_reads_nothing_and_has_the_same_record(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in sorted((folder / "workspace").rglob("*"))}

    record, kinds = run(folder)

    assert did_nothing(kinds)
    assert set(kinds[1:-1]) == {"task_finished", "notice", "claims_verified"}
    assert record.status == "done"
    assert {path: path.stat().st_mtime_ns for path in sorted((folder / "workspace").rglob("*"))} == before


def append(name: str, text: str = "\nMore.\n") -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    return change


def new(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_text("# Another\n\nSomething else.\n", encoding="utf-8")

    return change


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def forge(folder: Path) -> None:
    """Edit the article, and the seal's digest of it, as somebody can who does not have the user's key."""
    article, seal = folder / "workspace/final.md", folder / "workspace/up-to-date.json"
    before = subprocess.run(["sha256sum", article], capture_output=True, text=True, check=True).stdout.split()[0]
    append("workspace/final.md")(folder)
    after = subprocess.run(["sha256sum", article], capture_output=True, text=True, check=True).stdout.split()[0]
    seal.write_text(seal.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(append("brief.md"), id="the brief"),
        pytest.param(append("dam.md"), id="a source"),
        pytest.param(append("workspace/final.md"), id="the article"),
        pytest.param(append("workspace/drafting/draft.md"), id="an artifact"),
        pytest.param(append("workspace/originals/drafting/draft.md"), id="the original of one"),
        pytest.param(append("workspace/run.json", " "), id="the record"),
        pytest.param(append("workspace/events.jsonl", "{}\n"), id="the events"),
        pytest.param(new("workspace/drafting/draft-2.md"), id="a file that no run wrote"),
        pytest.param(remove("workspace/report.html"), id="a report that is gone"),
        pytest.param(remove("workspace/up-to-date.json"), id="a seal that is gone"),
        pytest.param(forge, id="a forged seal"),
    ],
)
def test_every_change_is_noticed(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)

    assert not did_nothing(run(folder)[1])


@pytest.mark.parametrize("flags", [{"threshold": 0.5}, {"rounds": 0}, {"models": ("drafting=opus",)}], ids=str)
def test_other_settings_are_noticed(folder: Path, flags: dict[str, Any]) -> None:
    assert not did_nothing(run(folder, **flags)[1])


def test_prompts_of_ones_own_are_noticed_as_their_files_change(folder: Path) -> None:
    prompts = folder / "prompts"
    shutil.copytree(Path(__file__).parents[2] / "prompts", prompts)
    run(folder, prompts=prompts)
    assert did_nothing(run(folder, prompts=prompts)[1])

    append("prompts/critique.md.j2", "{# said otherwise #}")(folder)

    assert not did_nothing(run(folder, prompts=prompts)[1])


def test_another_user_does_the_whole_run(folder: Path) -> None:
    assert not did_nothing(run(folder, state="another")[1])


def test_an_article_edited_by_hand_stays_one(folder: Path) -> None:
    append("workspace/final.md")(folder)
    run(folder)

    record, kinds = run(folder)

    assert did_nothing(kinds)
    assert (record.article_edited, record.exit_code) == (True, 4)


def test_the_command_loads_nothing_heavy_for_it(tmp_path: Path) -> None:
    write_brief(tmp_path)
    env = {"PATH": os.defpath, "HOME": str(tmp_path / "home")}
    command = [sys.executable, "-c", PROGRAM, "run", "brief.md", "--offline", "--quiet"]
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)

    again = subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True, text=True)

    assert again.stdout.splitlines() == ["workspaces/brief/final.md", "workspaces/brief/report.html", "[]"]
    assert json.loads((tmp_path / "workspaces/brief/run.json").read_text(encoding="utf-8"))["status"] == "done"
