"""Briefs that mix files, a knowledge base and an agent; models and sources are asked of one emulator, with IAM keys."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.brief.brief import read_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import ConfigurationError, ModelUnavailable, SourceError
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.events import Event, SourcesRead
from ghostwriter.schema.run_record import RunRecord
from tests.scripting import DAM, TOWN, with_calls

KB, AGENT = "ABCDEFGHIJ", "AGENT12345/ALIAS12345"
OWN = "# Notes\n\nThe valley of Elm is 40 kilometres long. Three rivers meet in the valley of Elm.\n"
BRIEF = f"""---
title: The dam that kept Elm dry
length: 120
sources:
  - own.md
  - {{kb: {KB}, query: "what the Elm Dam cost"}}
  - agent: {AGENT}
    prompt: What happened in the town of Elm?
---
Tell the story of the dam.
"""


class Office:
    """One brief and its workspace, beside an emulator that serves what the brief asks for."""

    def __init__(self, folder: Path, emulator: Emulator) -> None:
        self.folder = folder
        self.emulator = emulator
        self.workspace = folder / "workspace"
        self.events: list[Event] = []
        self.env = {
            "AWS_ACCESS_KEY_ID": emulator.access_key_id,
            "AWS_SECRET_ACCESS_KEY": emulator.secret_access_key,
            "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url,
            "AWS_BEDROCK_AGENT_RUNTIME_ENDPOINT": emulator.url,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def pipeline(self, env: dict[str, str] | None = None, **flags: Any) -> GhostwriterPipeline:
        self.events.clear()
        self.emulator.received.clear()
        brief = read_brief(BRIEF, self.folder, "brief.md")
        settings = with_calls(resolve_settings(Flags(**flags), {}, brief), longest_wait=0, attempts=2)
        return GhostwriterPipeline(settings, env=self.env if env is None else env, on_event=self.events.append)

    def run(self, env: dict[str, str] | None = None, *, skip_unreadable: bool = False, **flags: Any) -> RunRecord:
        brief = read_brief(BRIEF, self.folder, "brief.md")
        return self.pipeline(env, **flags).run(brief, self.workspace, skip_unreadable=skip_unreadable)

    def retrievals(self) -> list[str]:
        paths = [received.raw_path for received in self.emulator.received]
        return sorted(path.split("/")[1] for path in paths if not path.startswith("/model/"))

    def read(self, name: str) -> str:
        return (self.workspace / name).read_text(encoding="utf-8")


type Open = Callable[..., Office]


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Open]:
    (tmp_path / "own.md").write_text(OWN, encoding="utf-8")
    (tmp_path / "brief.md").write_text(BRIEF, encoding="utf-8")
    for name, text in {"base/dam.md": DAM, "minutes/town.md": TOWN}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    with ExitStack() as stack:

        def opening(*script: dict[str, Any], served: bool = True) -> Office:
            bases, agents = ({KB: tmp_path / "base"}, {AGENT: tmp_path / "minutes"}) if served else ({}, {})
            emulator = Emulator(script=script, knowledge_bases=bases, agents=agents)
            return Office(tmp_path, stack.enter_context(emulator))

        yield opening


def test_an_article_cites_files_passages_and_answers_by_where_they_come_from(open_office: Open) -> None:
    office = open_office()

    record = office.run()

    assert record.status == "done"
    origins = ["own.md", f"dam.md (kb:{KB})", f"agent:{AGENT}"]
    assert [source.origin for source in record.sources] == origins
    article = office.read("final.md")
    assert f"]: dam.md (kb:{KB}), “Passage 1”, paragraph" in article
    assert f"]: agent:{AGENT}, “Answer”, paragraph" in article
    assert "]: own.md, " in article
    assert all(origin in office.read("report.html") for origin in origins)
    assert office.retrievals() == ["agents", "knowledgebases"]


def test_a_second_run_asks_nothing_of_anybody(open_office: Open) -> None:
    office = open_office()
    office.run()

    record = office.run()

    assert record.status == "done"
    assert not office.emulator.received


def test_a_run_that_stopped_later_resumes_without_asking_again(open_office: Open) -> None:
    refused = {"error": {"status": 404, "type": "ResourceNotFoundException", "message": "no such model"}}
    drafting = refused | {"match": {"contains": 'artifact="drafting/draft.md"'}}
    office = open_office(drafting)
    with pytest.raises(ConfigurationError):
        office.run()

    record = office.run()

    assert record.status == "done"
    assert office.retrievals() == []


def test_a_source_that_failed_is_asked_for_by_the_next_run_alone(open_office: Open) -> None:
    failing = {
        "error": {"status": 500, "type": "InternalServerException", "message": "ours"},
        "match": {"contains": KB},
    }
    office = open_office(failing, failing)
    with pytest.raises(ModelUnavailable, match=f"kb:{KB}: service fault: ours"):
        office.run()
    failed = [path for path in office.retrievals() if path == "agents"]

    record = office.run()

    assert record.status == "done"
    assert failed == ["agents"]
    assert office.retrievals() == ["knowledgebases"]


def test_what_is_not_there_is_one_error_of_a_line_each_and_may_be_skipped(open_office: Open) -> None:
    office = open_office(served=False)

    with pytest.raises(SourceError) as refused:
        office.run()
    record = office.run(skip_unreadable=True)

    lines = str(refused.value).splitlines()
    assert [line.split(": ")[:2] for line in lines[:2]] == [[f"kb:{KB}", "not there"], [f"agent:{AGENT}", "not there"]]
    assert lines[2:] == ["or run with --skip-unreadable to go on without them"]
    assert [source.origin for source in record.sources] == ["own.md"]
    receipt = next(event for event in office.events if isinstance(event, SourcesRead))
    assert (receipt.read, receipt.total, len(receipt.skipped)) == (1, 3, 2)


def test_with_a_bearer_token_alone_nothing_is_called_at_all(open_office: Open) -> None:
    office = open_office()
    env = {name: value for name, value in office.env.items() if "ACCESS_KEY" not in name}

    with pytest.raises(ConfigurationError, match="cannot ask knowledge bases and agents"):
        office.run(env | {"AWS_BEARER_TOKEN_BEDROCK": office.emulator.bearer_token})

    assert not office.emulator.received


def test_a_dry_run_calls_nothing_and_counts_what_is_kept(open_office: Open) -> None:
    office = open_office()
    brief = read_brief(BRIEF, office.folder, "brief.md")

    before = office.pipeline().dry_run(brief, office.workspace)
    called = list(office.emulator.received)
    office.run()
    after = office.pipeline().dry_run(brief, office.workspace)

    assert before.to_ask == [f"kb:{KB}", f"agent:{AGENT}"]
    assert not called
    assert not office.emulator.received
    assert after.to_ask == []
    assert (before.rows[0].low.calls, after.rows[0].low.calls) == (1, 3)
    assert any("have no price" in line for line in before.assumptions)


def test_offline_a_brief_runs_on_what_is_kept_and_else_says_what_to_do(open_office: Open) -> None:
    office = open_office()
    with pytest.raises(SourceError, match="--offline asks nothing on Bedrock"):
        office.run({}, offline=True)
    office.run()

    record = office.run({}, offline=True)

    assert len(record.sources) == 3
    assert not office.emulator.received


def test_the_command_line_serves_folders_and_runs_a_brief_on_them(open_office: Open) -> None:
    office = open_office()
    program = [sys.executable, "-m", "ghostwriter"]
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "PYTHONPATH", "HOME"}}
    serving = [*program, "emulator", "--port", "0", "--knowledge-base", f"{KB}=base", "--agent", f"{AGENT}=minutes"]
    with subprocess.Popen(serving, cwd=office.folder, stdout=subprocess.PIPE, env=clean, text=True) as emulator:
        assert emulator.stdout is not None
        told = [emulator.stdout.readline().strip() for _ in range(4)]
        exported = dict(line.removeprefix("export ").split("=", 1) for line in told if line.startswith("export "))
        keys = dict(word.split("=", 1) for word in told[3].removeprefix("# or: ").split())
        env = clean | exported | keys | {"AWS_EC2_METADATA_DISABLED": "true"}
        dry = subprocess.run(
            [*program, "run", "brief.md", "--dry-run"],
            cwd=office.folder,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        done = subprocess.run(
            [*program, "run", "brief.md", "--quiet"],
            cwd=office.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        emulator.terminate()

    assert dry.stdout.startswith(f"asked first, and not counted: kb:{KB}, agent:{AGENT}\n")
    assert done.returncode == 0, done.stderr
    record = json.loads((office.folder / "workspaces/brief/run.json").read_text(encoding="utf-8"))
    assert [source["origin"] for source in record["sources"]] == ["own.md", f"dam.md (kb:{KB})", f"agent:{AGENT}"]


def test_a_served_folder_has_to_be_named_with_its_id(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ghostwriter", "emulator", "--knowledge-base", "base"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "'base': expected an id, '=', and a folder." in done.stderr
