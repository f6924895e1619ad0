"""The stages as data: names, default models and limits of an answer.

Critique and verification read the same draft and run side by side, so that one revision fixes what both of them found.
"""

from dataclasses import dataclass
from typing import Literal, get_args

type StageName = Literal["extraction", "drafting", "critique", "revision", "verification"]
STAGE_NAMES: tuple[str, ...] = get_args(StageName.__value__)


@dataclass(frozen=True)
class Stage:
    """One kind of conversation; ``name`` is also that of its prompt, ``prompts/<name>.md.j2``.

    ``model`` is an alias, unless settings name another; ``temperature`` is sent where the model takes one; an article's length
    can raise ``max_output_tokens``; ``streamed`` answers take so long that silent connections would be closed.
    """

    name: StageName
    model: str
    temperature: float | None
    max_output_tokens: int
    streamed: bool = False


EXTRACTION = Stage("extraction", "haiku", 0.0, 8_000)
DRAFTING = Stage("drafting", "sonnet", None, 8_000, streamed=True)
CRITIQUE = Stage("critique", "sonnet", 0.0, 6_000)
VERIFICATION = Stage("verification", "haiku", 0.0, 8_000)
REVISION = Stage("revision", "sonnet", None, 8_000, streamed=True)

STAGES: tuple[Stage, ...] = (EXTRACTION, DRAFTING, CRITIQUE, VERIFICATION, REVISION)
"""In the order of the run."""
