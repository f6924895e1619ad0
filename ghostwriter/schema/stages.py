"""The stages as data: what each is called, which model it uses by default, what it reads and what it writes.

The order of ``STAGES`` is the order of the run; a test proves that whatever a stage reads was written before it. Critique
and verification read the same draft and run side by side, so that one revision mends what both of them found.
"""

from dataclasses import dataclass
from typing import Literal, get_args

type StageName = Literal["extraction", "drafting", "critique", "revision", "verification"]
STAGE_NAMES: tuple[str, ...] = get_args(StageName.__value__)


@dataclass(frozen=True)
class Stage:
    """One kind of conversation.

    Attributes:
        name: also the name of its prompt, ``prompts/<name>.md.j2``, and of its folder in the workspace.
        model: the alias of what it uses unless flag, environment or brief say otherwise.
        temperature: sent where the model takes one; None leaves it to the model.
        max_output_tokens: the most one answer may cost; an article's length can raise it.
        streamed: whether answers are long enough to be watched, and to outlive limits on silent connections.
        reads: workspace files (with ``*`` for several) that its prompt is made of.
        writes: the workspace files it is allowed to write.
    """

    name: StageName
    model: str
    temperature: float | None
    max_output_tokens: int
    reads: tuple[str, ...]
    writes: str
    streamed: bool = False


EXTRACTION = Stage("extraction", "haiku", 0.0, 8_000, ("brief.md", "sources/S*.md"), "extraction/S*.json")
DRAFTING = Stage(
    "drafting", "sonnet", None, 8_000, ("brief.md", "extraction/facts.json"), "drafting/draft.md", streamed=True
)
CRITIQUE = Stage(
    "critique",
    "sonnet",
    0.0,
    6_000,
    ("brief.md", "extraction/facts.json", "drafting/draft.md"),
    "critique/critique.json",
)
VERIFICATION = Stage(
    "verification",
    "haiku",
    0.0,
    8_000,
    ("sources/S*.md", "extraction/facts.json", "drafting/draft.md"),
    "verification/round-*/batch-*.json",
)
REVISION = Stage(
    "revision",
    "sonnet",
    None,
    8_000,
    (
        "brief.md",
        "extraction/facts.json",
        "drafting/draft.md",
        "critique/critique.json",
        "verification/round-*.json",
    ),
    "drafting/draft-*.md",
    streamed=True,
)

STAGES: tuple[Stage, ...] = (EXTRACTION, DRAFTING, CRITIQUE, VERIFICATION, REVISION)
