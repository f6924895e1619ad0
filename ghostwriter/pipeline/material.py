"""What the writing stages work from: sources, the facts that stand in them, and what those facts disagree on."""

from collections.abc import Sequence
from dataclasses import dataclass

from ghostwriter.schema.artifacts import Disagreement, Fact
from ghostwriter.schema.source import Source


@dataclass(frozen=True)
class Material:
    """Everything that was read, and what was found in it."""

    sources: Sequence[Source] = ()
    facts: Sequence[Fact] = ()
    disagreements: Sequence[Disagreement] = ()
