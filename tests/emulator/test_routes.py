import pytest

from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.routes import PATHS, Route, find_route
from ghostwriter.emulator.rules.service_model import AGENT_RUNTIME, RUNTIME, service_model

ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0"


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/model/us.a.b-v1%3A0/converse", Route("Converse", {"modelId": "us.a.b-v1:0"})),
        ("/model/us.a.b-v1:0/count-tokens", Route("CountTokens", {"modelId": "us.a.b-v1:0"})),
        (
            f"/model/{ARN.replace(':', '%3A').replace('/', '%2F')}/converse-stream",
            Route("ConverseStream", {"modelId": ARN}),
        ),
        ("/model/m/invoke?x=1", Route("InvokeModel", {"modelId": "m"})),
        (
            "/guardrail/g1/version/DRAFT/apply",
            Route("ApplyGuardrail", {"guardrailIdentifier": "g1", "guardrailVersion": "DRAFT"}),
        ),
        (
            "/agents/A%201/agentAliases/B/sessions/s/text",
            Route("InvokeAgent", {"agentId": "A 1", "agentAliasId": "B", "sessionId": "s"}),
        ),
    ],
)
def test_a_path_is_split_before_it_is_decoded(path: str, route: Route) -> None:
    assert find_route("POST", path) == route


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/model/m/converse"),
        ("POST", f"/model/{ARN}/converse"),
        ("POST", "/model//converse"),
        ("POST", "/model/m/sing"),
        ("POST", "/v1/messages"),
    ],
)
def test_anything_else_is_an_operation_that_aws_does_not_know(method: str, path: str) -> None:
    with pytest.raises(ServiceRefusal) as caught:
        find_route(method, path)

    assert (caught.value.status, caught.value.kind) == (404, "UnknownOperationException")


@pytest.mark.parametrize("operation", sorted(PATHS))
def test_the_paths_are_those_of_the_service_model(operation: str) -> None:
    known = service_model(RUNTIME)["operations"] | service_model(AGENT_RUNTIME)["operations"]

    assert known[operation]["http"]["requestUri"].rstrip("/") == PATHS[operation]
