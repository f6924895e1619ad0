"""The usage block of a Converse answer as it should be: LiteLLM fails on one that is missing, or holds no whole numbers."""

import json
from collections.abc import Mapping
from typing import Any

_COUNTED = ("inputTokens", "outputTokens")
_NOTHING = {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}


def is_readable(usage: Any) -> bool:
    """Whether it is a block of whole numbers that holds at least input and output."""
    if not isinstance(usage, Mapping) or any(name not in usage for name in _COUNTED):
        return False
    return all(_is_count(value) for name, value in usage.items() if "Token" in name and not isinstance(value, list))


def with_readable_usage(body: bytes, answer: Mapping[str, Any]) -> bytes:
    """The body of a Converse answer, its usage nought where it cannot be read; any other body as it is."""
    if "stopReason" not in answer or "output" not in answer or is_readable(answer.get("usage")):
        return body
    return json.dumps({**answer, "usage": _NOTHING}).encode()


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
