"""What an author gives back for a Converse request: the seam between the wire and whoever writes the words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """Content blocks in Converse's own shape (``{"text": ..}``, ``{"toolUse": ..}``, ``{"reasoningContent": ..}``)."""

    content: list[dict[str, Any]]
    stop_reason: str


type Author = Callable[[Mapping[str, Any]], Answer]
"""Answers the JSON body of a Converse request. Deterministic, thread-safe, and without side effects."""
