"""No model, however hostile, reaches beyond its artifact, takes the run down, or passes nothing off as an article."""

from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from tests.attacks.arena import SECRETS, Arena
from tests.attacks.hostile_models import EXTRACTION, MODELS, Script, edits, placed
from tests.scripting import for_task, write_brief

ENV = {"AWS_BEARER_TOKEN_BEDROCK": SECRETS["AWS_BEARER_TOKEN_BEDROCK"]}


def attacked(folder: Path, script: Script, *, fresh: bool = False, unconfined: bool = False) -> tuple[Arena, list[str]]:
    arena = Arena(folder / "arena")
    write_brief(arena.desk)
    with Emulator(script=placed(script, str(arena.root / "outside")), env=ENV) as emulator:
        arena.env = {"AWS_BEDROCK_RUNTIME_ENDPOINT": emulator.url, "GHOSTWRITER_TIMEOUT": "5"}
        _, wrong = arena.run(fresh=fresh, unconfined=unconfined)
    return arena, wrong


EGRESS = pytest.mark.xfail(strict=True, reason="outputs are not searched for known secrets yet")
BEYOND = {"a secret in the article": EGRESS, "an error that begs for the key": EGRESS}


@pytest.mark.parametrize("name", [pytest.param(name, marks=BEYOND.get(name, ())) for name in MODELS])
def test_a_hostile_model_is_withstood(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _, wrong = attacked(tmp_path, MODELS[name], fresh=request.config.getoption("--fresh", default=False))

    assert wrong == []


@pytest.mark.parametrize("path", ["{outside}/x.md", "{outside}/../desk/x.md", "{outside}/../home/.bash_profile"])
def test_with_an_editor_that_is_not_confined_the_suite_goes_red(path: str, tmp_path: Path) -> None:
    # That editor takes absolute paths only: the first thing that the model does is the last.
    script = [for_task(EXTRACTION, edits("create", path, file_text="stolen"))]

    _, wrong = attacked(tmp_path, script, unconfined=True)

    assert any("outside the workspace" in one for one in wrong)


def test_with_an_editor_that_is_not_confined_reading_outside_is_noticed(tmp_path: Path) -> None:
    _, wrong = attacked(tmp_path, [for_task(EXTRACTION, edits("view", "{outside}/secret.md"))], unconfined=True)

    assert "it read what lies outside" in wrong


def test_there_are_enough_of_them() -> None:
    assert len(MODELS) >= 100
