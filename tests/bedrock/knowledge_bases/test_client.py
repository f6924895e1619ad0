"""Knowledge bases and agents asked on the wire: boto3's own client against the emulator, with signatures that count."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.knowledge_bases.client import AGENT_ENDPOINTS, AgentRuntime, SignerKeys, boto_client
from ghostwriter.bedrock.knowledge_bases.errors import SOURCE_FAULTS
from ghostwriter.bedrock.knowledge_bases.passages import Retrieved
from ghostwriter.bedrock.knowledge_bases.query import Asked, BedrockAgent, KnowledgeBase
from ghostwriter.bedrock.retry.retry import RetryPolicy
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import ConfigurationError, CredentialsError, ModelUnavailable, QuotaReached, SourceError
from tests.emulator.conftest import OpenEmulator

KB = KnowledgeBase(kb="ABCDEFGHIJ", query="the dam", results=25)
AGENT = BedrockAgent(agent="AGENT12345/ALIAS12345", prompt="Which dam?")
S3 = {"type": "S3", "s3Location": {"uri": "s3://b/k.pdf"}}


def env(emulator: Emulator, **more: str) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": emulator.access_key_id,
        "AWS_SECRET_ACCESS_KEY": emulator.secret_access_key,
        AGENT_ENDPOINTS[0]: emulator.url,
    } | more


def ask(asked: Asked, environment: Mapping[str, str], retries: list[str] | None = None, **patience: Any) -> Retrieved:
    heard = [] if retries is None else retries
    runtime = AgentRuntime(
        Access.find(environment),
        RetryPolicy(**({"longest_wait": 0, "attempts": 3} | patience)),
    )
    return runtime.ask(asked, lambda reason, _failures, _wait: heard.append(reason))


def refusal(status: int, kind: str, message: str = "AWS says so.", **more: Any) -> dict[str, Any]:
    return {"error": {"status": status, "type": kind, "message": message, **more}}


def results(*texts: str, **more: Any) -> dict[str, Any]:
    return {"response": {"retrievalResults": [{"content": {"text": text}, "location": S3} for text in texts], **more}}


def test_passages_are_fetched_page_by_page_until_there_are_as_many_as_wanted(
    open_emulator: OpenEmulator, tmp_path: Path
) -> None:
    for number in range(40):
        (tmp_path / f"{number}.md").write_text(f"The dam of year {number}.", encoding="utf-8")
    emulator = open_emulator(knowledge_bases={KB.kb: tmp_path})

    found = ask(KB, env(emulator))

    assert len({passage.text for passage in found.passages}) == 25
    assert [received.body.get("nextToken") is None for received in emulator.received] == [True, False, False]
    scores = [passage.score or 0 for passage in found.passages]
    assert scores == sorted(scores, reverse=True)


def test_no_more_passages_are_kept_than_were_wanted_and_a_token_that_leads_nowhere_ends_it(
    open_emulator: OpenEmulator,
) -> None:
    two = KB.model_copy(update={"results": 2})
    emulator = open_emulator(results("a", "b", "c"), results("d", nextToken="t"), results(nextToken="t"))

    assert [passage.text for passage in ask(two, env(emulator)).passages] == ["a", "b"]
    assert [passage.text for passage in ask(two, env(emulator)).passages] == ["d"]


def test_requests_are_signed_for_the_region_that_the_run_or_the_arn_names(open_emulator: OpenEmulator) -> None:
    arn = "arn:aws:bedrock:ap-south-1:123456789012:knowledge-base/ABCDEFGHIJ"
    emulator = open_emulator(results("a"), results("b"))

    ask(KB, env(emulator, AWS_REGION="eu-west-1"))
    ask(KB.model_copy(update={"kb": arn}), env(emulator, AWS_REGION="eu-west-1"))

    scopes = [received.headers["authorization"].split("/")[2:4] for received in emulator.received]
    assert scopes == [["eu-west-1", "bedrock"], ["ap-south-1", "bedrock"]]


def test_an_agents_answer_comes_with_what_it_cites_once_and_each_try_has_its_own_session(
    open_emulator: OpenEmulator,
) -> None:
    cited = {"citations": [{"retrievedReferences": [{"content": {"text": "proof"}, "location": S3}] * 2}]}
    chunks = [{"chunk": {"bytes": "Twelve "}}, {"trace": {}}, {"chunk": {"bytes": "million.", "attribution": cited}}]
    emulator = open_emulator(refusal(500, "InternalServerException"), {"response": {"completion": chunks}})

    found = ask(AGENT, env(emulator))

    assert found.answer == "Twelve million."
    assert [(passage.text, passage.location) for passage in found.passages] == [("proof", "s3://b/k.pdf")]
    first, second = (received.raw_path for received in emulator.received)
    assert first.startswith("/agents/AGENT12345/agentAliases/ALIAS12345/sessions/")
    assert first != second


def test_the_process_environment_changes_nothing(open_emulator: OpenEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    emulator = open_emulator(results("a"))
    for name, value in {
        "AWS_ACCESS_KEY_ID": "OTHER",
        "AWS_SECRET_ACCESS_KEY": "other",
        "AWS_SESSION_TOKEN": "other",
        "AWS_BEARER_TOKEN_BEDROCK": "other",
        "AWS_REGION": "sa-east-1",
        "AWS_PROFILE": "nobody",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME": "http://127.0.0.1:9",
        "AWS_USE_FIPS_ENDPOINT": "true",
        "AWS_CA_BUNDLE": "/nowhere",
        "HTTP_PROXY": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)

    assert ask(KB, env(emulator)).passages[0].text == "a"
    assert "/us-east-1/bedrock/" in emulator.received[0].headers["authorization"]
    assert os.environ["AWS_PROFILE"] == "nobody"


@pytest.mark.parametrize(
    ("own", "address"),
    [
        ({}, "https://bedrock-agent-runtime.us-gov-west-1.amazonaws.com"),
        ({"AWS_USE_FIPS_ENDPOINT": "true"}, "https://bedrock-agent-runtime-fips.us-gov-west-1.amazonaws.com"),
    ],
)
def test_without_an_endpoint_of_its_own_it_is_asked_where_the_runs_environment_says_at_aws(
    monkeypatch: pytest.MonkeyPatch, own: dict[str, str], address: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", "false" if own else "true")
    access = Access.find({"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B"} | own)
    client = boto_client(access, "us-gov-west-1", SignerKeys(access.signer("")), None, 1)

    assert client.meta.endpoint_url == address


def test_a_bearer_token_alone_is_refused_before_anything_is_asked(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator(results("a"))
    environment = {
        "AWS_BEARER_TOKEN_BEDROCK": emulator.bearer_token,
        "AWS_EC2_METADATA_DISABLED": "true",
        AGENT_ENDPOINTS[1]: emulator.url,
    }

    with pytest.raises(ConfigurationError) as refused:
        ask(KB, environment)

    assert "AWS_BEARER_TOKEN_BEDROCK) cannot ask knowledge bases and agents: set IAM keys" in str(refused.value)
    assert str(refused.value).count("\n") <= 1
    assert not emulator.received


def test_beside_a_bearer_token_the_next_credentials_are_used(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator(results("a"))

    ask(KB, env(emulator, AWS_BEARER_TOKEN_BEDROCK=emulator.bearer_token))

    assert emulator.received[0].headers["authorization"].startswith("AWS4-HMAC-SHA256")


def test_an_assumed_role_signs_and_is_assumed_anew_when_its_keys_have_expired(bedrock: Emulator, sts: str) -> None:
    script = [
        refusal(403, "ExpiredTokenException", "The security token included in the request is expired"),
        results("a"),
    ]
    with Emulator(script=script) as emulator:
        emulator._guard = bedrock._guard
        emulator._service._guard = bedrock._guard
        environment = env(emulator, AWS_ROLE_NAME="arn:aws:iam::123456789012:role/writer", AWS_STS_ENDPOINT=sts)

        assert ask(KB, environment).passages[0].text == "a"

        used = [
            received.headers["authorization"].split("Credential=")[1].split("/")[0] for received in emulator.received
        ]
        assert len(set(used)) == 2
        assert emulator.access_key_id not in used


@pytest.mark.parametrize(
    ("entry", "kind", "said"),
    [
        (refusal(403, "AccessDeniedException"), SourceError, "no access: AWS says so. Allow bedrock:Retrieve on it"),
        (refusal(404, "ResourceNotFoundException"), SourceError, "not there: AWS says so. Check its id in the brief"),
        (refusal(400, "ValidationException"), SourceError, "refused request: AWS says so. Change what the brief asks"),
        (refusal(403, "ExpiredTokenException"), CredentialsError, "expired credentials"),
        (refusal(403, "UnrecognizedClientException"), CredentialsError, "wrong credentials"),
        (refusal(400, "ServiceQuotaExceededException"), QuotaReached, "daily quota"),
        (results(), SourceError, "nothing found for 'the dam': ask in other words"),
        ({"response": {"retrievalResults": [{"content": {"type": "IMAGE"}}]}}, SourceError, "nothing found"),
    ],
)
def test_what_cannot_get_better_is_a_typed_error_at_once_in_one_line_with_advice(
    open_emulator: OpenEmulator, entry: dict[str, Any], kind: type[Exception], said: str
) -> None:
    emulator = open_emulator(entry, results("a"))

    with pytest.raises(kind) as refused:
        ask(KB, env(emulator))

    assert str(refused.value).startswith("kb:ABCDEFGHIJ: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(emulator.received) == 1


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (refusal(424, "DependencyFailedException"), "dependency failed"),
        (refusal(502, "BadGatewayException"), "dependency failed"),
        (refusal(409, "ConflictException"), "not ready"),
        (refusal(424, "ModelNotReadyException"), "not ready"),
        (refusal(500, "InternalServerException"), "service fault"),
        (refusal(429, "ThrottlingException"), "throttling"),
        ({"reset": True}, "reset connection"),
        (results("lost") | {"cut_after": 1}, "malformed answer"),
        ({"response": {"other": 1}}, "malformed answer"),
    ],
)
def test_what_can_get_better_is_tried_again(open_emulator: OpenEmulator, entry: dict[str, Any], reason: str) -> None:
    emulator = open_emulator(entry, results("a"))
    retries: list[str] = []

    assert ask(KB, env(emulator), retries).passages[0].text == "a"
    assert retries == [reason]


def test_throttling_outlasts_the_attempts_and_stays_away_as_long_as_it_is_told(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator(*[refusal(429, "ThrottlingException", retry_after=0.05)] * 5, results("a"))
    started = time.monotonic()

    ask(KB, env(emulator), attempts=2)

    assert time.monotonic() - started >= 0.25
    assert len(emulator.received) == 6


def test_what_stays_throttled_is_an_error_that_a_later_run_can_mend(open_emulator: OpenEmulator) -> None:
    emulator = open_emulator(*[refusal(429, "ThrottlingException")] * 1_000)

    with pytest.raises(ModelUnavailable, match=r"kb:ABCDEFGHIJ: throttling: .*Run the same command again"):
        ask(KB, env(emulator), deadline=1.5, longest_wait=0.05)


@pytest.mark.parametrize("asked", [KB, AGENT])
def test_silence_ends_a_try_at_the_deadline_at_the_latest(open_emulator: OpenEmulator, asked: Asked) -> None:
    emulator = open_emulator({"stall": 30})
    started = time.monotonic()

    with pytest.raises(ModelUnavailable, match=r": timeout: no answer in time\. .*Run the same command again"):
        ask(asked, env(emulator), deadline=0.2)

    assert time.monotonic() - started < 10


def test_a_long_question_is_shortened_in_a_message(open_emulator: OpenEmulator) -> None:
    long = KB.model_copy(update={"query": "dam " * 5_000})

    with pytest.raises(SourceError) as refused:
        ask(long, env(open_emulator(results())))

    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"response": {"completion": [{"chunk": {"bytes": "Half"}}]}, "cut_after": 0}, "reset connection"),
        (refusal(429, "ThrottlingException") | {"after_frames": 0}, "throttling"),
        (refusal(424, "DependencyFailedException") | {"after_frames": 1}, "dependency failed"),
    ],
)
def test_a_stream_that_ends_before_its_answer_is_asked_for_again(
    open_emulator: OpenEmulator, tmp_path: Path, entry: dict[str, Any], reason: str
) -> None:
    (tmp_path / "dam.md").write_text("Which dam? This one.", encoding="utf-8")
    emulator = open_emulator(entry, agents={AGENT.agent: tmp_path})
    retries: list[str] = []

    assert ask(AGENT, env(emulator), retries).answer == "Which dam? This one."
    assert retries == [reason]


@pytest.mark.parametrize(
    ("completion", "said"),
    [
        ([{"chunk": {"bytes": " "}}], "answered nothing to 'Which dam?'"),
        ([{"returnControl": {"invocationId": "i"}}], "hands control back to call a function of its own application"),
    ],
)
def test_an_agent_that_gives_no_answer_is_a_source_error(
    open_emulator: OpenEmulator, completion: list[Any], said: str
) -> None:
    with pytest.raises(SourceError, match="agent:AGENT12345/ALIAS12345") as refused:
        ask(AGENT, env(open_emulator({"response": {"completion": completion}})))

    assert said in str(refused.value)


def test_an_address_that_nobody_answers_at_is_named_as_such() -> None:
    keys = {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B"}

    with pytest.raises(ModelUnavailable, match="kb:ABCDEFGHIJ: reset connection"):
        ask(KB, keys | {AGENT_ENDPOINTS[0]: "http://127.0.0.1:9"}, attempts=1)
    with pytest.raises(ConfigurationError, match="would carry credentials over plain http"):
        ask(KB, keys | {AGENT_ENDPOINTS[0]: "http://example.com"})


def test_the_last_row_of_the_table_fits_everything_and_names_are_unique() -> None:
    names = [fault.name for fault in SOURCE_FAULTS]

    assert len(set(names)) == len(names)
    assert names[-1] == "refused request"
