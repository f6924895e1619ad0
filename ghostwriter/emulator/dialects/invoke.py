"""InvokeModel: each family's own body, turned into a Converse request, and its answer back again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ghostwriter.emulator import stream
from ghostwriter.emulator.dialects import anthropic as messages_api
from ghostwriter.emulator.errors import invalid
from ghostwriter.emulator.models import Called

type Body = Mapping[str, Any]


@dataclass(frozen=True)
class Dialect:
    """The form of requests and answers of a family of models, whose ids begin with one of ``prefixes``.

    ``pieces`` are the JSON bodies of a streamed answer: all in one where the family's own are not spelled out here.
    """

    prefixes: tuple[str, ...]
    read: Callable[[Body], dict[str, Any]]
    write: Callable[[Called, Body], dict[str, Any]]
    pieces: Callable[[Called, Body], Iterator[dict[str, Any]]] | None = None

    def stream(self, called: Called, response: Body) -> Iterator[dict[str, Any]]:
        """The bodies of a streamed answer."""
        return self.pieces(called, response) if self.pieces else iter([self.write(called, response)])


def dialect_of(called: Called) -> Dialect:
    """The dialect of a model: its family's, or that of chat completions, which all others share."""
    return next((dialect for dialect in _DIALECTS if called.bare_id.startswith(dialect.prefixes)), _CHAT)


def _prompt_at(text_name: str, longest_name: str) -> Callable[[Body], dict[str, Any]]:
    """Reads a body that holds one prompt, and the most tokens of its answer."""
    return lambda body: _prompt(body.get(text_name), body.get(longest_name))


def _prompt(text: object, longest: object) -> dict[str, Any]:
    if not isinstance(text, str) or not text.strip():
        raise invalid("Malformed input request: a prompt is required, please reformat your input and try again.")
    settings = {"inferenceConfig": {"maxTokens": longest}} if longest else {}
    return {"messages": [{"role": "user", "content": [{"text": text}]}], **settings}


def _text(response: Body) -> str:
    return "".join(block.get("text", "") for block in response["output"]["message"]["content"])


def _reason(response: Body, cut: str, done: str) -> str:
    return cut if response["stopReason"] == "max_tokens" else done


def _write_titan(_called: Called, response: Body) -> dict[str, Any]:
    usage = response["usage"]
    result = {
        "tokenCount": usage["outputTokens"],
        "outputText": _text(response),
        "completionReason": _reason(response, "LENGTH", "FINISH"),
    }
    return {"inputTextTokenCount": usage["inputTokens"], "results": [result]}


def _write_llama(_called: Called, response: Body) -> dict[str, Any]:
    usage = response["usage"]
    return {
        "generation": _text(response),
        "prompt_token_count": usage["inputTokens"],
        "generation_token_count": usage["outputTokens"],
        "stop_reason": _reason(response, "length", "stop"),
    }


def _read_chat(body: Body) -> dict[str, Any]:
    if "messages" not in body:
        return _prompt_at("prompt", "max_tokens")(body)
    said: dict[str, list[dict[str, Any]]] = {"system": [], "messages": []}
    for message in body["messages"]:
        if message.get("role") in {"system", "developer"}:
            said["system"].append({"text": message.get("content")})
        else:
            content = message.get("content")
            blocks = [{"text": content}] if isinstance(content, str) else content
            said["messages"].append({"role": message.get("role"), "content": blocks})
    longest = body.get("max_completion_tokens") or body.get("max_tokens")
    return {**said, **({"inferenceConfig": {"maxTokens": longest}} if longest else {})}


def _write_chat(called: Called, response: Body) -> dict[str, Any]:
    usage = response["usage"]
    choice = {
        "finish_reason": _reason(response, "length", "stop"),
        "index": 0,
        "message": {"content": _text(response), "role": "assistant"},
    }
    return {
        "choices": [choice],
        "model": called.bare_id,
        "object": "chat.completion",
        "usage": {
            "completion_tokens": usage["outputTokens"],
            "prompt_tokens": usage["inputTokens"],
            "total_tokens": usage["totalTokens"],
        },
    }


_CHAT = Dialect((), _read_chat, _write_chat)
_DIALECTS = (
    Dialect(("anthropic.claude",), messages_api.read, messages_api.encode_message, messages_api.message_events),
    Dialect(
        ("amazon.nova",),
        lambda body: {name: value for name, value in body.items() if name != "schemaVersion"},
        lambda _called, response: {name: response[name] for name in ("output", "stopReason", "usage")},
        lambda _called, response: ({kind: payload} for kind, payload in stream.stream_events(response)),
    ),
    Dialect(
        ("amazon.titan-text",),
        lambda body: _prompt(body.get("inputText"), (body.get("textGenerationConfig") or {}).get("maxTokenCount")),
        _write_titan,
    ),
    Dialect(("meta.llama",), _prompt_at("prompt", "max_gen_len"), _write_llama),
    Dialect(
        ("cohere.command-r",),
        _prompt_at("message", "max_tokens"),
        lambda _called, said: {"text": _text(said), "finish_reason": _reason(said, "MAX_TOKENS", "COMPLETE")},
    ),
    Dialect(
        ("cohere.command",),
        _prompt_at("prompt", "max_tokens"),
        lambda _called, said: {
            "generations": [{"finish_reason": _reason(said, "MAX_TOKENS", "COMPLETE"), "text": _text(said)}]
        },
    ),
    Dialect(
        ("mistral.mistral-7b", "mistral.mixtral", "mistral.mistral-small-2402", "mistral.mistral-large-2402"),
        _prompt_at("prompt", "max_tokens"),
        lambda _called, said: {"outputs": [{"text": _text(said), "stop_reason": _reason(said, "length", "stop")}]},
    ),
)
