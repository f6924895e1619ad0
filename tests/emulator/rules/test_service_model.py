"""botocore's own model is the judge; what it takes and refuses is the same here."""

from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from hypothesis import given, settings
from hypothesis import strategies as st

from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.rules.service_model import service_model, validate
from tests.emulator.conftest import HAIKU, QUESTION

SOUND: dict[str, Any] = {"modelId": HAIKU, "messages": QUESTION}


def said_about(**changes: Any) -> str:
    with pytest.raises(ServiceRefusal) as caught:
        validate("Converse", SOUND | changes)
    assert (caught.value.status, caught.value.kind) == (400, "ValidationException")
    return caught.value.message


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"messages": [{"role": "robot", "content": []}]},
            (
                "1 validation error detected: Value 'robot' at 'messages.1.member.role' failed to satisfy constraint: "
                "Member must satisfy enum value set: [user, assistant, system]"
            ),
        ),
        (
            {"messages": [{"role": "user"}]},
            (
                "1 validation error detected: Value null at 'messages.1.member.content' failed to satisfy constraint: "
                "Member must not be null"
            ),
        ),
        (
            {"inferenceConfig": {"temperature": 1.5, "maxTokens": 0}},
            (
                "2 validation errors detected: Value '1.5' at 'inferenceConfig.temperature' failed to satisfy constraint: "
                "Member must have value less than or equal to 1; Value '0' at 'inferenceConfig.maxTokens' failed to satisfy "
                "constraint: Member must have value greater than or equal to 1"
            ),
        ),
        (
            {"toolConfig": {"tools": []}},
            (
                "1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: "
                "Member must have length greater than or equal to 1"
            ),
        ),
        (
            {"toolConfig": {"tools": [{"toolSpec": {"name": "a b", "inputSchema": {"json": {}}}}]}},
            (
                "1 validation error detected: Value 'a b' at 'toolConfig.tools.1.member.toolSpec.name' failed to satisfy "
                "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+"
            ),
        ),
        (
            {"extra_body": {}},
            (
                "Malformed input request: #: extraneous key [extra_body] is not permitted, please reformat your input and "
                "try again."
            ),
        ),
        (
            {"messages": [{"role": "user", "content": [], "name": "x"}]},
            (
                "Malformed input request: #/messages/0: extraneous key [name] is not permitted, please reformat your input "
                "and try again."
            ),
        ),
        ({"messages": [{"role": "user", "content": "Hello"}]}, "Unexpected field type: messages.0.content."),
        (
            {"inferenceConfig": {"maxTokens": "5"}},
            "STRING_VALUE can not be converted to Integer: inferenceConfig.maxTokens.",
        ),
        (
            {"system": [{"text": ["a"]}]},
            "Start of list found where not expected: system.0.text.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_awss_words(changes: dict[str, Any], words: str) -> None:
    assert said_about(**changes) == words


def test_a_union_takes_one_member() -> None:
    cached = {"text": "a", "cachePoint": {"type": "default"}}

    assert "messages.0.content.0 must set one, and only one" in said_about(
        messages=[{"role": "user", "content": [cached]}]
    )
    assert "messages.0.content.0 must set one, and only one" in said_about(messages=[{"role": "user", "content": [{}]}])


def test_a_null_is_a_member_that_is_not_there() -> None:
    validate("Converse", SOUND | {"system": None, "inferenceConfig": {"topP": None}})


def test_documents_take_any_json() -> None:
    validate("Converse", SOUND | {"additionalModelRequestFields": {"a": [1, None, {"b": True}]}})


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 5)
    | st.floats(0, 2, allow_nan=False)
    | st.sampled_from(["", "user", "x"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["role", "content", "text", "toolUse", "name", "input"]), inner, max_size=3)
    ),
    max_leaves=8,
)
MEMBERS = st.sampled_from(["messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig", "unknown"])


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    return value


@settings(deadline=None)  # the machine may be busy
@given(st.dictionaries(MEMBERS, VALUES, max_size=2))
def test_whatever_boto3_would_not_send_is_refused(body: dict[str, Any]) -> None:
    shape = ServiceModel(Loader().load_service_model("bedrock-runtime", "service-2")).operation_model("Converse")
    assert shape.input_shape is not None
    sendable = not ParamValidator().validate({"modelId": HAIKU} | without_nulls(body), shape.input_shape).has_errors()

    try:
        validate("Converse", {"modelId": HAIKU} | body)
    except ServiceRefusal:
        return
    assert sendable


def test_every_operation_of_the_emulator_is_in_the_model() -> None:
    operations = {"Converse", "ConverseStream", "InvokeModel", "CountTokens", "ApplyGuardrail"}

    assert operations <= set(service_model()["operations"])
