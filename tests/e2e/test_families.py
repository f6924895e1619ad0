"""Each family of models writes the article; what it is asked, as it arrived, holds nothing that the family refuses."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator, Received
from ghostwriter.errors import ConfigurationError
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from tests.scripting import Newsroom, credentials

EXAMPLE = Path(__file__).parents[2] / "examples" / "brief.md"
EDITOR = "file_editor"


@dataclass(frozen=True)
class Family:
    """A family's example, and how its requests look: its path's end for drafts, and what they hold."""

    model: str
    drafts_by: str
    tools: bool
    system: bool
    caches: bool
    longest_answer: int


FAMILIES = {
    "Claude": Family("haiku", "converse-stream", tools=True, system=True, caches=True, longest_answer=64_000),
    "Nova": Family(
        "us.amazon.nova-pro-v1:0", "converse-stream", tools=True, system=True, caches=True, longest_answer=10_000
    ),
    "gpt-oss": Family(
        "openai.gpt-oss-120b-1:0", "converse", tools=True, system=True, caches=False, longest_answer=16_384
    ),
    "Command R": Family(
        "cohere.command-r-plus-v1:0", "converse", tools=True, system=True, caches=False, longest_answer=4_000
    ),
    "Llama": Family(
        "us.meta.llama3-3-70b-instruct-v1:0", "converse", tools=True, system=True, caches=False, longest_answer=4_096
    ),
    "Titan": Family(
        "amazon.titan-text-premier-v1:0", "invoke", tools=False, system=False, caches=False, longest_answer=32_000
    ),
}


@pytest.fixture(params=FAMILIES, scope="module")
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Family, str, list[Received]]:
    """A family, the article that it wrote of the example's brief, and the requests that arrived."""
    family = FAMILIES[request.param]
    brief, workspace = load_brief(EXAMPLE), tmp_path_factory.mktemp("families") / "workspace"
    with Emulator() as emulator:
        settings = resolve_settings(Flags(models=(family.model,)), {}, brief)
        record = GhostwriterPipeline(settings, env=credentials(emulator)).run(brief, workspace)
        assert record.status == "done"
        assert record.coverage is not None
        assert ["sixteen hours" in line and "17 hours" in line for line in record.disagreements] == [True]
        return family, (workspace / "final.md").read_text(encoding="utf-8"), list(emulator.received)


type Ran = tuple[Family, str, list[Received]]


def test_the_example_is_completed(ran: Ran) -> None:
    _, article, _ = ran

    assert article.startswith("# ")
    assert 600 < len(article.split("[^1]:")[0].split()) < 1_000


def test_drafts_take_the_familys_way(ran: Ran) -> None:
    family, _, requests = ran
    (draft,) = [one for one in requests if 'artifact=\\"drafting/draft.md\\"' in json.dumps(one.body)]

    assert draft.raw_path.rsplit("/", 1)[1] == family.drafts_by


def test_tools_travel_natively_or_in_the_prompt(ran: Ran) -> None:
    family, _, requests = ran

    for received in requests:
        tools = (received.body.get("toolConfig") or {}).get("tools", [])
        native = [tool["toolSpec"]["name"] for tool in tools if "toolSpec" in tool]
        assert native == ([EDITOR] if family.tools else [])
        assert (f"BEGIN FUNCTION #1: {EDITOR}" in json.dumps(received.body)) is not family.tools


def test_nothing_is_asked_that_the_family_refuses(ran: Ran) -> None:
    family, _, requests = ran

    for received in requests:
        assert ("system" in received.body) is family.system
        assert "thinking" not in received.body.get("additionalModelRequestFields", {})
        assert _longest_answer(received.body) <= family.longest_answer
    assert any('"cachePoint"' in json.dumps(received.body) for received in requests) is family.caches


def _longest_answer(body: dict[str, Any]) -> int:
    if "inputText" in body:
        return int(body["textGenerationConfig"]["maxTokenCount"])
    return int(body["inferenceConfig"]["maxTokens"])


@pytest.mark.parametrize("name", FAMILIES)
def test_a_file_that_is_sent_back_is_mended_in_the_familys_own_way(name: str, tmp_path: Path) -> None:
    family = FAMILIES[name]
    bad = _editor_call("critique/critique.json", "no JSON", native=family.tools)
    with Emulator(script=[bad]) as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        resolved = resolve_settings(Flags(models=(family.model,)), {}, load_brief(newsroom.brief_file))
        record = newsroom.run(models=resolved.models)

    assert record.status == "done"
    assert record.stages["critique"].attempts == 2


def _editor_call(path: str, text: str, *, native: bool) -> dict[str, Any]:
    arguments = {"command": "create", "path": path, "file_text": text, "security_risk": "LOW", "summary": "write it"}
    block: dict[str, Any] = {"toolUse": {"toolUseId": "tooluse_1", "name": EDITOR, "input": arguments}}
    if not native:
        parameters = "\n".join(f"<parameter={name}>{value}</parameter>" for name, value in arguments.items())
        block = {"text": f"<function={EDITOR}>\n{parameters}\n</function>"}
    return {
        "response": {
            "output": {"message": {"role": "assistant", "content": [block]}},
            "stopReason": "tool_use" if native else "end_turn",
        },
        "match": {"contains": f'artifact="{path}"'},
    }


def test_a_model_that_reads_too_little_is_refused_before_the_first_call(tmp_path: Path) -> None:
    with Emulator() as emulator:
        newsroom = Newsroom(tmp_path, emulator)
        models = newsroom.settings(load_brief(newsroom.brief_file)).models
        small = Access.find({}).resolve("bedrock/meta.llama3-70b-instruct-v1:0")
        with pytest.raises(ConfigurationError, match="reads 8,192 tokens at once"):
            newsroom.run(models=models | {"revision": small})

        assert emulator.received == []
