"""Token counts and the prompt cache, by stated rules of thumb: nobody outside knows the real tokenizers.

A token is four characters of text, and never less than one. A prefix up to a ``cachePoint`` is written to the cache the first
time, if it has at least the model's smallest cacheable length, and read from it for five minutes after (an hour with
``ttl: 1h``). ``inputTokens`` are those neither written nor read, as on AWS.
"""

import hashlib
import json
import threading
import time
from collections.abc import Mapping
from typing import Any

from ghostwriter.bedrock.catalogue import model_map

CHARACTERS_PER_TOKEN = 4
SMALLEST_CACHED_PREFIX = 1024
_LIVES = {"5m": 300.0, "1h": 3600.0}


def count(value: Any) -> int:
    """The tokens of a piece of a request or of an answer."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return max(1, -(-len(text) // CHARACTERS_PER_TOKEN))


class PromptCache:
    """Remembers prefixes by model; thread-safe."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def usage(self, model: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """The input side of an answer's ``usage``."""
        smallest = int(model_map().get(model, {}).get("prompt_cache_min_tokens") or SMALLEST_CACHED_PREFIX)
        prefixes, total = _prefixes(model, request)
        read = written = 0
        now = time.monotonic()
        with self._lock:
            for tokens, key, ttl in prefixes:
                if tokens < smallest:
                    continue
                if self._until.get(key, 0.0) > now:
                    read = max(read, tokens)
                else:
                    written = tokens
                self._until[key] = now + _LIVES.get(ttl, _LIVES["5m"])
        written = max(0, written - read)
        return {
            "inputTokens": total - read - written,
            "cacheReadInputTokens": read,
            "cacheReadInputTokenCount": read,
            "cacheWriteInputTokens": written,
            "cacheWriteInputTokenCount": written,
            "serverToolUsage": {},
        }


def _prefixes(model: str, request: Mapping[str, Any]) -> tuple[list[tuple[int, str, str]], int]:
    """``(tokens, key, ttl)`` of the prefix before each cache point, and the tokens of the whole request."""
    digest = hashlib.sha256(model.encode())
    found: list[tuple[int, str, str]] = []
    tokens = 0
    for block in _blocks(request):
        if isinstance(block, Mapping) and "cachePoint" in block:
            found.append((tokens, digest.hexdigest(), str(block["cachePoint"].get("ttl", "5m"))))
            continue
        digest.update(json.dumps(block, sort_keys=True).encode())
        tokens += count(block)
    return found, max(1, tokens)


def _blocks(request: Mapping[str, Any]) -> list[Any]:
    """Everything a model reads, in the order in which it is cached: tools, system, messages."""
    return [
        *request.get("toolConfig", {}).get("tools", []),
        *request.get("system", []),
        *(block for message in request.get("messages", []) for block in [message["role"], *message["content"]]),
    ]
