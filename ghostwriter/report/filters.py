"""Filters of the findings by verdict and by flags, and the words of a claim that its flags point to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ghostwriter.report.page import ClaimFinding

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


def traits(finding: ClaimFinding) -> tuple[str, ...]:
    """The choices among which a claim is shown."""
    holds = {
        "attention": finding.needs_attention,
        finding.verdict: True,
        "hard": bool(finding.hard_flags),
        "hint": bool(finding.hints),
        "disputed": bool(finding.disputes),
    }
    return tuple(trait for trait, _, _ in _CHOICES if holds.get(trait))


def filters(findings: Sequence[ClaimFinding]) -> list[Filter]:
    """The choices that show anything."""
    present = [trait for finding in findings for trait in traits(finding)]
    return [Filter(trait, label, shape, present.count(trait)) for trait, label, shape in _CHOICES if trait in present]


def flagged_words(finding: ClaimFinding, shown: str) -> Iterator[tuple[str, bool]]:
    """The sentence in stretches, and whether a flag points to each.

    Flags count in the claim's text: where the article shows it otherwise (emphasis, links), nothing is set apart.
    """
    marked = {
        place
        for flag in finding.flags
        if shown == finding.claim.text and shown[flag.start : flag.end] == flag.text
        for place in range(flag.start, flag.end)
    }
    start = 0
    for end in range(1, len(shown) + 1):
        if end == len(shown) or (end in marked) != (start in marked):
            yield shown[start:end], start in marked
            start = end
