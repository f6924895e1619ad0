"""One sentence of a source, and what is read in it once."""

from dataclasses import dataclass
from functools import cached_property

from ghostwriter.verification.flags.denials import Denial, is_veiled, plain_denials


@dataclass(frozen=True)
class Sentence:
    """What it speaks of; ``number`` is its place among the sources' sentences."""

    text: str
    terms: frozenset[str]
    number: int = 0

    @cached_property
    def denials(self) -> tuple[Denial, ...]:
        """Its plain denials."""
        return tuple(plain_denials(self.text))

    @cached_property
    def polarity(self) -> str:
        """Whether it denies anything: ``plain``, ``veiled``, which is in another word than "not", or ``none``."""
        if self.denials:
            return "plain"
        return "veiled" if is_veiled(self.text) else "none"
