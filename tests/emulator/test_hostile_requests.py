"""Whatever is sent is answered, with an error where it is no request; nothing that a page of elsewhere sends is even read."""

import copy
import http.client
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.emulator.author import answer as author
from ghostwriter.emulator.exchange import Request
from ghostwriter.emulator.script import load_script
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import UsageError
from tests.emulator.conftest import HAIKU, QUESTION

MODEL = f"/model/{HAIKU.replace(':', '%3A')}"
SERIALIZATION = (400, "SerializationException")
DEEP = b"[" * 100_000
NO_JSON = {
    "lists": DEEP,
    "objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "lists in a field": b'{"messages":' + b"[" * 500 + b"]" * 500 + b"}",
    "many digits": b'{"messages":1' + b"0" * 5_000 + b"}",
    "not a number": b'{"inferenceConfig":{"temperature":NaN}}',
    "infinity": b'{"inferenceConfig":{"temperature":-Infinity}}',
    "beyond all numbers": b'{"inferenceConfig":{"temperature":1e999}}',
    "not UTF-8": b'{"messages":"\xff\xfe"}',
    "UTF-16": '{"messages":[]}'.encode("utf-16"),
    "half a character": b'{"messages":[{"role":"user","content":[{"text":"\\ud800"}]}]}',
    "nothing": b"",
}
PATHS = (
    *(f"{MODEL}/{action}" for action in ("converse", "converse-stream", "invoke", "count-tokens")),
    "/guardrail/abc/version/1/apply",
    "/knowledgebases/ABCDEFGHIJ/retrieve",
    "/agents/AGENT12345/agentAliases/ALIAS12345/sessions/s1/text",
)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(record=tmp_path / "record.jsonl") as running:
        yield running


def send(emulator: Emulator, path: str, body: bytes, **headers: str) -> tuple[int, str | None, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", int(emulator.url.rsplit(":", 1)[1]), timeout=10)
    connection.request("POST", path, body, {"authorization": f"Bearer {emulator.bearer_token}"} | headers)
    response = connection.getresponse()
    answered = response.status, response.headers["x-amzn-ErrorType"], response.read()
    connection.close()
    return answered


@pytest.mark.parametrize("name", NO_JSON)
def test_what_is_no_json_is_refused_as_aws_refuses_it(
    emulator: Emulator, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in PATHS[:5]:
        status, kind, said = send(emulator, path, NO_JSON[name])
        assert (status, kind) == SERIALIZATION, path
        assert json.loads(said)["message"]
    for path in PATHS[5:]:  # which take signed requests only
        assert send(emulator, path, NO_JSON[name])[0] == 403

    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("path", "headers", "answered"),
    [
        (PATHS[0], {"content-length": "9" * 5_000}, (413, "RequestEntityTooLargeException")),
        (PATHS[0], {"content-length": "-5"}, (411, "MissingContentLengthException")),
        (PATHS[0], {"transfer-encoding": "chunked"}, (411, "MissingContentLengthException")),
        ("//[a/converse", {}, (404, "UnknownOperationException")),
    ],
)
def test_odd_headers_and_paths_are_answered(
    emulator: Emulator, path: str, headers: dict[str, str], answered: tuple[int, str]
) -> None:
    assert send(emulator, path, b"", **headers)[:2] == answered


CONVERSE = {
    "messages": [
        *QUESTION,
        {
            "role": "assistant",
            "content": [{"toolUse": {"toolUseId": "t1", "name": "f", "input": {"path": "x"}}}],
        },
        {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"json": {"a": 1}}]}}]},
    ],
    "system": [{"text": "be brief"}, {"cachePoint": {"type": "default", "ttl": "5m"}}],
    "inferenceConfig": {"maxTokens": 2_000, "temperature": 1.0, "stopSequences": ["x"]},
    "toolConfig": {
        "tools": [{"toolSpec": {"name": "f", "inputSchema": {"json": {"type": "object"}}}}],
        "toolChoice": {"auto": {}},
    },
    "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 1_024}},
    "guardrailConfig": {"guardrailIdentifier": "abc", "guardrailVersion": "1", "trace": "enabled"},
}
INVOKE = {
    "anthropic_version": "bedrock-2023-05-31",
    "max_tokens": 2_000,
    "messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}],
    "system": [{"type": "text", "text": "be brief"}],
    "tools": [{"name": "f", "input_schema": {"type": "object"}}],
    "thinking": {"type": "enabled", "budget_tokens": 1_024},
}
BODIES: list[tuple[str, Any]] = [
    (PATHS[0], CONVERSE),
    (PATHS[1], CONVERSE),
    (PATHS[2], INVOKE),
    (PATHS[3], {"input": {"converse": {"messages": QUESTION}}}),
    (PATHS[4], {"source": "OUTPUT", "content": [{"text": {"text": "x", "qualifiers": ["query"]}}]}),
    ("/model/amazon.titan-text-express-v1/invoke", {"inputText": "x", "textGenerationConfig": {"maxTokenCount": 5}}),
    ("/model/openai.gpt-oss-20b-1%3A0/invoke", {"messages": [{"role": "user", "content": "x"}], "max_tokens": 5}),
]
ODD: tuple[Any, ...] = (None, 5, -1, "x", "", [], {}, [1], [[]], [None], {"a": 1}, True, 1.5, 10**30)


def mutated(body: Any, chance: random.Random) -> Any:
    """The body with something odd in one place, or with one thing left out."""
    holders = [body]
    for holder in holders:
        inner = holder.values() if isinstance(holder, dict) else holder
        holders += [one for one in inner if isinstance(one, dict | list) and one]
    holder = chance.choice(holders)
    key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    if chance.random() < 0.2:
        del holder[key]
    else:
        holder[key] = copy.deepcopy(chance.choice(ODD))
    return body


def test_a_request_of_another_form_is_answered(tmp_path: Path) -> None:
    emulator, chance = Emulator(record=tmp_path / "record.jsonl"), random.Random(7)
    headers = {"authorization": f"Bearer {emulator.bearer_token}"}

    for _ in range(1_500):
        path, body = chance.choice(BODIES)
        data = json.dumps(mutated(copy.deepcopy(body), chance)).encode()
        reply = emulator.answer(Request("POST", path, headers, data))
        assert reply.status in {200, 400}, (path, data)


def test_marks_like_ours_may_have_anything_between_them() -> None:
    odd = ["{bad", DEEP.decode(), '{"a": NaN}', '{"id": 5, "cites": 5}', "{}", '{"must_include": 5, "length": "x"}']
    for stage in ("extraction", "drafting", "critique", "revision", "verification", "nonsense"):
        for line in odd:
            sections = "".join(
                f"<{name}>\n{line}\n</{name}>\n" for name in ("brief", "facts", "claims", "issues", "failing", "draft")
            )
            source = f'<source id="S1" title="\\x" mark="3f|" fence="ab">\n{line}\n</source ab>'
            text = f'<task stage="{stage}" artifact="a.json"/>\n{sections}{source}'
            assert author({"messages": [{"role": "user", "content": [{"text": text}]}], "toolConfig": None})


LOCAL = ({"host": "127.0.0.1:8321"}, {"host": "LOCALHOST"}, {"host": "[::1]:80"}, {"origin": "http://localhost:3000"})
FOREIGN = (
    {"host": "evil.test"},
    {"host": "127.0.0.1.evil.test:8321"},
    {"host": "localhost.evil.test"},
    {"host": "evil.test:127.0.0.1"},
    {"host": "127.0.0.1@evil.test"},
    {"host": "10.0.0.1"},
    {"host": ""},
    {"origin": "https://evil.test"},
    {"origin": "null"},
    {"origin": "http://localhost.evil.test"},
    {"sec-fetch-site": "cross-site"},
)


@pytest.mark.parametrize("headers", LOCAL, ids=str)
def test_programs_of_this_machine_are_answered(emulator: Emulator, headers: dict[str, str]) -> None:
    assert send(emulator, PATHS[0], json.dumps({"messages": QUESTION}).encode(), **headers)[0] == 200


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_pages_of_elsewhere_are_refused_before_anything_is_read_or_recorded(
    emulator: Emulator, tmp_path: Path, headers: dict[str, str]
) -> None:
    status, _, said = send(emulator, PATHS[0], json.dumps({"messages": QUESTION}).encode(), **headers)

    assert status in {403, 421}
    assert "message" in json.loads(said)
    assert emulator.received == []
    assert (tmp_path / "record.jsonl").read_text() == ""


@pytest.mark.parametrize(
    "script",
    [DEEP, b'[{"response": ' + b"[" * 300 + b"]" * 300 + b"}]", b'[{"stall": 1e999}]', b"[\xff]", b"1" * 5_000],
)
def test_a_script_that_cannot_be_played_is_told(tmp_path: Path, script: bytes) -> None:
    (tmp_path / "script.json").write_bytes(script)

    with pytest.raises(UsageError, match=r"script\.json"):
        load_script(tmp_path / "script.json")
