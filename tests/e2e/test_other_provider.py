"""A stage on another provider: any LiteLLM model will do."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from tests.scripting import credentials, write_brief

DRAFT = (
    "# The dam\n\nThe Elm Dam was finished in 1936 after five years of work. [S1F1]\n\n"
    + "It has been told often and well. " * 4
)


class ChatServer(ThreadingHTTPServer):
    """Speaks just enough of the chat-completions API to call a tool."""

    def __init__(self) -> None:
        self.received: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.received.append((self.path, dict(self.headers), body))
        arguments = {"command": "create", "path": "drafting/draft.md", "file_text": DRAFT, "security_risk": "LOW"}
        call = {"id": "c1", "type": "function", "function": {"name": "file_editor", "arguments": json.dumps(arguments)}}
        answer = {
            "id": "x",
            "object": "chat.completion",
            "created": 1,
            "model": body["model"],
            "choices": [
                {
                    "index": 0,
                    "finish_reason": "tool_calls",
                    "message": {"role": "assistant", "content": None, "tool_calls": [call]},
                }
            ],
            "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        }
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    server = ChatServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_one_stage_can_be_another_providers_while_the_rest_stays_on_bedrock(tmp_path: Path, chat: ChatServer) -> None:
    brief = load_brief(write_brief(tmp_path))
    with Emulator() as emulator:
        env = credentials(emulator) | {
            "GHOSTWRITER_DRAFTING_MODEL": "openai/gpt-4o",
            "OPENAI_API_KEY": "sk-test",
            "OPENAI_API_BASE": f"http://127.0.0.1:{chat.server_port}/v1",
        }
        settings = resolve_settings(Flags(rounds=0), env, brief)

        record = GhostwriterPipeline(settings, env=env).run(brief, tmp_path / "workspace")

    ((path, headers, body),) = chat.received
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer sk-test"
    assert body["model"] == "gpt-4o"
    assert record.stages["drafting"].model == "openai/gpt-4o"
    # Ten tokens cannot be true of such a prompt: it is metered by our own count.
    assert record.stages["drafting"].input_tokens > 1_000
    assert record.stages["drafting"].own_count == 1
    assert "haiku" in record.stages["extraction"].model
    assert (tmp_path / "workspace/drafting/draft.md").read_text(encoding="utf-8") == DRAFT
