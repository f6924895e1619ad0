"""What end-to-end tests share: a small brief with sources, scripted answers, and a pipeline that talks to an emulator."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ghostwriter.bedrock.call_settings import CallSettings
from ghostwriter.brief.brief import Brief, load_brief
from ghostwriter.config.settings import Flags, Settings, resolve_settings
from ghostwriter.emulator.server import Emulator, Received
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.events import Event

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Parses a line of events.jsonl or of ``--json``."""

DAM = """# Report on the Elm Dam

The Elm Dam was finished in 1936 after five years of work. It holds back 240 million cubic metres of water.

The engineer Ada Brook led the work. She said, "We built it for the farmers, not for the maps."

## Costs

Building the dam cost 12 million dollars. The state paid for two thirds of it.
"""

TOWN = """# Minutes of the town of Elm

The council of Elm met on 4 May 1937. The mayor thanked the 900 workers who had built the dam.

Since the dam was closed, the town has not been flooded. The mill was moved up the hill in 1935.
"""

BRIEF = """---
title: The dam that kept Elm dry
audience: people who live in the valley
goal: tell how the Elm Dam came to be and what it changed
tone: warm
length: 120
sources: [dam.md, town.md]
---
Tell the story of the dam.
"""


def write_brief(folder: Path, brief: str = BRIEF) -> Path:
    """A brief with two sources in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dam.md").write_text(DAM, encoding="utf-8")
    (folder / "town.md").write_text(TOWN, encoding="utf-8")
    path = folder / "brief.md"
    path.write_text(brief, encoding="utf-8")
    return path


def credentials(emulator: Emulator) -> dict[str, str]:
    """An environment that leads to ``emulator``."""
    return {"AWS_BEARER_TOKEN_BEDROCK": emulator.bearer_token, "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url}


def with_calls(settings: Settings, **changes: Any) -> Settings:
    """The settings with some of the call settings of every stage changed."""
    calls = {stage: settings.call(stage).model_copy(update=changes) for stage in settings.models}
    return settings.model_copy(update={"calls": calls})


class Newsroom:
    """Runs one brief over and over in one workspace, against one emulator."""

    def __init__(self, folder: Path, emulator: Emulator, brief: str = BRIEF) -> None:
        self.brief_file = write_brief(folder, brief)
        self.workspace = folder / "workspace"
        self.emulator = emulator
        self.events: list[Event] = []

    def settings(self, brief: Brief, **changes: Any) -> Settings:
        """Settings that never wait between tries."""
        resolved = resolve_settings(Flags(), {}, brief)
        calls = {name: value for name, value in changes.items() if name in CallSettings.model_fields}
        others = {name: value for name, value in changes.items() if name not in calls}
        return with_calls(resolved, **({"longest_wait": 0} | calls)).model_copy(update=others)

    def run(self, *, fresh: bool = False, **changes: Any) -> Any:
        """One run; its events are in ``events`` afterwards, and the requests it made are returned by ``calls``."""
        self.events.clear()
        self.emulator.received.clear()
        brief = load_brief(self.brief_file)
        pipeline = GhostwriterPipeline(
            self.settings(brief, **changes), env=credentials(self.emulator), on_event=self.events.append
        )
        return pipeline.run(brief, self.workspace, fresh=fresh)

    def calls(self) -> list[str]:
        """The tasks whose requests the emulator got in the last run, sorted."""
        return sorted(artifact_asked_for(received) for received in self.emulator.received)

    def read(self, name: str) -> str:
        return (self.workspace / name).read_text(encoding="utf-8")

    def json(self, name: str) -> Any:
        return json.loads(self.read(name))


def artifact_asked_for(received: Received) -> str:
    """The artifact that a request's prompt asks for."""
    text = json.dumps(received.body)
    return text.split('artifact=\\"', 1)[1].split('\\"', 1)[0]


def editor_call(path: str, text: str) -> dict[str, Any]:
    """A scripted answer that writes a file."""
    tool_use = {
        "toolUseId": "tooluse_1",
        "name": "file_editor",
        "input": {"command": "create", "path": path, "file_text": text, "security_risk": "LOW", "summary": "write it"},
    }
    return answer({"toolUse": tool_use}, "tool_use")


def answer(block: dict[str, Any], stop_reason: str) -> dict[str, Any]:
    """A scripted answer of one block."""
    return {"response": {"output": {"message": {"role": "assistant", "content": [block]}}, "stopReason": stop_reason}}


def for_task(artifact: str, entry: dict[str, Any]) -> dict[str, Any]:
    """A script entry for the first unanswered request of one task."""
    return entry | {"match": {"contains": f'artifact="{artifact}"'}}
