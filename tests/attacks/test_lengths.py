"""What is long and says nothing costs a run no more than its length: it ends, with an article or one clear error."""

from pathlib import Path

import pytest

from tests.attacks.arena import Arena
from tests.attacks.hostile_lengths import ARTIFACTS_OF_ONE_THING, SOURCES_OF_ONE_THING
from tests.attacks.test_models import attacked


@pytest.mark.long
@pytest.mark.parametrize("name", SOURCES_OF_ONE_THING)
def test_a_source_of_one_thing_is_withstood(name: str, tmp_path: Path) -> None:
    arena = Arena(tmp_path / "arena", arguments=["--offline"])
    SOURCES_OF_ONE_THING[name](arena)

    _, wrong = arena.run()

    assert wrong == []


@pytest.mark.long
@pytest.mark.parametrize("name", ARTIFACTS_OF_ONE_THING)
def test_an_artifact_of_one_thing_is_withstood(name: str, tmp_path: Path) -> None:
    _, wrong = attacked(tmp_path, ARTIFACTS_OF_ONE_THING[name])

    assert wrong == []
