"""What a reader may ask to see alone: claims by their verdict, and by what was held against them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ghostwriter.report.page import Finding

HARD, HINT = "⚑", "⚐"
"""The shapes of flags: what is proven from the words, and what is only a hint."""


@dataclass(frozen=True)
class Filter:
    """One choice: the claims that have the trait, and how many they are."""

    trait: str
    label: str
    shape: str
    count: int


_CHOICES = (
    ("attention", "Needs attention", "!"),
    ("contradicted", "Contradicted", "✗"),
    ("unsupported", "Unsupported", "?"),
    ("supported", "Supported", "✓"),
    ("opinion", "Opinion", "○"),
    ("hard", "Hard flag", HARD),
    ("hint", "Hint", HINT),
    ("disputed", "Sources disagree", "≠"),
)


def traits(finding: Finding) -> tuple[str, ...]:
    """The choices among which a claim is shown."""
    holds = {
        "attention": finding.needs_attention,
        finding.verdict: True,
        "hard": bool(finding.hard_flags),
        "hint": bool(finding.hints),
        "disputed": bool(finding.disputes),
    }
    return tuple(trait for trait, _, _ in _CHOICES if holds.get(trait))


def filters(findings: Sequence[Finding]) -> list[Filter]:
    """The choices that show anything."""
    present = [trait for finding in findings for trait in traits(finding)]
    return [Filter(trait, label, shape, present.count(trait)) for trait, label, shape in _CHOICES if trait in present]
