"""InvokeModel: each family's own body, turned into a Converse request and its answer back again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ghostwriter.emulator.refusals import invalid

type Body = Mapping[str, Any]


@dataclass(frozen=True)
class Family:
    """How one family of models spells requests and answers: ``marks`` tell its ids."""

    marks: tuple[str, ...]
    to_converse: Callable[[Body], dict[str, Any]]
    from_converse: Callable[[Body], dict[str, Any]]


def family_of(model: str) -> Family:
    """The family of a model id.

    Raises:
        Refusal: if this emulator does not speak its InvokeModel dialect.
    """
    for family in FAMILIES:
        if any(mark in model for mark in family.marks):
            return family
    raise invalid("This model doesn't support InvokeModel here; use the Converse API.")


def _user(text: object) -> dict[str, Any]:
    if not isinstance(text, str) or not text.strip():
        raise invalid("Malformed input request: a prompt is required, please reformat your input and try again.")
    return {"messages": [{"role": "user", "content": [{"text": text}]}]}


def _text(response: Body) -> str:
    return "".join(block.get("text", "") for block in response["output"]["message"]["content"])


def _from_messages(body: Body) -> dict[str, Any]:
    """Anthropic's Messages API."""
    if not body.get("anthropic_version"):
        raise invalid("anthropic_version: Field required")
    if not isinstance(body.get("max_tokens"), int) or not isinstance(body.get("messages"), list):
        raise invalid("max_tokens and messages: Field required")
    system = body.get("system") or []
    request: dict[str, Any] = {
        "messages": [
            {"role": message.get("role"), "content": [_block(block) for block in _blocks(message.get("content"))]}
            for message in body["messages"]
        ],
        "system": [{"text": block["text"]} for block in _blocks(system)],
        "inferenceConfig": {"maxTokens": body["max_tokens"]},
    }
    if body.get("tools"):
        request["toolConfig"] = {
            "tools": [
                {
                    "toolSpec": {
                        "name": tool["name"],
                        "description": tool.get("description", tool["name"]),
                        "inputSchema": {"json": tool.get("input_schema", {})},
                    }
                }
                for tool in body["tools"]
            ]
        }
    if body.get("thinking"):
        request["additionalModelRequestFields"] = {"thinking": body["thinking"]}
    return request


def _blocks(content: object) -> list[Any]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content or [])  # type: ignore[call-overload]


def _block(block: Body) -> dict[str, Any]:
    kind = block.get("type")
    if kind == "tool_use":
        return {"toolUse": {"toolUseId": block["id"], "name": block["name"], "input": block["input"]}}
    if kind == "tool_result":
        inner = "".join(part.get("text", "") for part in _blocks(block.get("content")))
        return {"toolResult": {"toolUseId": block["tool_use_id"], "content": [{"text": inner}]}}
    if kind == "thinking":
        said = {"text": block["thinking"], "signature": block.get("signature", "")}
        return {"reasoningContent": {"reasoningText": said}}
    return {"text": str(block.get("text", ""))}


def _to_messages(response: Body) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    for block in response["output"]["message"]["content"]:
        if "toolUse" in block:
            use = block["toolUse"]
            content.append({"type": "tool_use", "id": use["toolUseId"], "name": use["name"], "input": use["input"]})
        elif "reasoningContent" in block:
            said = block["reasoningContent"]["reasoningText"]
            content.append({"type": "thinking", "thinking": said["text"], "signature": said["signature"]})
        else:
            content.append({"type": "text", "text": block.get("text", "")})
    usage = response["usage"]
    return {
        "id": "msg_bdrk_emulator",
        "type": "message",
        "role": "assistant",
        "content": content,
        "stop_reason": response["stopReason"],
        "stop_sequence": None,
        "usage": {
            "input_tokens": usage["inputTokens"],
            "output_tokens": usage["outputTokens"],
            "cache_creation_input_tokens": usage.get("cacheWriteInputTokens", 0),
            "cache_read_input_tokens": usage.get("cacheReadInputTokens", 0),
        },
    }


def _to_titan(response: Body) -> dict[str, Any]:
    usage = response["usage"]
    reason = "LENGTH" if response["stopReason"] == "max_tokens" else "FINISH"
    result = {"tokenCount": usage["outputTokens"], "outputText": _text(response), "completionReason": reason}
    return {"inputTextTokenCount": usage["inputTokens"], "results": [result]}


def _to_llama(response: Body) -> dict[str, Any]:
    usage = response["usage"]
    return {
        "generation": _text(response),
        "prompt_token_count": usage["inputTokens"],
        "generation_token_count": usage["outputTokens"],
        "stop_reason": "length" if response["stopReason"] == "max_tokens" else "stop",
    }


FAMILIES: tuple[Family, ...] = (
    Family(("anthropic.claude",), _from_messages, _to_messages),
    Family(("amazon.titan-text",), lambda body: _user(body.get("inputText")), _to_titan),
    Family(("meta.llama",), lambda body: _user(body.get("prompt")), _to_llama),
    Family(
        ("cohere.command-text", "cohere.command-light-text"),
        lambda body: _user(body.get("prompt")),
        lambda response: {"generations": [{"text": _text(response), "finish_reason": "COMPLETE"}]},
    ),
    Family(
        ("cohere.command-r",),
        lambda body: _user(body.get("message")),
        lambda response: {"text": _text(response), "finish_reason": "COMPLETE"},
    ),
    Family(
        ("mistral.",),
        lambda body: _user(body.get("prompt")),
        lambda response: {"outputs": [{"text": _text(response), "stop_reason": "stop"}]},
    ),
    Family(
        ("amazon.nova",),
        lambda body: {name: body[name] for name in ("messages", "system", "inferenceConfig") if name in body},
        lambda response: {name: response[name] for name in ("output", "stopReason", "usage")},
    ),
)
