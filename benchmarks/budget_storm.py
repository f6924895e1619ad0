"""Budgets in bad weather: ``python -m benchmarks.budget_storm [SCRIPTS]``, or ``make budget-storm`` for a hundred.

Each script is made by its seed: sources, models, fallbacks, a budget, throttles, resets, cut streams, faults in mid-stream,
answers that have to be mended, models that lie about their usage, and kills with calls in flight. It is run through the real
pipeline against the emulator until it ends. What was truly spent is added up on the emulator's side, from the tokens of what
it answered and the prices in LiteLLM's map, and held against the budget after every run.
"""

import collections
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.material import write_brief
from ghostwriter.bedrock.models.catalog import entry_of
from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, Settings, resolve_settings
from ghostwriter.emulator.errors import ServiceRefusal
from ghostwriter.emulator.script import Entry, Script
from ghostwriter.emulator.server import Emulator
from ghostwriter.errors import BudgetReached, GhostwriterError
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.events import Event, TaskFinished, TaskStarted
from ghostwriter.workspace.event_log import spending

MODELS = ("haiku", "sonnet", "opus", "amazon.nova-pro-v1:0", "openai.gpt-oss-120b-1:0")
ENDLESS, ROUNDING = 1_000.0, 1e-9
MOST_RUNS = 12
THROTTLED = ServiceRefusal(429, "ThrottlingException", "Too many requests, please wait before trying again.")
FAILED = ServiceRefusal(500, "InternalServerException", "Internal error.")
BROKEN = ServiceRefusal(424, "ModelStreamErrorException", "The stream broke.")
LIES: tuple[Any, ...] = (
    {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0},
    {"inputTokens": -500, "outputTokens": -20, "totalTokens": -520},
    {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
    {"inputTokens": 10**9, "outputTokens": 10**9, "totalTokens": 2 * 10**9},
    {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0, "cacheReadInputTokens": 10**7},
    {},
    None,
    {"inputTokens": "many", "outputTokens": None},
)
CRITIQUE = json.dumps(
    {
        "summary": "It needs work.",
        "issues": [
            {"severity": "major", "where": "the lead", "problem": "It is dull.", "suggestion": "Begin with a figure."}
        ],
        "judgements": [],
    }
)


class Killed(BaseException):
    """The process is dead: nothing of ours may catch it."""


@dataclass
class Weather(Script):
    """What happens to requests, by the seed's own chances."""

    dice: random.Random
    chances: Mapping[str, float]
    strict: bool = False
    raining: bool = True

    def __post_init__(self) -> None:
        super().__init__([])

    def next(self, request: Mapping[str, Any]) -> Entry | None:
        """Strike at random; None lets the author answer."""
        with self._lock:
            if not self.raining:
                return None
            kinds = [*self.chances, "calm"]
            weights = [*self.chances.values(), max(0.0, 1 - sum(self.chances.values()))]
            kind = self.dice.choices(kinds, weights)[0]
        if kind == "mutter":
            return Entry(response=_mutter(request["inferenceConfig"]["maxTokens"]))
        if kind == "calm" and self.strict and 'artifact=\\"critique/critique.json\\"' in json.dumps(request):
            return Entry(response=_writes("critique/critique.json", CRITIQUE))
        return _ENTRIES[kind]


def _mutter(most: int) -> dict[str, Any]:
    """An answer as long as it may be, that does nothing."""
    return _answer({"text": "word" * (most - 1)}, "end_turn")


def _writes(path: str, text: str) -> dict[str, Any]:
    call = {"command": "create", "path": path, "file_text": text, "security_risk": "LOW", "summary": "write it"}
    return _answer({"toolUse": {"toolUseId": "tooluse_1", "name": "file_editor", "input": call}}, "tool_use")


def _answer(block: Mapping[str, Any], stop_reason: str) -> dict[str, Any]:
    return {"output": {"message": {"role": "assistant", "content": [block]}}, "stopReason": stop_reason}


_ENTRIES: Mapping[str, Entry | None] = {
    "throttle": Entry(error=THROTTLED),
    "reset": Entry(reset=True),
    "cut": Entry(cut_after=3),
    "fault": Entry(error=FAILED),
    "stream": Entry(error=BROKEN, after_frames=4),
    "calm": None,
}


@dataclass
class Bank:
    """Adds up what the emulator truly answered, and now and then lets it lie about that."""

    dice: random.Random
    lying: float
    usd: float = 0.0
    answers: int = 0
    lies: int = 0

    def watch(self, emulator: Emulator) -> None:
        """Stand between what is answered and what is said of it."""
        service = emulator._service  # noqa: SLF001  (the one seam behind which the truth is known)
        respond = service._respond  # noqa: SLF001

        def watched(called: Any, request: Any, entry: Any) -> dict[str, Any]:
            response = respond(called, request, entry)
            self.usd += _price(called.id, response["usage"])
            self.answers += 1
            if self.dice.random() < self.lying:
                self.lies += 1
                response = {**response, "usage": self.dice.choice(LIES)}
                response = response if response["usage"] is not None else _without_usage(response)
            return response

        service._respond = watched  # type: ignore[method-assign]  # noqa: SLF001


def _without_usage(response: dict[str, Any]) -> dict[str, Any]:
    return {**response, "usage": {}}


def _price(model: str, usage: Mapping[str, Any]) -> float:
    """US dollars of an answer, from LiteLLM's map."""
    prices = entry_of(model) or {}
    read, written = usage.get("cacheReadInputTokens", 0), usage.get("cacheWriteInputTokens", 0)
    per_input = prices["input_cost_per_token"]
    return float(
        usage["inputTokens"] * per_input
        + read * prices.get("cache_read_input_token_cost", per_input)
        + written * prices.get("cache_creation_input_token_cost", per_input)
        + usage["outputTokens"] * prices["output_cost_per_token"]
    )


@dataclass
class Outcome:
    """How one script went: dollars of budget and truly spent, how it first ended, and what is wrong with that."""

    seed: int
    budget: float
    spent: float = 0.0
    ended: str = ""
    runs: int = 0
    kills: int = 0
    lies: int = 0
    left_out: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """One line for people."""
        left = f", left out: {'; '.join(self.left_out)}" if self.left_out else ""
        wrong = f"  WRONG: {'; '.join(self.wrong)}" if self.wrong else ""
        return (
            f"seed {self.seed:>3}: ${self.spent:.4f} of ${self.budget:.4f}, {self.ended}, {self.runs} runs, {self.kills} kills, "
            f"{self.lies} lies{left}{wrong}"
        )


class Scenario:
    """One script, made by its seed, in a folder of its own."""

    def __init__(self, seed: int, folder: Path) -> None:
        dice = random.Random(seed)  # noqa: S311  (no secret hangs on it)
        self._dice = dice
        self._folder = folder
        self._brief = load_brief(write_brief(folder, dice.choice((1, 2, 3, 5, 12))))
        self._workspace = folder / "workspace"
        names = ("throttle", "reset", "cut", "fault", "stream", "mutter")
        most = (0.3, 0.06, 0.06, 0.04, 0.06, dice.choice((0.1, 0.5)))
        harsh = dice.choice((0.1, 0.4, 1.0))
        chances = {name: harsh * dice.uniform(0, top) for name, top in zip(names, most, strict=True)}
        self._weather = Weather(random.Random(seed + 1), chances, dice.random() < 0.5)  # noqa: S311
        self._bank = Bank(random.Random(seed + 2), dice.choice((0.0, 0.2, 0.6)))  # noqa: S311
        self._settings = self._dress()
        self._kills = [dice.randint(3, 60) for _ in range(dice.choice((0, 0, 1, 2)))]
        self._finished: set[tuple[str, str]] = set()
        least = GhostwriterPipeline(self._settings, env={}).dry_run(self._brief).least
        assert least is not None
        self.outcome = Outcome(seed, budget=least * dice.uniform(0.8, 3.0))

    def play(self) -> Outcome:
        """Run until the script ends, then once more with money enough if the budget stopped it."""
        with Emulator() as emulator:
            emulator._service._script = self._weather  # noqa: SLF001
            self._bank.watch(emulator)
            while not self.outcome.ended and self.outcome.runs < MOST_RUNS:
                self._run(emulator, self.outcome.budget)
                self._check()
            self.outcome.ended = self.outcome.ended or "gave up"
            if self.outcome.ended in {"budget-reached", "gave up"}:
                self._finish(emulator)
        self.outcome.lies = self._bank.lies
        return self.outcome

    def _dress(self) -> Settings:
        dice = self._dice
        models = tuple(
            f"{stage}={dice.choice(MODELS)}" for stage in ("extraction", "drafting", "critique", "verification")
        )
        rounds = dice.randint(0, 2)
        settings = resolve_settings(Flags(models=models, rounds=rounds), {}, self._brief)
        # The shorter answers may be, the closer to what they cost is what is set aside for them.
        most = dice.choice((None, 1_500, 1_500, 3_000))
        changes = {"longest_wait": 0.01, "attempts": 4, "max_output_tokens": most}
        calls = {stage: settings.call(stage).model_copy(update=changes) for stage in settings.models}
        fallbacks = {stage: (settings.models["drafting"],) for stage in settings.models if dice.random() < 0.3}
        # A threshold that no article reaches asks for every revision there may be.
        return settings.model_copy(
            update={"calls": calls, "fallbacks": fallbacks, "threshold": dice.choice((0.9, 1.0))}
        )

    def _run(self, emulator: Emulator, budget: float) -> None:
        self.outcome.runs += 1
        env = {"AWS_BEARER_TOKEN_BEDROCK": emulator.bearer_token, "AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url}
        listener = Listener(self._workspace, self._kills.pop() if self._kills else None)
        settings = self._settings.model_copy(update={"budget": budget})
        try:
            record = GhostwriterPipeline(settings, env=env, on_event=listener).run(self._brief, self._workspace)
            self.outcome.ended, self.outcome.left_out = record.status, record.left_out
        except Killed:
            self.outcome.kills += 1
            listener.bury()
        except BudgetReached as error:
            self.outcome.ended = (
                "refused" if "Nothing was called" in str(error) and not self._bank.answers else "budget-reached"
            )
        except GhostwriterError:
            pass  # the weather was too bad: the same command again
        again = listener.begun & self._finished
        self.outcome.wrong += [f"{task} was paid twice" for task, _ in again]
        self._finished |= listener.finished

    def _check(self) -> None:
        self.outcome.spent = self._bank.usd
        accounted = spending(self._workspace / "events.jsonl", offline=False).usd
        if self._bank.usd > self.outcome.budget:
            self.outcome.wrong.append("more was spent than the budget")
        if accounted > self.outcome.budget + ROUNDING:
            self.outcome.wrong.append("more is accounted for than the budget")
        if self._bank.usd > accounted + ROUNDING:
            self.outcome.wrong.append("more was spent than is accounted for")
        if self.outcome.ended in {"done", "below-threshold"}:
            article = self._workspace / "final.md"
            if not article.is_file() or len(article.read_text(encoding="utf-8").split()) < 20:
                self.outcome.wrong.append("success without an article")
            elif self.outcome.left_out and "budget did not reach" not in article.read_text(encoding="utf-8"):
                self.outcome.wrong.append("what was left out is not on the label")

    def _finish(self, emulator: Emulator) -> None:
        """A run that was stopped goes on when there is money, in calm weather."""
        self._weather.raining, self._kills, stopped = False, [], self.outcome.ended
        self.outcome.ended = ""
        self._run(emulator, ENDLESS)
        if self.outcome.ended not in {"done", "below-threshold"}:
            self.outcome.wrong.append("it did not go on with a larger budget")
        self.outcome.ended = stopped


class Listener:
    """Hears a run's events, and kills it at one of them: what is on the disk at that moment is what is left."""

    def __init__(self, workspace: Path, last: int | None) -> None:
        self._workspace = workspace
        self._remains = workspace.with_name("remains")
        self._last = last
        self._heard = 0
        self._keys: dict[str, str] = {}
        self.begun: set[tuple[str, str]] = set()
        self.finished: set[tuple[str, str]] = set()

    def __call__(self, event: Event) -> None:
        """Take an event; from the last one on nothing gets further, neither a word nor a call."""
        self._heard += 1
        if self._last is not None and self._heard >= self._last:
            if self._heard == self._last:
                shutil.copytree(self._workspace, self._remains, ignore=shutil.ignore_patterns(".*"))
            raise Killed
        if isinstance(event, TaskStarted):
            self._keys[event.task] = event.key
            self.begun.add((event.task, event.key))
        if isinstance(event, TaskFinished) and event.how == "done":
            self.finished.add((event.task, self._keys[event.task]))

    def bury(self) -> None:
        """Put what was on the disk when it died in the place of what the dying threads wrote after that."""
        shutil.rmtree(self._workspace)
        self._remains.rename(self._workspace)


def play(seed: int) -> Outcome:
    """One script, by its seed, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ghostwriter-storm-") as folder:
        return Scenario(seed, Path(folder)).play()


def main() -> int:
    """Play so many scripts, and say how they went; 1 if anything was wrong."""
    scripts = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    outcomes = []
    for seed in range(1, scripts + 1):
        outcomes.append(play(seed))
        sys.stdout.write(f"{outcomes[-1]}\n")
        sys.stdout.flush()
    ended = collections.Counter(outcome.ended for outcome in outcomes)
    wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    closest = max(outcome.spent / outcome.budget for outcome in outcomes)
    labels, kills, lies = (
        sum(counts)
        for counts in zip(*((bool(outcome.left_out), outcome.kills, outcome.lies) for outcome in outcomes), strict=True)
    )
    sys.stdout.write(
        f"{scripts} scripts: {', '.join(f'{count} {how}' for how, count in ended.most_common())}; {labels} with a label; "
        f"{kills} kills, {lies} lies; at most {closest:.0%} of a budget was truly spent; {wrong} wrong\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
