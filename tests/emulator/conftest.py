"""A real boto3 client on a real emulator."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import boto3
import pytest
from botocore.config import Config

from ghostwriter.emulator.exchange import Answer
from ghostwriter.emulator.server import Emulator

HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0"
QUESTION: list[dict[str, Any]] = [{"role": "user", "content": [{"text": "Hello?"}]}]

type OpenEmulator = Callable[..., Emulator]


def hello() -> Answer:
    return Answer([{"text": "Hello. " * 20}], "end_turn")


def client(emulator: Emulator, **credentials: str) -> Any:
    """boto3's own bedrock-runtime, which never retries."""
    keys: dict[str, Any] = credentials or {
        "aws_access_key_id": emulator.access_key_id,
        "aws_secret_access_key": emulator.secret_access_key,
    }
    return boto3.client(
        "bedrock-runtime",
        region_name="us-east-1",
        endpoint_url=emulator.url,
        config=Config(retries={"total_max_attempts": 1}, read_timeout=5),
        **keys,
    )


@pytest.fixture
def open_emulator() -> Iterator[OpenEmulator]:
    with ExitStack() as stack:

        def opening(*script: dict[str, Any], **settings: Any) -> Emulator:
            settings.setdefault("author", lambda _request: hello())
            return stack.enter_context(Emulator(script=script, **settings))

        yield opening
