from fnmatch import fnmatchcase

from ghostwriter.pipeline.prompts.render import Prompts
from ghostwriter.schema.stages import STAGE_NAMES, STAGES

DERIVED: dict[str, tuple[str, ...]] = {
    "extraction/facts.json": ("extraction/S*.json", "sources/S*.md"),
    "verification/round-*.json": ("verification/round-*/batch-*.json", "sources/S*.md"),
    "verification/verdicts.json": ("verification/round-*.json",),
}
"""What code, not a model, writes, and what it makes it from."""


def stands(wanted: str, written: set[str]) -> bool:
    return any(fnmatchcase(wanted, one) or fnmatchcase(one, wanted) for one in written)


def test_what_a_stage_reads_was_written_before() -> None:
    written = {"brief.md", "sources/S*.md"}

    for stage in STAGES:
        missing = [wanted for wanted in stage.reads if not stands(wanted, written)]
        assert not missing, f"{stage.name} reads {missing} before they are written"
        written.add(stage.writes)
        written |= {made for made, made_of in DERIVED.items() if all(stands(part, written) for part in made_of)}


def test_every_stage_has_a_name_a_prompt_and_a_model() -> None:
    assert tuple(sorted(stage.name for stage in STAGES)) == tuple(sorted(STAGE_NAMES))
    assert set(STAGE_NAMES) <= set(Prompts(None).names())
