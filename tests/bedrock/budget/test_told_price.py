"""What a proxy says that a call cost counts where it can be true; what cannot be is passed over, and enlarges no budget."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ghostwriter.bedrock.budget.budget import Budget
from ghostwriter.bedrock.budget.call_account import CallAccount, StageTally
from ghostwriter.bedrock.call_settings import CallSettings, Caps
from ghostwriter.bedrock.models.catalog import HAIKU
from ghostwriter.schema.usage import Usage

ANSWER = {
    "id": "x",
    "object": "chat.completion",
    "created": 1,
    "model": "writer",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hello there."}}],
    "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
}
AT_LIST_PRICES = pytest.approx(10 * 1e-6 * 1.1 + 5 * 5e-6 * 1.1, rel=0.2)


@contextmanager
def proxy(told: str) -> Iterator[str]:
    """A LiteLLM proxy that answers anything, and says what it cost."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            body = json.dumps(ANSWER).encode()
            self.send_response(200)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                "x-litellm-response-cost": told,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def asked(address: str) -> tuple[Usage, Budget]:
    """One question, and what it came to."""
    from ghostwriter.bedrock.factory import create_llm
    from ghostwriter.bedrock.llm import CallContext
    from ghostwriter.bedrock.sdk import Message, TextContent

    env = {"LITELLM_PROXY_API_BASE": address, "LITELLM_PROXY_API_KEY": "sk-1234567890"}
    budget, used = Budget(1.0), list[Usage]()
    account = CallAccount("drafting/draft", budget, StageTally("drafting", Caps()), lambda _event: None)
    context = CallContext(account, on_response=lambda response: used.append(response.usage))
    call = CallSettings(attempts=1, max_output_tokens=1_000, canonical_model=HAIKU)
    llm = create_llm("litellm_proxy/writer", env=env, context=context, call=call)
    llm.completion([Message(role="user", content=[TextContent(text="Say hello.")])])
    (usage,) = used
    return usage, budget


def test_a_price_that_can_be_true_counts() -> None:
    with proxy("0.25") as address:
        usage, budget = asked(address)

    assert usage.usd == budget.spent == 0.25


@pytest.mark.parametrize("told", ["-5", "nan", "inf", "-1e999", "1e308", "1" + "0" * 400, "free"])
def test_one_that_cannot_be_is_passed_over(told: str) -> None:
    with proxy(told) as address:
        usage, budget = asked(address)

    assert usage.usd == budget.spent == AT_LIST_PRICES
