"""Answers of knowledge bases and agents are kept in the workspace, and asked for once."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.knowledge_bases.client import AGENT_ENDPOINTS
from ghostwriter.bedrock.knowledge_bases.passages import Retrieved
from ghostwriter.bedrock.knowledge_bases.query import Asked, BedrockAgent, KnowledgeBase
from ghostwriter.brief.brief import Brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import CredentialsError, SourceError, WorkspaceError
from ghostwriter.pipeline.knowledge_cache import KnowledgeCache, KnowledgeRetriever, file_of
from ghostwriter.schema.events import Event, Notice
from ghostwriter.sources.intake import Answers
from ghostwriter.workspace.workspace import Workspace
from tests.scripting import with_calls

KB = KnowledgeBase(kb="ABCDEFGHIJ", query="the dam")
OTHER = KnowledgeBase(kb="KLMNOPQRST", query="the dam")
AGENT = BedrockAgent(agent="AGENT12345/ALIAS12345", prompt="Which dam?")
REGION = "us-east-1"


class Knowledge:
    """One workspace beside one emulator that serves the same folder as two knowledge bases and an agent."""

    def __init__(self, root: Path, emulator: Emulator) -> None:
        self.root = root
        self.emulator = emulator
        self.env = {
            "AWS_ACCESS_KEY_ID": emulator.access_key_id,
            "AWS_SECRET_ACCESS_KEY": emulator.secret_access_key,
            AGENT_ENDPOINTS[0]: emulator.url,
        }
        self.events: list[Event] = []

    def ask(self, *asked: Asked, offline: bool = False, **env: str) -> Answers:
        self.emulator.received.clear()
        settings = with_calls(resolve_settings(Flags(offline=offline), {}, Brief()), longest_wait=0, attempts=1)
        with Workspace.open(self.root) as workspace:
            return KnowledgeRetriever(workspace, settings, self.env | env, self.events.append).ask(asked)

    @property
    def requests(self) -> int:
        return len(self.emulator.received)

    def kept(self, asked: Asked, region: str = REGION) -> Path:
        return self.root / file_of(asked, region)


type Open = Callable[..., Knowledge]


@pytest.fixture
def open_knowledge(tmp_path: Path) -> Iterator[Open]:
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "dam.md").write_text("The dam was finished in 1936.", encoding="utf-8")
    with ExitStack() as stack:

        def opening(*script: dict[str, Any]) -> Knowledge:
            bases, agents = {KB.kb: folder, OTHER.kb: folder}, {AGENT.agent: folder}
            emulator = Emulator(script=script, knowledge_bases=bases, agents=agents)
            return Knowledge(tmp_path / "workspace", stack.enter_context(emulator))

        yield opening


def test_every_question_is_asked_once_and_a_second_run_calls_nothing(open_knowledge: Open) -> None:
    context = open_knowledge()

    first = context.ask(KB, AGENT)
    asked = context.requests
    second = context.ask(KB, AGENT)

    assert (asked, context.requests) == (2, 0)
    assert first == second
    assert all(isinstance(answer, Retrieved) and answer.passages for answer in second.values())


@pytest.mark.parametrize(
    "changed",
    [
        KB.model_copy(update={"query": "the other dam"}),
        KB.model_copy(update={"results": 6}),
        AGENT.model_copy(update={"prompt": "Which other dam?"}),
    ],
)
def test_another_question_is_asked_anew(open_knowledge: Open, changed: Asked) -> None:
    context = open_knowledge()
    context.ask(KB, AGENT)

    context.ask(KB, AGENT, changed)

    assert context.requests == 1


def test_in_another_region_and_after_its_file_is_deleted_a_question_is_asked_anew(open_knowledge: Open) -> None:
    context = open_knowledge()
    context.ask(KB)

    context.ask(KB, AWS_REGION="eu-west-1")
    in_another_region = context.requests
    context.kept(KB).unlink()
    context.ask(KB)

    assert (in_another_region, context.requests) == (1, 1)
    assert context.kept(KB, "eu-west-1").is_file()


def test_what_was_answered_is_kept_although_another_question_failed(open_knowledge: Open) -> None:
    missing = KnowledgeBase(kb="MISSING123", query="q")
    context = open_knowledge()

    answers = context.ask(KB, missing)
    context.ask(KB, missing)

    assert isinstance(answers[KB], Retrieved)
    assert isinstance(answers[missing], SourceError)
    assert "MISSING123/retrieve" in context.emulator.received[0].raw_path
    assert context.requests == 1


def test_nothing_found_is_not_kept(open_knowledge: Open) -> None:
    nothing = KB.model_copy(update={"query": "zebra"})
    context = open_knowledge()

    context.ask(nothing)
    answer = context.ask(nothing)[nothing]

    assert "nothing found for 'zebra'" in str(answer)
    assert context.requests == 1
    assert not context.kept(nothing).exists()


def test_questions_are_asked_side_by_side(open_knowledge: Open) -> None:
    context = open_knowledge()
    meeting = threading.Barrier(3)
    context.emulator.wait = lambda _seconds: meeting.wait(10)  # type: ignore[method-assign,assignment]

    answers = context.ask(KB, OTHER, AGENT)

    assert all(isinstance(answer, Retrieved) for answer in answers.values())


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"asked": {}}', "\xff"])
def test_a_damaged_file_is_one_clear_error_that_says_what_to_do(open_knowledge: Open, damage: str) -> None:
    context = open_knowledge()
    context.ask(KB)
    context.kept(KB).write_bytes(damage.encode("latin-1"))

    with pytest.raises(
        WorkspaceError, match=r"retrieved/[0-9a-f]{64}\.json .* delete it to ask kb:ABCDEFGHIJ again"
    ) as error:
        context.ask(KB)

    assert "\n" not in str(error.value)
    assert context.requests == 0


@pytest.mark.parametrize("make", [Path.symlink_to, Path.hardlink_to])
def test_an_answer_that_is_a_link_is_not_taken(make: Callable[[Path, Path], None], open_knowledge: Open) -> None:
    context = open_knowledge()
    context.ask(KB)
    elsewhere = context.kept(KB).rename(context.kept(KB).with_name("elsewhere"))
    make(context.kept(KB), elsewhere)

    with pytest.raises(WorkspaceError, match="delete it"):
        context.ask(KB)


def test_the_answer_to_another_question_is_not_taken_for_this_one(open_knowledge: Open) -> None:
    context = open_knowledge()
    context.ask(KB, OTHER)
    context.kept(OTHER).replace(context.kept(KB))

    with pytest.raises(WorkspaceError, match="answers another question"):
        context.ask(KB)


def test_nothing_secret_is_kept_or_said(open_knowledge: Open) -> None:
    context = open_knowledge()
    context.ask(KB, AGENT, AWS_BEARER_TOKEN_BEDROCK="very-secret-token")

    written = "".join(path.read_text(encoding="utf-8") for path in context.root.rglob("*") if path.is_file())
    said = "".join(event.model_dump_json() for event in context.events)
    for secret in ("very-secret-token", context.emulator.secret_access_key, context.emulator.access_key_id):
        assert secret not in written
        assert secret not in said
    assert re.search(r'"asked": \{\n  "kb": "ABCDEFGHIJ"', written)


def test_a_run_says_what_it_asks_what_fails_and_where_the_answer_is_kept(open_knowledge: Open) -> None:
    context = open_knowledge({"error": {"status": 429, "type": "ThrottlingException", "message": "slow down"}})

    context.ask(KB)

    told = [event.text for event in context.events if isinstance(event, Notice)]
    assert told == [
        "asking kb:ABCDEFGHIJ for 5 passages",
        "kb:ABCDEFGHIJ: try 1 failed, trying again in 0.0 s: throttling",
        f"kb:ABCDEFGHIJ: answered with 1 passage, kept in {file_of(KB, REGION)}",
    ]


def test_wrong_credentials_stop_everything(open_knowledge: Open) -> None:
    with pytest.raises(CredentialsError, match="kb:ABCDEFGHIJ: wrong credentials"):
        open_knowledge().ask(KB, AWS_SECRET_ACCESS_KEY="other")


def test_offline_only_what_is_kept_is_used_and_the_rest_says_how_to_get_it(open_knowledge: Open) -> None:
    context = open_knowledge()
    context.ask(KB)

    answers = context.ask(KB, OTHER, AGENT, offline=True)

    assert isinstance(answers[KB], Retrieved)
    assert "ghostwriter emulator --knowledge-base KLMNOPQRST=FOLDER" in str(answers[OTHER])
    assert "ghostwriter emulator --agent AGENT12345/ALIAS12345=FOLDER" in str(answers[AGENT])
    assert all(isinstance(answers[asked], SourceError) for asked in (OTHER, AGENT))
    assert context.requests == 0


def test_a_dry_run_knows_what_is_kept_and_what_is_missing(open_knowledge: Open) -> None:
    context = open_knowledge()
    context.ask(KB)
    context.emulator.received.clear()
    kept = KnowledgeCache(context.root, Access.find(context.env), offline=False)

    assert list(kept.ask([KB, AGENT])) == [KB]
    assert kept.missing == [AGENT]
    assert KnowledgeCache(None, Access.find(context.env), offline=False).ask([KB]) == {}
    assert context.requests == 0


def test_starting_over_forgets_what_was_answered(open_knowledge: Open) -> None:
    context = open_knowledge()
    context.ask(KB)

    with Workspace.open(context.root, fresh=True):
        assert not context.kept(KB).exists()


def test_what_is_kept_is_plain_json_that_a_person_can_read(open_knowledge: Open) -> None:
    context = open_knowledge()
    context.ask(KB)

    kept = json.loads(context.kept(KB).read_text(encoding="utf-8"))

    assert kept["asked"] == {"kb": "ABCDEFGHIJ", "query": "the dam", "results": 5}
    assert kept["region"] == REGION
    assert kept["passages"][0]["location"] == "dam.md"
