"""JSON as a service reads it: UTF-8, finite numbers, whole characters, and no deeper than what reads it recursively can go."""

import json
import math
from typing import Any

DEEPEST = 100
"""Lists and objects within each other; a request has about a dozen."""


def parse_json(data: bytes) -> Any:
    """The value of a JSON text.

    Raises:
        ValueError: if it is none, or holds what a service does not take.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    require_shallow(value)
    if b"\\u" in data:
        json.dumps(
            value, ensure_ascii=False
        ).encode()  # UnicodeEncodeError, a ValueError, where half a character is escaped
    return value


def require_shallow(value: Any) -> None:
    """See that a value can be read recursively; measured without recursion.

    Raises:
        ValueError: if it cannot.
    """
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
    if level:
        raise ValueError(f"it is nested more than {DEEPEST} deep")


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        _refuse(written)
    return number


def _refuse(written: str) -> None:
    raise ValueError(f"{written} is no number")
