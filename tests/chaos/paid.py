"""The account that no kill can touch: what the emulator, a process of its own, has answered."""

import json
import re
from collections import Counter
from pathlib import Path

_ARTIFACT = re.compile(r'artifact=\\"([^\\"]+)\\"')


def paid_calls(log: Path) -> Counter[str]:
    """How many answers each artifact has cost so far; refusals and broken answers cost nothing."""
    answered: Counter[str] = Counter()
    for line in log.read_text(encoding="utf-8").splitlines():
        call = json.loads(line)
        asked = _ARTIFACT.search(json.dumps(call["request"]))
        if call["status"] == 200 and not call["fault"] and asked:
            answered[asked[1]] += 1
    return answered


def finished(workspace: Path) -> set[str]:
    """The artifacts that a run has told, in ``run.json``, to be finished."""
    if not (workspace / "run.json").exists():
        return set()
    record = json.loads((workspace / "run.json").read_bytes())
    return {task["artifact"] for stage in record["stages"].values() for task in stage["tasks"].values()}


def written(workspace: Path) -> set[str]:
    """The artifacts that stand in a workspace, told to be finished or not."""
    rooms = ("extraction/S*.json", "drafting/*.md", "critique/critique.json", "verification/round-*/batch-*.json")
    return {path.relative_to(workspace).as_posix() for room in rooms for path in workspace.glob(room)}


def in_flight(workspace: Path) -> int:
    """The conversations that the latest run had begun and not finished."""
    begun: set[str] = set()
    events = workspace / "events.jsonl"
    for line in events.read_bytes().splitlines() if events.exists() else ():
        try:
            event = json.loads(line)
        except ValueError:
            continue  # the last line of a run that was killed while writing it
        match event["kind"]:
            case "run_started":
                begun.clear()
            case "task_started":
                begun.add(event["task"])
            case "task_finished":
                begun.discard(event["task"])
    return len(begun)
