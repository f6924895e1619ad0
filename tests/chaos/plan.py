"""What happens to one run, by its seed: when it is struck, how, what is torn while it lies there, and the weather on Bedrock."""

import random
from dataclasses import dataclass
from typing import Any, Literal

type Kind = Literal["kill", "terminate", "interrupt", "full disk"]
MOST_BLOWS = 3
_CUT = {
    "output": {"message": {"role": "assistant", "content": [{"text": "I will write it now."}]}},
    "stopReason": "end_turn",
}


@dataclass(frozen=True)
class Tear:
    """What a power cut does to one file: which (0 to 1 of them all), how much of it is left, and whether zeros follow."""

    which: float
    kept: float
    zeros: bool


@dataclass(frozen=True)
class Blow:
    """A run is struck when it has come this far, 0 to 1 of an undisturbed one's time or account, and a moment later (seconds).

    ``room`` is the largest file, in bytes, that a full disk takes.
    """

    kind: Kind
    by: Literal["time", "account"]
    far: float
    moment: float
    room: int
    tear: Tear | None


@dataclass(frozen=True)
class Plan:
    """Everything that befalls one workspace until it is left in peace; ``script`` is what the emulator does."""

    seed: int
    sources: int
    blows: tuple[Blow, ...]
    script: tuple[dict[str, Any], ...]


def plan(seed: int, sources: int) -> Plan:
    """Even seeds are kills and nothing else; odd ones are of every kind. The run has so many sources."""
    chance = random.Random(seed)
    mixed = bool(seed % 2)
    blows = tuple(_blow(chance, mixed=mixed) for _ in range(chance.randint(1, MOST_BLOWS)))
    return Plan(seed, sources, blows, tuple(_weather(chance, sources)) if mixed else ())


def _blow(chance: random.Random, *, mixed: bool) -> Blow:
    kinds: tuple[Kind, ...] = ("kill", "kill", "terminate", "interrupt", "full disk") if mixed else ("kill",)
    tear = Tear(chance.random(), chance.choice((0.0, chance.random(), chance.random())), chance.random() < 1 / 3)
    return Blow(
        kind=chance.choice(kinds),
        by=chance.choice(("time", "account")),
        far=chance.random(),
        moment=chance.choice((0.0, chance.uniform(0, 0.002), chance.uniform(0, 0.03))),
        room=int(4 ** chance.uniform(0, 9)),
        tear=tear if mixed and chance.random() < 1 / 2 else None,
    )


def _weather(chance: random.Random, sources: int) -> list[dict[str, Any]]:
    faults: list[dict[str, Any]] = [
        {"error": {"status": 429, "type": "ThrottlingException", "message": "Too many requests."}},
        {"error": {"status": 503, "type": "ServiceUnavailableException", "message": "Try again later."}},
        {"reset": True},
    ]
    extracted = (f"extraction/S{number}.json" for number in range(1, sources + 1))
    struck = chance.sample((*extracted, "drafting/draft.md", "critique/critique.json"), chance.randint(0, 4))
    weather = [chance.choice(faults) | {"match": {"contains": f'artifact="{artifact}"'}} for artifact in struck]
    if chance.random() < 1 / 3:  # the draft is streamed, and only a stream can be cut
        weather.append({"response": _CUT, "cut_after": 2, "match": {"contains": 'artifact="drafting/draft.md"'}})
    return weather
