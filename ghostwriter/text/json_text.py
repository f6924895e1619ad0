"""JSON that holds whatever it was given, is valid, and does nothing to a terminal on which it is shown.

JSON may hold C1 controls, directions and invisible characters as they are, which a terminal obeys; and it may hold half a
character (part of a file's name that is not UTF-8), which no stream takes. Both are escaped, which means the same.
"""

import json
import re
from collections.abc import Sequence

from pydantic import BaseModel

_OBEYED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)


def json_of(value: BaseModel | Sequence[BaseModel], indent: int | None = None) -> str:
    """A model, or a list of them, as JSON."""
    plain = (
        value.model_dump(mode="json")
        if isinstance(value, BaseModel)
        else [one.model_dump(mode="json") for one in value]
    )
    separators = (",", ":") if indent is None else None
    return _OBEYED.sub(_escaped, json.dumps(plain, ensure_ascii=False, indent=indent, separators=separators))


def _escaped(character: re.Match[str]) -> str:
    return json.dumps(character[0])[1:-1] if character[0] != "\x7f" else "\\u007f"
