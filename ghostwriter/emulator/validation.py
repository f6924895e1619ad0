"""Requests held against botocore's own model of the service: members, types, enumerations, lengths."""

import functools
import math
import re
from collections.abc import Mapping
from typing import Any

from ghostwriter.emulator.refusals import invalid

_SAMPLE = 200


@functools.cache
def _service() -> Any:
    """The service model of bedrock-runtime, from the files that botocore carries."""
    import botocore.loaders  # noqa: PLC0415  (half a second that only a request needs)
    import botocore.model  # noqa: PLC0415

    description = botocore.loaders.Loader().load_service_model("bedrock-runtime", "service-2")
    return botocore.model.ServiceModel(description, "bedrock-runtime")


def validate(operation: str, body: Mapping[str, Any]) -> None:
    """Hold a JSON body against the input shape of an operation, such as ``Converse``.

    Raises:
        Refusal: a ValidationException that lists what is wrong, as AWS does.
    """
    shape = _service().operation_model(operation).input_shape
    in_body = {name: member for name, member in shape.members.items() if "location" not in member.serialization}
    problems: list[str] = []
    required = [name for name in shape.required_members if name in in_body]
    _structure(body, in_body, required, "", problems)
    if problems:
        plural = "error" if len(problems) == 1 else "errors"
        raise invalid(f"{len(problems)} validation {plural} detected: {'; '.join(problems)}")


def _structure(value: Any, members: Mapping[str, Any], required: list[str], path: str, problems: list[str]) -> None:
    if not isinstance(value, Mapping):
        problems.append(f"Value at '{path or '/'}' failed to satisfy constraint: Member must be a structure")
        return
    absent = [name for name in required if value.get(name) is None]
    problems += [
        f"Value null at '{path}/{name}' failed to satisfy constraint: Member must not be null" for name in absent
    ]
    for name, inner in value.items():
        if name not in members:
            problems.append(f"Value at '{path}/{name}' failed to satisfy constraint: Member is not known")
        elif inner is not None:
            _check(inner, members[name], f"{path}/{name}", problems)


def _check(value: Any, shape: Any, path: str, problems: list[str]) -> None:
    if shape.type_name == "structure":
        if getattr(shape, "is_document_type", False):
            return
        _structure(value, shape.members, list(shape.required_members), path, problems)
        if getattr(shape, "is_tagged_union", False) and isinstance(value, Mapping):
            given = [name for name, inner in value.items() if inner is not None]
            if len(given) > 1:
                problems.append(f"Value at '{path}' failed to satisfy constraint: Exactly one member must be set")
    elif shape.type_name == "list":
        _list(value, shape, path, problems)
    elif shape.type_name == "map":
        _map(value, shape, path, problems)
    else:
        _scalar(value, shape, path, problems)


def _list(value: Any, shape: Any, path: str, problems: list[str]) -> None:
    if not isinstance(value, list):
        problems.append(f"Value at '{path}' failed to satisfy constraint: Member must be a list")
        return
    _bounds(len(value), shape, path, "length", problems)
    for number, inner in enumerate(value, start=1):
        _check(inner, shape.member, f"{path}/{number}/member", problems)


def _map(value: Any, shape: Any, path: str, problems: list[str]) -> None:
    if not isinstance(value, Mapping):
        problems.append(f"Value at '{path}' failed to satisfy constraint: Member must be a map")
        return
    _bounds(len(value), shape, path, "length", problems)
    for key, inner in value.items():
        _check(inner, shape.value, f"{path}/{key}", problems)


_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "blob": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "timestamp": (int, float, str),
}


def _scalar(value: Any, shape: Any, path: str, problems: list[str]) -> None:
    types = _TYPES.get(shape.type_name)
    if types is None:
        return
    wrong_type = not isinstance(value, types) or (isinstance(value, bool) and bool not in types)
    if wrong_type or (isinstance(value, float) and not math.isfinite(value)):
        problems.append(f"Value at '{path}' failed to satisfy constraint: Member must be a {shape.type_name}")
        return
    if shape.type_name == "string":
        _string(value, shape, path, problems)
    elif shape.type_name in {"integer", "long", "float", "double"}:
        _bounds(value, shape, path, "value", problems)


def _string(value: str, shape: Any, path: str, problems: list[str]) -> None:
    _bounds(len(value), shape, path, "length", problems)
    shown = value[:_SAMPLE]
    # Real Bedrock takes media types such as video/mp4 for a `format`, although its model lists mp4.
    if shape.enum and value not in shape.enum and not path.endswith("/format"):
        allowed = ", ".join(shape.enum)
        problems.append(
            f"Value '{shown}' at '{path}' failed to satisfy constraint: Member must satisfy enum value set: [{allowed}]"
        )
    pattern = shape.metadata.get("pattern")
    if pattern and not re.fullmatch(pattern, value, re.DOTALL):
        problems.append(
            f"Value '{shown}' at '{path}' failed to satisfy constraint: "
            f"Member must satisfy regular expression pattern: {pattern}"
        )


def _bounds(size: float, shape: Any, path: str, what: str, problems: list[str]) -> None:
    """Hold a length or a value against the shape's limits."""
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    subject = f"Value at '{path}' failed to satisfy constraint: Member must have {what}"
    if least is not None and size < least:
        problems.append(f"{subject} greater than or equal to {least}")
    if most is not None and size > most:
        problems.append(f"{subject} less than or equal to {most}")
