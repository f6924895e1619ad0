"""Call settings of one task: its stage's, completed by what the task asks for and the model takes."""

from collections.abc import Mapping
from typing import Any

from ghostwriter.agents.task import Task
from ghostwriter.bedrock.call_settings import CallSettings
from ghostwriter.bedrock.models.capabilities import capabilities_of
from ghostwriter.bedrock.models.catalog import card, is_bedrock
from ghostwriter.bedrock.models.resolved_model import ResolvedModel

_OF_ONE_MODEL: Mapping[str, Any] = {
    "canonical_model": None,
    "thinking_budget": None,
    "effort": None,
    "additional_model_request_fields": {},
}
"""Settings of one model that do not hold for the model that takes its place."""


def for_task(call: CallSettings, task: Task, model: ResolvedModel, *, first: bool) -> CallSettings:
    """A stage's settings, completed by what the task asks for and the model takes."""
    if not first:
        call = call.model_copy(update=_OF_ONE_MODEL)
    known, most = card(model.canonical), capabilities_of(model.canonical).max_output_tokens
    room = call.max_output_tokens or task.max_output_tokens + (call.thinking_budget or 0)
    takes_temperature = not call.thinks and (known is None or known.supports_sampling_params is not False)
    temperature = task.stage.temperature if call.temperature is None and takes_temperature else call.temperature
    streams = task.stage.streamed and is_bedrock(model.canonical) and capabilities_of(model.canonical).streams_tools
    return call.model_copy(
        update={
            "temperature": temperature,
            "max_output_tokens": min(room, most) if most else room,
            "stream": streams if call.stream == "auto" else call.stream,
        }
    )
