"""From a raw path to an operation and what the path says, by the names that the service model has for both.

The path is split before it is decoded: an ARN arrives with its slashes as ``%2F`` and stays one segment.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ghostwriter.emulator.errors import unknown_operation

PATHS = {
    "Converse": "/model/{modelId}/converse",
    "ConverseStream": "/model/{modelId}/converse-stream",
    "InvokeModel": "/model/{modelId}/invoke",
    "InvokeModelWithResponseStream": "/model/{modelId}/invoke-with-response-stream",
    "CountTokens": "/model/{modelId}/count-tokens",
    "ApplyGuardrail": "/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply",
    "Retrieve": "/knowledgebases/{knowledgeBaseId}/retrieve",
    "InvokeAgent": "/agents/{agentId}/agentAliases/{agentAliasId}/sessions/{sessionId}/text",
}
_PATTERNS = {operation: re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", path)) for operation, path in PATHS.items()}


@dataclass(frozen=True)
class Route:
    """An operation, and the parameters that stand in its path."""

    operation: str
    parameters: Mapping[str, str]

    @property
    def model(self) -> str:
        """The model that is asked; empty where the operation asks none."""
        return self.parameters.get("modelId", "")


def find_route(method: str, raw_path: str) -> Route:
    """The operation that a request asks for.

    Raises:
        Refusal: UnknownOperationException, where there is none.
    """
    try:
        path = urlsplit(raw_path).path
    except ValueError as error:  # such as a bracket that is not closed where a host could stand
        raise unknown_operation() from error
    for operation, pattern in _PATTERNS.items():
        if method == "POST" and (match := pattern.fullmatch(path)):
            return Route(operation, {name: unquote(value) for name, value in match.groupdict().items()})
    raise unknown_operation()
