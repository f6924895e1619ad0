"""The prompt cache: what of a request is written to it, read from it, or neither.

A prefix ends at a ``cachePoint``; tools come first, then system, then messages. It is written the first time, if it has
the model's smallest cacheable length, and kept for five minutes (an hour with ``ttl: 1h``) after its last use. It is
read by any request that begins alike and has a cache point no more than 20 blocks behind its end, so that a growing
conversation reads what its last turn wrote. ``inputTokens`` are those neither written nor read.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ghostwriter.emulator.models import Called
from ghostwriter.emulator.tokens import count

LOOKS_BACK = 20
"""Blocks before a cache point at which an earlier prefix is still found."""
_DEFAULT_TTL = "5m"
_SECONDS = {"5m": 300.0, "1h": 3_600.0}


@dataclass(frozen=True)
class InputTokens:
    """The input side of a usage; ``details`` are the tokens written by time to live."""

    fresh: int
    read: int = 0
    written: int = 0
    details: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Tokens of the whole prompt."""
        return self.fresh + self.read + self.written


@dataclass(frozen=True)
class _Prefix:
    """The first blocks of a request: a key that is the same for the same blocks, and their tokens."""

    key: str
    tokens: int


class PromptCache:
    """Remembers prefixes by model; thread-safe. ``clock`` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, str]] = {}

    def read_and_write(self, called: Called, request: Mapping[str, Any]) -> InputTokens:
        """Account for one request."""
        prefixes, points = _prefixes(called.id, request)
        total = prefixes[-1].tokens if prefixes else 1
        with self._lock:
            now = self._clock()
            self._kept = {key: kept for key, kept in self._kept.items() if kept[0] > now}
            read = max((self._find(prefixes[: at + 1], now) for at, _ in points), default=0)
            details: dict[str, int] = {}
            reached = read
            for at, ttl in points:
                prefix = prefixes[at]
                if prefix.tokens > reached and prefix.tokens >= called.smallest_cached_prefix:
                    self._kept[prefix.key] = (now + _SECONDS[ttl], ttl)
                    details[ttl] = details.get(ttl, 0) + prefix.tokens - reached
                    reached = prefix.tokens
        return InputTokens(total - reached, read, reached - read, details)

    def _find(self, prefixes: list[_Prefix], now: float) -> int:
        """The tokens of the longest known prefix near the end of ``prefixes``; its use renews it."""
        for prefix in reversed(prefixes[-LOOKS_BACK:]):
            if prefix.key in self._kept:
                ttl = self._kept[prefix.key][1]
                self._kept[prefix.key] = (now + _SECONDS[ttl], ttl)
                return prefix.tokens
        return 0


def _prefixes(model: str, request: Mapping[str, Any]) -> tuple[list[_Prefix], list[tuple[int, str]]]:
    """A prefix for every block, and ``(index of the prefix before it, ttl)`` for every cache point."""
    digest = hashlib.sha256(model.encode())
    prefixes: list[_Prefix] = []
    points: list[tuple[int, str]] = []
    tokens = 0
    for block in _blocks(request):
        if isinstance(block, Mapping) and "cachePoint" in block:
            if prefixes:
                points.append((len(prefixes) - 1, block["cachePoint"].get("ttl") or _DEFAULT_TTL))
            continue
        digest.update(json.dumps(block, sort_keys=True).encode() + b"\n")
        tokens += count(block)
        prefixes.append(_Prefix(digest.hexdigest(), tokens))
    return prefixes, points


def _blocks(request: Mapping[str, Any]) -> list[Any]:
    """Blocks of a prompt in the order in which they are cached; a message's role is a block of its own."""
    return [
        *((request.get("toolConfig") or {}).get("tools") or []),
        *(request.get("system") or []),
        *(block for message in request.get("messages") or [] for block in [message["role"], *message["content"]]),
    ]
