"""Both ways to Bedrock through the real LiteLLM proxy, which holds the AWS keys: what leaves it, as the emulator receives it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.bedrock.litellm_proxy import GUARDRAILS
from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import ConfigurationError, GuardrailIntervened, ModelUnavailable
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.events import Notice
from tests.litellm_proxy import INSTALLED, KEY_ID, ROOT, SECRET, LiteLLMProxy
from tests.scripting import BRIEF, artifact_asked_for, editor_call, with_calls, write_brief
from tests.through_proxy import LONG, ask, assert_the_proxy_alone_holds_the_keys, command, environment, run

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not INSTALLED.exists(), reason="the real LiteLLM proxy is not installed: make .venv-proxy"),
]

CHAT, PASS_THROUGH = "litellm_proxy/writer", "bedrock/writer"
WAYS = pytest.mark.parametrize("model", [CHAT, PASS_THROUGH])
HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1"
OUR_GUARDRAIL = {"guardrailIdentifier": "grours", "guardrailVersion": "1"}

FORBIDDEN = "a topic that the house forbids"
CUT_OFF = "The dam that was cut off"
BLOCKED = {
    "action": "GUARDRAIL_INTERVENED",
    "assessments": [{"topicPolicy": {"topics": [{"name": "dams", "type": "DENY", "action": "BLOCKED"}]}}],
    "outputs": [{"text": "not in this house"}],
}
SCRIPT: list[dict[str, Any]] = [
    *({"match": {"contains": FORBIDDEN}, "response": BLOCKED} for _ in range(2)),
    {"match": {"contains": CUT_OFF}, "cut_after": 5, **editor_call("extraction/S1.json", LONG)},
]


@pytest.fixture(scope="module")
def upstream() -> Iterator[Emulator]:
    with Emulator(script=SCRIPT, env={"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET}) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def proxy(upstream: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiteLLMProxy]:
    with LiteLLMProxy(upstream, tmp_path_factory.mktemp("proxy")) as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_received_yet(upstream: Emulator) -> None:
    upstream.received.clear()


@WAYS
@pytest.mark.parametrize("stream", [False, True])
def test_a_call_is_signed_with_the_proxys_keys_and_asks_for_what_we_ask(
    proxy: LiteLLMProxy, upstream: Emulator, model: str, *, stream: bool
) -> None:
    usage = ask(proxy, model, temperature=0.3, stream=stream)

    (received,) = upstream.received
    operation = "converse-stream" if stream else "converse"
    assert received.raw_path.replace("%3A", ":") == f"/model/{HAIKU}:0/{operation}"
    assert received.body["inferenceConfig"] == {"temperature": 0.3, "maxTokens": 5_000}
    assert "additionalModelRequestFields" not in received.body  # no thinking
    assert "guardrailConfig" not in received.body
    assert "openhands" not in str(received.headers).lower()
    assert usage.input_tokens > 10_000
    assert usage.output_tokens > 0
    assert_the_proxy_alone_holds_the_keys(upstream)


@pytest.mark.parametrize(("model", "canonical"), [(CHAT, None), (PASS_THROUGH, "haiku")])
@pytest.mark.parametrize("stream", [False, True])
def test_caching_and_its_price_are_those_of_the_model_behind_the_alias(
    proxy: LiteLLMProxy, upstream: Emulator, model: str, canonical: str | None, *, stream: bool
) -> None:
    prompt = f"{model} {stream}: say hello."

    written = ask(proxy, model, prompt, canonical_model=canonical, stream=stream)
    read = ask(proxy, model, prompt, canonical_model=canonical, stream=stream)

    assert [block for block in upstream.received[0].body["messages"][0]["content"] if "cachePoint" in block]
    assert read.cache_read_tokens > 10_000
    assert read.usd == pytest.approx(read.cache_read_tokens * 1.1e-07 + read.output_tokens * 5.5e-06, rel=0.1)
    assert written.usd >= read.usd


@pytest.mark.parametrize(("model", "canonical"), [(CHAT, None), (PASS_THROUGH, "haiku")])
def test_thinking_reaches_the_model_behind_the_alias(
    proxy: LiteLLMProxy, upstream: Emulator, model: str, canonical: str | None
) -> None:
    ask(proxy, model, canonical_model=canonical, thinking_budget=1_024)

    thinking = upstream.received[0].body["additionalModelRequestFields"]["thinking"]
    assert thinking == {"type": "enabled", "budget_tokens": 1_024}


def test_an_alias_may_hold_a_slash(proxy: LiteLLMProxy, upstream: Emulator) -> None:
    ask(proxy, "litellm_proxy/team/writer")
    ask(proxy, "bedrock/converse/team/writer")

    assert len(upstream.received) == 2


def test_the_example_is_written_through_the_chat_api(proxy: LiteLLMProxy, upstream: Emulator, tmp_path: Path) -> None:
    record, events = run(proxy, ROOT / "examples/brief.md", tmp_path / "w", CHAT)

    assert record.status == "done"
    assert record.stages["drafting"].model == CHAT
    assert record.totals.usd > 0.05
    assert record.totals.cache_write_tokens > 0
    assert all(received.body["toolConfig"]["tools"] for received in upstream.received)
    assert not [event for event in events if isinstance(event, Notice) and "price unknown" in event.text]
    assert_the_proxy_alone_holds_the_keys(upstream, tmp_path / "w")


def test_the_example_is_written_through_the_pass_through(
    proxy: LiteLLMProxy, upstream: Emulator, tmp_path: Path
) -> None:
    brief = tmp_path / "brief.md"
    text = (ROOT / "examples/brief.md").read_text(encoding="utf-8")
    brief.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "examples/sources", tmp_path / "sources")

    done = command(proxy.pass_through | {"GHOSTWRITER_STREAM": "1"}, brief, "--model", PASS_THROUGH)

    assert done.returncode == 0, done.stderr
    assert str(GUARDRAILS) in done.stderr
    assert done.stderr.count("price unknown: bedrock/converse/writer") == 1
    assert "Warning" not in done.stderr
    assert all(received.raw_path.endswith("/converse-stream") for received in upstream.received)
    assert all(received.body["toolConfig"]["tools"] for received in upstream.received)
    assert_the_proxy_alone_holds_the_keys(upstream, tmp_path / "workspace")


def test_a_stream_that_breaks_off_behind_the_proxy_costs_a_call_and_not_the_run(
    proxy: LiteLLMProxy, upstream: Emulator, tmp_path: Path
) -> None:
    brief = write_brief(tmp_path, BRIEF.replace("The dam that kept Elm dry", CUT_OFF))

    record, _ = run(proxy, brief, tmp_path / "w", CHAT, stream=True)

    assert record.status == "done"
    asked = [artifact_asked_for(received).partition("/")[0] for received in upstream.received]
    assert asked.count("extraction") == 2 + 1


@WAYS
def test_a_wrong_virtual_key_is_one_clear_error(
    proxy: LiteLLMProxy, upstream: Emulator, tmp_path: Path, model: str
) -> None:
    wrong = dict.fromkeys(("LITELLM_PROXY_API_KEY", "AWS_BEARER_TOKEN_BEDROCK"), "sk-wrong")

    done = command(environment(proxy, model) | wrong, write_brief(tmp_path), "--model", model, "--quiet")

    assert done.returncode == 3
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: the")]
    assert len(errors) == 1
    assert "the LiteLLM proxy refused the key" in errors[0]
    assert "there is no such virtual key" in errors[0]
    assert "Traceback" not in done.stderr
    assert "sk-wrong" not in done.stderr
    assert not upstream.received


@pytest.mark.parametrize("model", ["litellm_proxy/nobody", "bedrock/nobody", "haiku"])
def test_a_name_that_the_proxy_does_not_know_says_what_to_use(proxy: LiteLLMProxy, tmp_path: Path, model: str) -> None:
    with pytest.raises(ConfigurationError, match=r"no such alias.*bedrock/<alias>"):
        run(proxy, write_brief(tmp_path), tmp_path / "w", model)


@pytest.mark.parametrize("missing", ["LITELLM_PROXY_API_BASE", "LITELLM_PROXY_API_KEY"])
def test_a_missing_address_or_key_stops_the_run_before_anything_is_sent(
    proxy: LiteLLMProxy, upstream: Emulator, tmp_path: Path, missing: str
) -> None:
    brief = load_brief(write_brief(tmp_path))
    env = {name: value for name, value in (proxy.chat | proxy.pass_through).items() if name != missing}
    settings = resolve_settings(Flags(models=(PASS_THROUGH, f"revision={CHAT}")), env, brief)

    with pytest.raises(ConfigurationError, match=missing):
        GhostwriterPipeline(settings, env=env).run(brief, tmp_path / "w")
    assert not upstream.received


@WAYS
def test_a_proxy_that_is_down_is_said_to_be(proxy: LiteLLMProxy, tmp_path: Path, model: str) -> None:
    brief = load_brief(write_brief(tmp_path))
    env = {name: value.replace(proxy.url, "http://127.0.0.1:9") for name, value in environment(proxy, model).items()}
    settings = with_calls(resolve_settings(Flags(models=(model,)), env, brief), longest_wait=0)

    with pytest.raises(ModelUnavailable, match=r"does not answer|Connection refused"):
        GhostwriterPipeline(settings, env=env).run(brief, tmp_path / "w")


@WAYS
def test_a_guardrail_of_ours_reaches_the_model(proxy: LiteLLMProxy, upstream: Emulator, model: str) -> None:
    ask(proxy, model, parameters={"guardrailConfig": OUR_GUARDRAIL})

    assert upstream.received[0].body["guardrailConfig"] == OUR_GUARDRAIL
    assert "guardContent" in upstream.received[0].body["messages"][-1]["content"][0]


@pytest.mark.parametrize(
    ("alias", "through_chat", "through_pass_through"),
    [
        ("guardrail-config", "gralias", None),
        ("pre_call", "gr0", "gr0"),
        ("during_call", "gr1", None),
        ("post_call", "gr2", "gr2"),
    ],
)
def test_which_of_the_proxys_guardrails_the_pass_through_leaves_out(
    proxy: LiteLLMProxy, upstream: Emulator, alias: str, through_chat: str | None, through_pass_through: str | None
) -> None:
    ask(proxy, f"litellm_proxy/{alias}")
    assert guardrail_applied(upstream) == through_chat

    upstream.received.clear()
    ask(proxy, f"bedrock/converse/{alias}")
    assert guardrail_applied(upstream) == through_pass_through


def guardrail_applied(upstream: Emulator) -> str | None:
    """The guardrail that a call has met: named in the request, or asked by the proxy itself."""
    for received in upstream.received:
        if received.raw_path.startswith("/guardrail/"):
            return received.raw_path.split("/")[2]
        if "guardrailConfig" in received.body:
            return str(received.body["guardrailConfig"]["guardrailIdentifier"])
    return None


@pytest.mark.parametrize("model", ["litellm_proxy/pre_call", "bedrock/converse/pre_call"])
def test_a_guardrail_of_the_proxys_that_intervenes_is_a_typed_error(proxy: LiteLLMProxy, model: str) -> None:
    with pytest.raises(GuardrailIntervened, match="guardrail"):
        ask(proxy, model, f"Tell me of {FORBIDDEN}.")
