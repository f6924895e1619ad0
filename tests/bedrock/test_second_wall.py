"""Where a name has got past every check, the clients still send to the settled hosts alone: the second wall, by itself."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from ghostwriter import create_llm
from ghostwriter.bedrock.call_settings import CallSettings
from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.credentials.aws_providers import isolated_session
from ghostwriter.bedrock.credentials.resolve import AccessKeys, BearerToken
from ghostwriter.bedrock.http.client import http_client
from ghostwriter.bedrock.http.response_hook import ResponseHook
from ghostwriter.bedrock.knowledge_bases.client import SignerKeys, boto_client
from ghostwriter.emulator.server import Emulator
from ghostwriter.security.destinations import Destination, WrongDestination, only_to
from tests.attacks.listener import Listener, listening

KEYS = AccessKeys("AKIDEXAMPLE", "secret", "session")


@pytest.fixture
def stranger() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def ask(llm: Any) -> None:
    from ghostwriter.bedrock.sdk import Message, TextContent

    llm.completion([Message(role="user", content=[TextContent(text="Say hello.")])])


@pytest.mark.parametrize("credentials", [BearerToken("bearer"), KEYS], ids=["bearer", "keys"])
def test_the_http_client_neither_signs_nor_sends_elsewhere(credentials: Any, stranger: Listener) -> None:
    access = Access(given=credentials)

    with (
        http_client(access, "haiku", ResponseHook(), 5) as client,
        pytest.raises(WrongDestination, match="requests go to bedrock-runtime"),
    ):
        client.post(f"http://127.0.0.1:{stranger.port}/model/x/converse", json={})

    assert stranger.received == []


ROUTES = (
    "bedrock/agentcore/arn:aws:bedrock-agentcore:127.0.0.1:{port}/:123456789012:runtime/x",
    "bedrock/mantle/anthropic.claude-v2",
)


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_of_litellms_own_leads_nowhere(route: str, stranger: Listener) -> None:
    from ghostwriter.bedrock.llm import BedrockLLM, CallContext, Transport

    access = Access(given=BearerToken("bearer"))
    llm = BedrockLLM(model=route.format(port=stranger.port), usage_id="x", aws_region_name="us-east-1")
    haiku = access.resolve("haiku")
    llm.connect(Transport(haiku, CallSettings(attempts=1), access.destination_of(haiku), access), CallContext())

    with pytest.raises(WrongDestination):
        ask(llm)

    assert stranger.received == []


def test_an_address_given_past_the_environment_is_not_sent_to(stranger: Listener) -> None:
    elsewhere = f"http://127.0.0.1:{stranger.port}"
    llm = create_llm(
        "haiku", env={"AWS_BEARER_TOKEN_BEDROCK": "bearer"}, attempts=1, aws_bedrock_runtime_endpoint=elsewhere
    )

    with pytest.raises(WrongDestination):
        ask(llm)

    assert stranger.received == []


@pytest.mark.parametrize("provider", ["openai", "anthropic", "gemini", "litellm_proxy"])
def test_another_providers_library_is_held_to_its_address(provider: str, stranger: Listener, wire: Emulator) -> None:
    named = provider.upper()
    env = {f"{named}_API_KEY": "sk", f"{named}_API_BASE": wire.url}
    elsewhere = f"http://127.0.0.1:{stranger.port}/v1"
    llm = create_llm(f"{provider}/a-model", env=env, attempts=1, base_url=elsewhere)

    with pytest.raises(WrongDestination):
        ask(llm)

    assert stranger.received == []


@pytest.mark.parametrize("service", ["sts", "sso", "sso-oidc", "bedrock-agent-runtime"])
def test_botocores_clients_are_held_to_the_services_own_hosts(service: str, stranger: Listener) -> None:
    calls: dict[str, tuple[str, dict[str, str]]] = {
        "sts": ("get_caller_identity", {}),
        "sso": ("logout", {"accessToken": "x"}),
        "sso-oidc": ("create_token", {"clientId": "x", "clientSecret": "x", "grantType": "x"}),
        "bedrock-agent-runtime": ("retrieve", {"knowledgeBaseId": "ABCDEFGHIJ", "retrievalQuery": {"text": "x"}}),  # type: ignore[dict-item]
    }
    session = isolated_session({}, None, "us-east-1")
    session.set_credentials("AKIDEXAMPLE", "secret")
    client = session.create_client(service)
    # What a library might do: another address behind the client's back.
    client._endpoint.host = f"http://127.0.0.1:{stranger.port}"
    client.meta.events.register_first(
        "before-call", lambda params, **_: params.update(url=f"http://127.0.0.1:{stranger.port}/")
    )
    name, arguments = calls[service]

    with pytest.raises(WrongDestination):
        getattr(client, name)(**arguments)

    assert stranger.received == []


def test_a_knowledge_bases_client_is_held_to_its_region(stranger: Listener) -> None:
    access = Access(given=KEYS)
    client = boto_client(access, "us-east-1", SignerKeys(access.signer("")), None, 5)
    client.meta.events.register_first(
        "before-call", lambda params, **_: params.update(url=f"http://127.0.0.1:{stranger.port}/")
    )

    with pytest.raises(WrongDestination):
        client.retrieve(knowledgeBaseId="ABCDEFGHIJ", retrievalQuery={"text": "x"})

    assert stranger.received == []


def test_a_client_reports_to_no_monitor_and_reads_no_service_models_of_a_folder(
    stranger: Listener, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as monitor:
        monitor.bind(("127.0.0.1", 0))
        monitor.setblocking(False)  # noqa: FBT003
        port = str(monitor.getsockname()[1])
        env = {
            "AWS_CSM_ENABLED": "true",
            "AWS_CSM_HOST": "127.0.0.1",
            "AWS_CSM_PORT": port,
            "AWS_DATA_PATH": str(tmp_path),
        }
        access = Access(given=KEYS, env=env)
        address = f"http://127.0.0.1:{stranger.port}"
        client = boto_client(access, "us-east-1", SignerKeys(access.signer("")), address, 5)

        with pytest.raises((BotoCoreError, ClientError)):
            client.retrieve(knowledgeBaseId="ABCDEFGHIJ", retrievalQuery={"text": "x"})

        assert stranger.received
        with pytest.raises(BlockingIOError):
            monitor.recv(65_536)


def test_what_the_user_has_configured_is_asked(stranger: Listener, tmp_path: Path) -> None:
    env = {"AWS_STS_ENDPOINT": f"http://127.0.0.1:{stranger.port}"}
    session = isolated_session(env, None, "us-east-1")
    session.set_credentials("AKIDEXAMPLE", "secret")

    with pytest.raises((BotoCoreError, ClientError)):  # it is no STS that answers
        session.create_client("sts").get_caller_identity()

    assert stranger.received


def test_credentials_are_fetched_in_the_middle_of_a_call(sts: str, bedrock: Emulator) -> None:
    env = {
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_ENDPOINT_URL_STS": sts,
        "AWS_ROLE_NAME": "arn:aws:iam::123456789012:role/writer",
    }  # fmt: skip
    signer = Access.find(env).signer("haiku")

    with only_to(Destination.of(bedrock.url)):
        assert signer.keys().access_key
