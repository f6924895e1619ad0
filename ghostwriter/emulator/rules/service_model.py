"""Requests checked against botocore's own model of the service: members, types, lengths, ranges, patterns, enumerations.

The model is read as a file: importing botocore for it would cost the first request a tenth of a second.
"""

import functools
import gzip
import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ghostwriter.emulator.errors import invalid

type Shape = Mapping[str, Any]

RUNTIME, AGENT_RUNTIME = "bedrock-runtime", "bedrock-agent-runtime"
_SERVICES = {"Retrieve": AGENT_RUNTIME, "InvokeAgent": AGENT_RUNTIME}
"""Of the operations that are not bedrock-runtime's."""

_SHOWN = 100
"""Characters of a value that a message repeats."""
_TYPES: Mapping[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "string": (str,),
    "blob": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
}
_JSON_TYPES = {bool: "BOOLEAN_VALUE", int: "NUMBER_VALUE", float: "NUMBER_VALUE", str: "STRING_VALUE"}


def validate(operation: str, parameters: Mapping[str, Any]) -> None:
    """Hold the parameters of an operation, such as ``Converse``, against its shape: body and path together.

    Raises:
        Refusal: a ValidationException that lists every broken constraint, as AWS does, or names the first wrong type.
    """
    model = service_model(_SERVICES.get(operation, RUNTIME))
    inspection = _Inspection(model["shapes"])
    inspection.look_at(parameters, model["operations"][operation]["input"]["shape"], "")
    broken = inspection.broken
    if broken:
        plural = "error" if len(broken) == 1 else "errors"
        raise invalid(f"{len(broken)} validation {plural} detected: {'; '.join(broken)}")


@functools.cache
def service_model(service: str = RUNTIME) -> Mapping[str, Any]:
    """Botocore's model of a service."""
    spec = importlib.util.find_spec("botocore")
    assert spec is not None, "botocore comes with boto3"
    assert spec.origin is not None
    latest = max((Path(spec.origin).parent / "data" / service).iterdir())
    model: dict[str, Any] = json.loads(gzip.decompress((latest / "service-2.json.gz").read_bytes()))
    return model


@dataclass
class _Inspection:
    """One walk through a request; broken constraints gather, a wrong type ends it."""

    shapes: Mapping[str, Shape]
    broken: list[str] = field(default_factory=list)

    def look_at(self, value: Any, shape_name: str, path: str) -> None:
        shape = self.shapes[shape_name]
        if shape.get("document"):
            return
        _check_type(value, shape["type"], path)
        for rule in _broken_rules(value, shape, path):
            self.broken.append(f"{_value_at(value, path)} failed to satisfy constraint: {rule}")
        for inner, inner_shape, inner_path in self._inside(value, shape, path):
            self.look_at(inner, inner_shape, inner_path)

    def _inside(self, value: Any, shape: Shape, path: str) -> Iterator[tuple[Any, str, str]]:
        match shape["type"]:
            case "list":
                for number, inner in enumerate(value, start=1):
                    yield inner, shape["member"]["shape"], f"{path}.{number}.member"
            case "map":
                for key, inner in value.items():
                    yield inner, shape["value"]["shape"], f"{path}.{key}.member"
            case "structure":
                # AWS takes a null for a member that is not there.
                given = {name: inner for name, inner in value.items() if inner is not None}
                self._check_members(given, shape, path)
                for name, inner in given.items():
                    yield inner, shape["members"][name]["shape"], _join(path, name)

    def _check_members(self, given: Mapping[str, Any], shape: Shape, path: str) -> None:
        unknown = next((name for name in given if name not in shape["members"]), None)
        if unknown is not None:
            raise invalid(
                f"Malformed input request: #{_pointer(path)}: extraneous key [{unknown}] is not permitted, "
                "please reformat your input and try again."
            )
        for name in shape.get("required", ()):
            if name not in given:
                self.broken.append(
                    f"Value null at '{_join(path, name)}' failed to satisfy constraint: Member must not be null"
                )
        if shape.get("union") and len(given) != 1:
            keys = ", ".join(shape["members"])
            raise invalid(f"The object at {_dotted(path)} must set one, and only one, of the following keys: {keys}.")


def _check_type(value: Any, kind: str, path: str) -> None:
    if isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool)):
        return
    where = _dotted(path)
    if isinstance(value, dict | list):
        found = "structure or map" if isinstance(value, dict) else "list"
        raise invalid(f"Start of {found} found where not expected: {where}.")
    if kind in {"structure", "map", "list"}:
        raise invalid(f"Unexpected field type: {where}.")
    found = _JSON_TYPES.get(type(value), "NULL_VALUE")
    raise invalid(f"{found} can not be converted to {kind.capitalize()}: {where}.")


def _broken_rules(value: Any, shape: Shape, path: str) -> Iterator[str]:
    size, noun = (len(value), "length") if isinstance(value, str | list | dict) else (value, "value")
    if shape["type"] not in {"blob", "boolean", "structure"}:
        if size < shape.get("min", size):
            yield f"Member must have {noun} greater than or equal to {shape['min']}"
        if size > shape.get("max", size):
            yield f"Member must have {noun} less than or equal to {shape['max']}"
    if "pattern" in shape and not re.fullmatch(shape["pattern"], value, re.DOTALL):
        yield f"Member must satisfy regular expression pattern: {shape['pattern']}"
    # The service takes media types such as video/mp4 for a format, although its model lists mp4.
    if "enum" in shape and value not in shape["enum"] and not path.endswith(".format"):
        yield f"Member must satisfy enum value set: [{', '.join(shape['enum'])}]"


def _value_at(value: Any, path: str) -> str:
    if isinstance(value, dict | list):
        return f"Value at '{path}'"
    return f"Value '{str(value)[:_SHOWN]}' at '{path}'"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _dotted(path: str) -> str:
    """``messages.1.member.content``, counted from one, as Bedrock's own checks write it: ``messages.0.content``."""
    return re.sub(r"\.(\d+)\.member\b", lambda match: f".{int(match[1]) - 1}", path) or "the request"


def _pointer(path: str) -> str:
    return f"/{_dotted(path).replace('.', '/')}" if path else ""
