"""Material of the writing stages: sources, their facts, and disagreements between these."""

from collections.abc import Sequence
from dataclasses import dataclass

from ghostwriter.schema.artifacts import Disagreement, Fact
from ghostwriter.schema.source import Source


@dataclass(frozen=True)
class Material:
    """Sources, and what was found in them."""

    sources: Sequence[Source] = ()
    facts: Sequence[Fact] = ()
    disagreements: Sequence[Disagreement] = ()
