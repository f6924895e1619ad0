"""What one stage may use in one run, whatever its models do: a runaway conversation ends here, budget or not."""

from pydantic import BaseModel, ConfigDict, Field


class Caps(BaseModel):
    """The caps of one stage. Field names are those of ``[llm]`` in ``ghostwriter.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_stage_calls: int = Field(
        2_000, ge=1, description="Requests that a stage may send in one run, every try and fallback counted."
    )
    max_stage_tokens: int = Field(20_000_000, ge=1, description="Tokens in and out that a stage may use in one run.")
    max_stage_seconds: float = Field(
        14_400.0, gt=0, description="Seconds from a stage's first request in a run, after which it sends no more."
    )
    max_stage_bytes: int = Field(500_000_000, ge=1, description="Bytes that a stage may send and receive in one run.")
    max_turns: int = Field(24, ge=1, description="Answers that one conversation may take, tries not counted.")
