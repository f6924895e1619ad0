"""Whole runs replayed from recorded HTTP: what is asked of a model, byte for byte, must not change by accident.

``make cassettes`` records them anew. Replay needs no server, and none can be reached: recording and network are blocked, a
request that is not on the cassette fails at once, and a cassette that is not played to its end fails as well.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.events import ArtifactRejected, CallRetried, Event
from tests.cassette_format import CASSETTES, scrub_request, scrub_response
from tests.scripting import credentials, editor_call, for_task, with_calls, write_brief

NOWHERE = {"AWS_BEARER_TOKEN_BEDROCK": "replayed", "AWS_BEDROCK_RUNTIME_ENDPOINT": "http://127.0.0.1:9"}
ISSUE = (
    '{"summary": "One thing has to change.", "issues": [{"severity": "major", "where": "the headline", '
    '"problem": "It says nothing of the mill.", "suggestion": "Name the mill."}]}'
)
SCRIPTS: dict[str, list[dict[str, Any]]] = {
    "clean": [],
    "repaired": [for_task("extraction/S1.json", editor_call("extraction/S1.json", '{"facts": [{}]}'))],
    "revised": [for_task("critique/critique.json", editor_call("critique/critique.json", ISSUE))],
    "throttled": [
        for_task(
            "drafting/draft.md",
            {"error": {"status": 429, "type": "ThrottlingException", "message": "Too many requests, please wait."}},
        )
    ],
    "streamed": [],
}
AGAINST_AWS = {"clean", "streamed"}
"""What can be recorded without a script: against AWS where the recorder has credentials, else against the emulator."""


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    return {
        "match_on": ["method", "path", "json_body"],
        "before_record_request": scrub_request,
        "before_record_response": scrub_response,
        "decode_compressed_response": True,
    }


@pytest.fixture
def vcr_cassette_dir() -> str:
    return str(CASSETTES)


@pytest.fixture
def scenario(request: pytest.FixtureRequest) -> str:
    name = request.node.name
    assert isinstance(name, str)
    return name.partition("[")[2].rstrip("]") or "clean"


@pytest.fixture
def default_cassette_name(scenario: str) -> str:
    return scenario


@pytest.fixture
def models(scenario: str, record_mode: str, recorder_environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Where the requests go: nowhere on replay; when recording, to AWS or to an emulator with the scenario's script."""
    with ExitStack() as stack:
        if record_mode == "none":
            yield NOWHERE
        elif recorder_environment and scenario in AGAINST_AWS:
            yield recorder_environment
        else:
            yield credentials(stack.enter_context(Emulator(script=list(SCRIPTS[scenario]))))


@pytest.mark.vcr
@pytest.mark.block_network
@pytest.mark.parametrize("name", list(SCRIPTS))
def test_a_recorded_run_replays(name: str, tmp_path: Path, models: dict[str, str], vcr: Any, record_mode: str) -> None:
    events: list[Event] = []
    brief = load_brief(write_brief(tmp_path))
    settings = with_calls(
        resolve_settings(Flags(), {}, brief), attempts=2, longest_wait=0, deadline=30, stream=name == "streamed"
    )

    record = GhostwriterPipeline(settings, env=models, on_event=events.append).run(brief, tmp_path / "workspace")

    assert record.status == "done"
    assert (tmp_path / "workspace/final.md").read_text(encoding="utf-8").startswith("# ")
    assert any(isinstance(event, ArtifactRejected) for event in events) == (name == "repaired")
    assert any(isinstance(event, CallRetried) for event in events) == (name == "throttled")
    assert ("revision" in record.stages) == (name == "revised")
    if record_mode == "none":
        assert vcr.all_played, "the run made fewer requests than the cassette holds; record it anew: make cassettes"


@pytest.mark.vcr("clean.yaml")
@pytest.mark.block_network
def test_a_request_that_is_not_on_the_cassette_fails_at_once(tmp_path: Path, record_mode: str) -> None:
    if record_mode != "none":
        pytest.skip("only replay can meet an unknown request")
    brief = load_brief(write_brief(tmp_path))
    brief = brief.model_copy(update={"title": "Something that was never asked for"})
    settings = with_calls(resolve_settings(Flags(), {}, brief), attempts=2, longest_wait=0)

    with pytest.raises(Exception, match="Can't play back this request"):
        GhostwriterPipeline(settings, env=NOWHERE).run(brief, tmp_path / "workspace")


@pytest.fixture
def recorder_environment() -> dict[str, str]:
    """The recorder's own AWS credentials, handed over by ``make cassettes`` under another name; empty without them."""
    prefix = "RECORD_WITH_"
    found = {
        name.removeprefix(prefix): value for name, value in os.environ.items() if name.startswith(prefix) and value
    }
    return found if {"AWS_BEARER_TOKEN_BEDROCK", "AWS_SECRET_ACCESS_KEY"} & set(found) else {}
