"""Labelled texts with their features, and what a model says of them."""

from dataclasses import dataclass

from benchmarks.labelled import Labelled
from ghostwriter.schema.artifacts import Flag
from ghostwriter.verification.flags import SourceIndex, find_flags
from ghostwriter.verification.score.features import Features, TextFeatures, clause_features, text_features


@dataclass(frozen=True)
class Example:
    """A labelled text with its features."""

    labelled: Labelled
    flags: tuple[Flag, ...]
    features: TextFeatures
    clauses: tuple[tuple[Features, ...], ...]

    @classmethod
    def of(cls, labelled: Labelled) -> "Example":
        """Read a text."""
        index = SourceIndex.of(labelled.sources, labelled.question)
        flags = tuple(find_flags(labelled.text, index))
        features = text_features(labelled.text, index, flags)
        clauses = tuple(tuple(clause_features(labelled.text, one, index, flags)) for one in features.sentences)
        return cls(labelled, flags, features, clauses)

    def label(self, one: Features) -> bool:
        """Whether a person marked anything in a sentence."""
        if self.labelled.set != "RAGTruth":
            return self.labelled.unsupported
        return any(start < one.end and one.start < end for start, end in self.labelled.spans)

    def marked(self, one: Features) -> bool:
        """Whether a person marked more than half of a clause."""
        shared = sum(max(0, min(end, one.end) - max(start, one.start)) for start, end in self.labelled.spans)
        return 2 * shared > one.end - one.start


@dataclass(frozen=True)
class Scores:
    """What a model that has not seen a text says of its sentences, of it, and of its clauses."""

    sentences: list[float]
    text: float
    clauses: list[list[float]]
