"""From a raw path to an operation.

The path is split before it is decoded: an ARN arrives with its slashes as ``%2F`` and stays one segment.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ghostwriter.emulator.refusals import unknown_operation

_OF_A_MODEL = {
    "converse": "Converse",
    "converse-stream": "ConverseStream",
    "invoke": "InvokeModel",
    "invoke-with-response-stream": "InvokeModelWithResponseStream",
    "count-tokens": "CountTokens",
}


@dataclass(frozen=True)
class Route:
    """An operation by its name in the service model, and what its path says."""

    operation: str
    model: str = ""
    guardrail: str = ""
    version: str = ""
    knowledge_base: str = ""
    agent: str = ""
    alias: str = ""
    session: str = ""


def find_route(method: str, raw_path: str) -> Route:
    """The operation that a request asks for.

    Raises:
        Refusal: UnknownOperationException, where there is none.
    """
    try:
        path = urlsplit(raw_path).path
    except ValueError as error:  # such as a bracket that is not closed where a host could stand
        raise unknown_operation() from error
    segments = [unquote(segment) for segment in path.split("/")]
    match (method, segments):
        case ("POST", ["", "model", model, action]) if model and action in _OF_A_MODEL:
            return Route(_OF_A_MODEL[action], model=model)
        case ("POST", ["", "guardrail", guardrail, "version", version, "apply"]) if guardrail and version:
            return Route("ApplyGuardrail", guardrail=guardrail, version=version)
        case ("POST", ["", "knowledgebases", knowledge_base, "retrieve"]) if knowledge_base:
            return Route("Retrieve", knowledge_base=knowledge_base)
        case ("POST", ["", "agents", agent, "agentAliases", alias, "sessions", session, "text"]):
            return Route("InvokeAgent", agent=agent, alias=alias, session=session)
        case _:
            raise unknown_operation()
