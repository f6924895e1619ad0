"""What can be proven against a claim from the text alone. Each check objects in one sentence, or not at all."""

import re
from collections.abc import Callable, Mapping, Sequence

from ghostwriter.artifacts import CheckedEvidence, Claim
from ghostwriter.sources.source import Source
from ghostwriter.verification.numbers import missing_numbers
from ghostwriter.verification.quotes import find_quote

type Check = Callable[[Claim, Sequence[CheckedEvidence], Mapping[str, Source]], str | None]

FEWEST_WORDS = 3
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_CONTENT = re.compile(r"[^\W\d_]{4,}|\d+")
_STEM = 5
"""Letters that two forms of a word have in common."""


def figures_stand(claim: Claim, evidence: Sequence[CheckedEvidence], sources: Mapping[str, Source]) -> str | None:
    """Every figure of the claim occurs, in some form, in a source that carries it."""
    held = "\n".join(sources[identifier].text for identifier in dict.fromkeys(item.source for item in evidence))
    absent = missing_numbers(claim.text, held)
    return f"{', '.join(absent)} does not occur in the cited source" if absent else None


def quotations_stand(claim: Claim, _evidence: Sequence[CheckedEvidence], sources: Mapping[str, Source]) -> str | None:
    """Words in quotation marks stand verbatim in a source."""
    for quoted in _QUOTED.findall(claim.text):
        spoken = quoted.strip().rstrip(",.;:!?")
        if len(spoken.split()) >= FEWEST_WORDS and not any(
            find_quote(spoken, source.text) for source in sources.values()
        ):
            return f"the quotation “{spoken}” does not stand verbatim in any source"
    return None


def evidence_says_something(
    claim: Claim, evidence: Sequence[CheckedEvidence], _sources: Mapping[str, Source]
) -> str | None:
    """The evidence is more than a word or two, and speaks of what the claim speaks of."""
    together = " ".join(item.quote for item in evidence)
    if len(together.split()) < FEWEST_WORDS:
        return f"the evidence “{together}” is too short to carry a claim"
    if not _content(claim.text) & _content(together):
        return "the evidence has no word in common with the claim"
    return None


CHECKS: tuple[Check, ...] = (figures_stand, quotations_stand, evidence_says_something)


def _content(text: str) -> set[str]:
    return {word[:_STEM].lower() for word in _CONTENT.findall(text)}
