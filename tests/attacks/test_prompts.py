"""A stranger's folder of prompts runs no code, reads nothing else, and is refused in a line before anything is paid for."""

from pathlib import Path

import pytest

from tests.attacks.arena import WITH_ARTICLE, Arena
from tests.attacks.hostile_prompts import CODE, FOR_EVER, MISTAKES, OUTSIDE, SYSTEM, TOO_MUCH
from tests.scripting import write_brief

SOME = {
    **{name: CODE[name] for name in ("a global of Jinja's", "a model's way to read files")},
    "an absolute path": OUTSIDE["an absolute path"],
    "a text that is doubled": TOO_MUCH["a text that is doubled"],
    "two loops": FOR_EVER,
    "no user block": MISTAKES["no user block"],
}
"""Whole runs; the rest is held against the templates alone."""


def run_with(folder: Path, files: dict[str, str | bytes]) -> tuple[Arena, int, list[str]]:
    arena = Arena(folder / "arena", arguments=["--offline", "--prompts", "prompts"])
    write_brief(arena.desk)
    arena.write({f"prompts/{name}": content for name, content in files.items()})
    outcome, wrong = arena.run()
    return arena, outcome.code, wrong


@pytest.mark.long
@pytest.mark.parametrize("name", SOME)
def test_a_hostile_prompt_is_refused_before_the_first_call(name: str, tmp_path: Path) -> None:
    arena, code, wrong = run_with(tmp_path, {"extraction.md.j2": SOME[name]})

    assert wrong == []
    assert code == 3
    assert not arena.workspace.exists() or not list(arena.workspace.glob("extraction/*"))
    assert len((arena.root / "log/err.txt").read_text().splitlines()) <= 3


def test_a_prompt_that_only_a_late_stage_reads_is_tried_at_the_start(tmp_path: Path) -> None:
    arena, code, wrong = run_with(tmp_path, {"revision.md.j2": f"{SYSTEM}\n{{{{ nobody }}}}{{% endblock %}}"})

    assert wrong == []
    assert code == 3
    assert "prompt revision.md.j2:2: 'nobody' is undefined" in (arena.root / "log/err.txt").read_text()


def test_prompts_of_ones_own_are_used_in_the_sandbox_as_well(tmp_path: Path) -> None:
    shipped = (Path(__file__).parents[2] / "prompts/critique.md.j2").read_text()

    arena, code, wrong = run_with(
        tmp_path, {"critique.md.j2": shipped.replace("You are the editor.", "You are our editor.")}
    )

    assert wrong == []
    assert code in WITH_ARTICLE
    assert "You are our editor." in (arena.workspace / "transcripts/critique-critique.jsonl").read_text()
