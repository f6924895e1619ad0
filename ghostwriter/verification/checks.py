"""What can be proven against a claim from the text alone. Each check objects in one sentence, or not at all."""

from collections.abc import Callable, Mapping, Sequence

from ghostwriter.artifacts import CheckedEvidence, Claim
from ghostwriter.sources.source import Source
from ghostwriter.verification.numbers import missing_numbers
from ghostwriter.verification.quotations import quotations, stands_in
from ghostwriter.verification.words import count_words, in_the_language_of, terms

type Check = Callable[[Claim, Sequence[CheckedEvidence], Mapping[str, Source]], str | None]

FEWEST_WORDS = 3
"""Evidence of fewer words carries nothing."""


def figures_stand(claim: Claim, evidence: Sequence[CheckedEvidence], sources: Mapping[str, Source]) -> str | None:
    """Every figure of the claim occurs, in some form, in the evidence."""
    absent = missing_numbers(claim.text, _together(evidence))
    if not absent:
        return None
    elsewhere = [source.id for source in sources.values() if not missing_numbers(" ; ".join(absent), source.text)]
    hint = f", though {' and '.join(elsewhere)} holds such a figure elsewhere" if elsewhere else " nor in any source"
    return f"{', '.join(absent)} does not occur in the evidence{hint}"


def quotations_stand(claim: Claim, _evidence: Sequence[CheckedEvidence], sources: Mapping[str, Source]) -> str | None:
    """Words in quotation marks stand verbatim in a source."""
    texts = [source.text for source in sources.values()]
    for quotation in quotations(claim.text):
        if not stands_in(quotation, texts):
            return f"the quotation “{quotation}” does not stand verbatim in any source"
    return None


def evidence_says_something(
    claim: Claim, evidence: Sequence[CheckedEvidence], sources: Mapping[str, Source]
) -> str | None:
    """The evidence is more than a word or two and speaks of what the claim speaks of, unless in another language."""
    together = _together(evidence)
    if count_words(together) < FEWEST_WORDS:
        return f"the evidence “{together}” is too short to carry a claim"
    if terms(claim.text) & terms(together):
        return None
    cited = " ".join(sources[item.source].text for item in evidence)
    return "the evidence has no word in common with the claim" if in_the_language_of(claim.text, cited) else None


CHECKS: tuple[Check, ...] = (figures_stand, quotations_stand, evidence_says_something)


def _together(evidence: Sequence[CheckedEvidence]) -> str:
    return "\n".join(item.quote for item in evidence)
