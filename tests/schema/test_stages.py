from ghostwriter.pipeline.prompts.render import Prompts
from ghostwriter.schema.stages import STAGE_NAMES, STAGES


def test_every_stage_has_a_name_a_prompt_and_a_model() -> None:
    assert tuple(sorted(stage.name for stage in STAGES)) == tuple(sorted(STAGE_NAMES))
    assert set(STAGE_NAMES) <= set(Prompts(None).names())
