import pytest

from ghostwriter.emulator.refusals import Refusal
from ghostwriter.emulator.routes import Route, find_route

ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0"


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/model/us.a.b-v1%3A0/converse", Route("Converse", model="us.a.b-v1:0")),
        ("/model/us.a.b-v1:0/count-tokens", Route("CountTokens", model="us.a.b-v1:0")),
        (f"/model/{ARN.replace(':', '%3A').replace('/', '%2F')}/converse-stream", Route("ConverseStream", model=ARN)),
        ("/model/m/invoke?x=1", Route("InvokeModel", model="m")),
        ("/guardrail/g1/version/DRAFT/apply", Route("ApplyGuardrail", guardrail="g1", version="DRAFT")),
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
    with pytest.raises(Refusal) as caught:
        find_route(method, path)

    assert (caught.value.status, caught.value.kind) == (404, "UnknownOperationException")
