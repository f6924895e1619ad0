"""Limits of a model: tokens, cache points, thinking, sampling; and the fields that it takes."""

from collections.abc import Iterator, Mapping
from typing import Any

from ghostwriter.emulator.errors import invalid, refused_by_model
from ghostwriter.emulator.models import Called
from ghostwriter.emulator.tokens import count

MOST_CACHE_POINTS = 4
SMALLEST_THINKING_BUDGET = 1_024
_SAMPLING = {"temperature": "temperature", "topP": "top_p"}
_READ_BY_THE_MODEL = ("messages", "system", "toolConfig")
_CONSULT = "Please consult our documentation at https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking"
_CLAUDE_FIELDS = frozenset(
    {
        "anthropic_beta",
        "container",
        "context_management",
        "mcp_servers",
        "metadata",
        "output_config",
        "output_format",
        "service_tier",
        "speed",
        "stop_sequences",
        "thinking",
        "tool_choice",
        "tools",
        "top_k",
        "top_p",
    }
)
"""Fields of Anthropic's Messages API beside the conversation and those that Converse has members of its own for."""


def check_limits(called: Called, request: Mapping[str, Any]) -> None:
    """Check a Converse request against what its model takes.

    Raises:
        Refusal: a ValidationException in AWS's words.
    """
    _check_tokens(called, request)
    _check_cache_points(request)
    fields = request.get("additionalModelRequestFields") or {}
    if not isinstance(fields, Mapping):  # the service model takes any JSON
        raise invalid("The value at additionalModelRequestFields has to be a JSON object.")
    if called.is_claude:
        settings = request.get("inferenceConfig") or {}
        _check_fields(fields)
        _check_sampling(called, settings)
        _check_thinking(settings, fields, (request.get("toolConfig") or {}).get("toolChoice") or {})


def _check_tokens(called: Called, request: Mapping[str, Any]) -> None:
    wanted, most = (request.get("inferenceConfig") or {}).get("maxTokens"), called.longest_answer
    if wanted and most and wanted > most:
        raise invalid(
            f"The maximum tokens you requested exceeds the model limit of {most}. "
            f"Try again with a maximum tokens value that is lower than {most}."
        )
    read = sum(count(request[part]) for part in _READ_BY_THE_MODEL if request.get(part))
    if called.context and read > called.context:
        raise invalid("Input is too long for requested model.")


def _check_cache_points(request: Mapping[str, Any]) -> None:
    points = list(_cache_points(request))
    if len(points) > MOST_CACHE_POINTS:
        raise refused_by_model(
            f"A maximum of {MOST_CACHE_POINTS} blocks with cache_control may be provided. Found {len(points)}."
        )
    lives = [point.get("ttl") or "5m" for _, point in points]
    if "1h" in lives and "5m" in lives[: len(lives) - lives[::-1].index("1h")]:
        where = points[len(lives) - 1 - lives[::-1].index("1h")][0]
        raise refused_by_model(
            f"{where}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control "
            "block. Note that blocks are processed in the following order: `tools`, `system`, `messages`."
        )


def _cache_points(request: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each cache point with its place, in the order in which they are processed."""
    parts = {"tools": (request.get("toolConfig") or {}).get("tools") or [], "system": request.get("system") or []}
    for number, message in enumerate(request.get("messages") or []):
        parts[f"messages.{number}.content"] = message["content"]
    for part, blocks in parts.items():
        for place, block in enumerate(blocks):
            if block.get("cachePoint"):
                yield f"{part}.{place}", block["cachePoint"]


def _check_fields(fields: Mapping[str, Any]) -> None:
    unknown = next((name for name in fields if name not in _CLAUDE_FIELDS), None)
    if unknown is not None:
        raise refused_by_model(f"{unknown}: Extra inputs are not permitted")


def _check_sampling(called: Called, settings: Mapping[str, Any]) -> None:
    if called.facts.get("supports_sampling_params") is not False:
        return
    given = next((name for name in _SAMPLING if settings.get(name) is not None), None)
    if given is not None:
        raise refused_by_model(f"`{_SAMPLING[given]}` is deprecated for this model.")


def _check_thinking(settings: Mapping[str, Any], fields: Mapping[str, Any], tool_choice: Mapping[str, Any]) -> None:
    thinking = fields.get("thinking")
    if not isinstance(thinking, Mapping) or thinking.get("type") != "enabled":
        return
    budget = thinking.get("budget_tokens")
    if not isinstance(budget, int):
        raise refused_by_model("thinking.enabled.budget_tokens: Field required")
    if budget < SMALLEST_THINKING_BUDGET:
        least = f"Input should be greater than or equal to {SMALLEST_THINKING_BUDGET}"
        raise refused_by_model(f"thinking.enabled.budget_tokens: {least}")
    if budget >= (settings.get("maxTokens") or budget + 1):
        raise refused_by_model(
            f"`max_tokens` must be greater than `thinking.budget_tokens`. {_CONSULT}#max-tokens-and-context-window-size"
        )
    if settings.get("temperature") not in {None, 1}:
        raise refused_by_model(
            "`temperature` may only be set to 1 when thinking is enabled. "
            f"{_CONSULT}#important-considerations-when-using-extended-thinking"
        )
    if "any" in tool_choice or "tool" in tool_choice:
        raise refused_by_model("Thinking may not be enabled when tool_choice forces tool use.")
