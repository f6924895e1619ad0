"""Where models of other providers are asked: settled before, and where LiteLLM asks them by itself."""

import json
import subprocess
import sys

import pytest

from ghostwriter.bedrock.endpoints.providers import ADDRESSES, address_of, address_variables
from ghostwriter.bedrock.models.resolved_model import provider_of
from ghostwriter.errors import ConfigurationError

LOOK_UPS = """
import json, socket, sys
import ghostwriter.bedrock.sdk, litellm
asked = {}
for provider in json.loads(sys.argv[1]):
    def refuse(host, port, *rest, provider=provider):
        asked.setdefault(provider, []).append(f"{host}:{port}")
        raise OSError("no network here")
    socket.getaddrinfo = refuse
    try:
        said = [{"role": "user", "content": "x"}]
        litellm.completion(f"{provider}/a-model", messages=said, api_key="k", num_retries=0, max_retries=0)
    except Exception:
        pass
print(json.dumps(asked))
"""


def test_litellm_asks_each_provider_at_the_address_on_the_list() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK_UPS, json.dumps(list(ADDRESSES))], capture_output=True, text=True, check=True
    )

    asked = json.loads(done.stdout.splitlines()[-1])
    assert {provider: set(hosts) for provider, hosts in asked.items()} == {
        provider: {f"{address.removeprefix('https://')}:443"} for provider, address in ADDRESSES.items()
    }


@pytest.mark.parametrize(
    ("model", "provider"),
    [
        ("openai/gpt-4.1", "openai"),
        ("gpt-4.1", "openai"),
        ("openrouter/anthropic/claude-3.5-sonnet:beta", "openrouter"),
        ("ollama/llama3:8b", "ollama"),
        ("scx-ai/GLM-5.3", "scx-ai"),
        ("gemini-2.5-flash", "vertex_ai"),
        ("haiku", "bedrock"),
        ("anthropic.claude-v2", "bedrock"),
    ],
)
def test_a_name_says_its_provider(model: str, provider: str) -> None:
    assert provider_of(model) == provider


@pytest.mark.parametrize(
    "model",
    [
        "huggingface/https://evil.test", "openai/x@http:/evil.test", "openai//evil.test", "openai/../x", "Bedrock/x", "opnai",
        "a b/c", "openai/x?y", "openai/x\\y", "openai/x%2f", "öpenai/x", "openai/", "/x", "",
    ],
)  # fmt: skip
def test_a_name_that_could_be_an_address_or_is_unknown_is_refused(model: str) -> None:
    with pytest.raises(ConfigurationError):
        provider_of(model)


def test_variables_have_names_that_a_shell_can_set() -> None:
    assert address_variables("scx-ai") == ("SCX_AI_API_BASE", "SCX_AI_BASE_URL")


def test_the_environment_beats_the_list_and_is_needed_where_that_is_silent() -> None:
    assert address_of("openai/gpt-4.1", {}) == "https://api.openai.com"
    assert (
        address_of("openai/gpt-4.1", {"OPENAI_BASE_URL": "https://gw.example.com/v1/"}) == "https://gw.example.com/v1"
    )
    assert address_of("ollama/llama3", {"OLLAMA_API_BASE": "http://127.0.0.1:11434"}) == "http://127.0.0.1:11434"
    with pytest.raises(ConfigurationError, match="set OLLAMA_API_BASE to its address"):
        address_of("ollama/llama3", {})
