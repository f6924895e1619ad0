"""A request as it arrived, the author's answer to it, and the reply before it is sent."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ghostwriter.emulator import strict_json as sound_json
from ghostwriter.emulator.errors import ServiceRefusal

JSON = "application/json"


@dataclass(frozen=True)
class Request:
    """One request as it arrived; ``headers`` have lower-case names, a repeated one has its values joined by commas."""

    method: str
    raw_path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Received:
    """A request for people to look at: ``body`` is parsed, or the text where it is no JSON; ``at`` in Unix seconds."""

    method: str
    raw_path: str
    headers: Mapping[str, str]
    body: Any
    at: float


@dataclass(frozen=True)
class Answer:
    """Content blocks in Converse's own shape (``{"text": ..}``, ``{"toolUse": ..}``, ``{"reasoningContent": ..}``)."""

    content: list[dict[str, Any]]
    stop_reason: str


type Author = Callable[[Mapping[str, Any]], Answer]
"""Answers the JSON body of a Converse request. Deterministic, thread-safe, and without side effects."""


class WireFault(Enum):
    """A failure of a reply on its way."""

    STALL = "stall"
    """The connection is held without a word, then closed."""
    RESET = "reset"
    """The connection is reset (TCP RST)."""
    CUT = "cut"
    """Half of the body is sent."""


@dataclass(frozen=True)
class Reply:
    """One reply: a ``body``, or the ``frames`` of a stream with ``pace`` seconds between them.

    ``seconds`` is how long a stall lasts.
    """

    status: int
    body: bytes = b""
    frames: tuple[bytes, ...] | None = None
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    usage: Mapping[str, Any] = field(default_factory=dict)
    fault: WireFault | None = None
    seconds: float = 0.0
    pace: float = 0.0


def readable(body: bytes) -> Any:
    """The JSON value of a body, or its text where it is no JSON."""
    try:
        return sound_json.parse_json(body)
    except ValueError:
        return body.decode("utf-8", errors="replace")


def json_bytes(value: Mapping[str, Any]) -> bytes:
    """JSON as Bedrock writes it: compact, in UTF-8; half a pair of surrogates, which has no UTF-8, as its escape."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")


def refused(refusal: ServiceRefusal) -> Reply:
    """A refusal as a reply."""
    headers = {"x-amzn-ErrorType": refusal.kind}
    if refusal.retry_after is not None:
        headers["Retry-After"] = f"{refusal.retry_after:g}"
    return Reply(refusal.status, json_bytes(refusal.body), headers=headers)
