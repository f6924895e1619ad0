"""Checks of a claim against its evidence by the text alone. Each returns one sentence of objection, or None."""

from collections.abc import Callable, Sequence
from itertools import islice

from ghostwriter.schema.artifacts import CheckedEvidence, Claim
from ghostwriter.text.dates.dates import months, weekdays
from ghostwriter.text.numbers.figures import is_held, missing_numbers, placed_figures
from ghostwriter.text.quotations import quotations, stands_in
from ghostwriter.text.units.measures import is_converted
from ghostwriter.text.words import count_words, terms
from ghostwriter.verification.quantities import comparable_quantities
from ghostwriter.verification.source_set import SourceSet

type Check = Callable[[Claim, Sequence[CheckedEvidence], SourceSet], str | None]

_FEWEST_WORDS = 3
"""Evidence of fewer words carries nothing, also where several pieces of it make more: anything can be said in snippets."""
_LEAST_SHARED = 0.2
"""Of what a claim speaks of, weighed by how rare it is in the sources."""
_CLEARER = 0.3
"""By how much more of it another sentence of the sources has to speak for the evidence to be beside the point."""
_MOST_COUNTED = 100
"""Figures of one claim; no sentence counts as many."""
_UNIT = 32
"""Characters behind a figure in which its unit stands."""
_SHOWN = 160


def evidence_says_something(_claim: Claim, evidence: Sequence[CheckedEvidence], _ground: SourceSet) -> str | None:
    """Require that at least one piece of evidence is more than a word or two."""
    if any(_carries(item) for item in evidence):
        return None
    return f"the evidence “{_shown(' … '.join(item.quote for item in evidence))}” is too short to carry a claim"


def evidence_is_to_the_point(claim: Claim, evidence: Sequence[CheckedEvidence], source_set: SourceSet) -> str | None:
    """The evidence speaks of what the claim speaks of, and the sources do not speak of it elsewhere far more clearly."""
    wanted = frozenset(terms(claim.text))
    together = _together(evidence)
    if not source_set.same_language or not wanted or not together:
        return None
    share = source_set.index.weights.total(wanted & terms(together)) / source_set.index.weights.total(wanted)
    if share == 0:
        return "the evidence has no word in common with the claim"
    near = source_set.index.nearest(wanted)
    if near is not None and near[1] - share >= _CLEARER:
        return f"the evidence is about something else; what the sources say of it is “{_shown(near[0].text)}”"
    return None if share >= _LEAST_SHARED else "the evidence has next to nothing in common with the claim"


def figures_stand(claim: Claim, evidence: Sequence[CheckedEvidence], source_set: SourceSet) -> str | None:
    """Every figure of the claim occurs in the evidence, in some form or in another unit."""
    together = _together(evidence)
    absent = [
        figure.shown
        for _, end, figure in placed_figures(claim.text)
        if not is_held(figure, together) and not is_converted(figure, claim.text[end : end + _UNIT], together)
    ]
    if not absent:
        return None
    shown = ", ".join(dict.fromkeys(absent))
    elsewhere = [
        name for name, source in source_set.sources.items() if not missing_numbers(" ; ".join(absent), source.text)
    ]
    hint = f", though {' and '.join(elsewhere)} holds such a figure elsewhere" if elsewhere else " nor in any source"
    return f"{shown} does not occur in the evidence{hint}"


def counts_agree(claim: Claim, evidence: Sequence[CheckedEvidence], _ground: SourceSet) -> str | None:
    """The evidence has no other number of the things that the claim counts, measures, or gives as a share."""
    theirs = list(comparable_quantities(_together(evidence)))
    for mine in islice(comparable_quantities(claim.text), _MOST_COUNTED):
        alike = [other for other in theirs if mine.counted.things and other.counted.things == mine.counted.things]
        same = [other for other in theirs if mine.agrees_with(other)]
        of_other_things = bool(same) and all(other.counted.things for other in same)
        if alike and not any(other in same for other in alike) and (of_other_things or mine.form != "digits"):
            return f"it says {mine.shown} where the evidence says {' and '.join(other.shown for other in alike)}"
    return None


def dates_stand(claim: Claim, evidence: Sequence[CheckedEvidence], source_set: SourceSet) -> str | None:
    """Months occur in the evidence, and so do weekdays where the evidence names any."""
    if not source_set.same_language:
        return None
    together = _together(evidence)
    absent = months(claim.text) - months(together)
    days = weekdays(together)
    absent |= weekdays(claim.text) - days if days else set()
    return f"{', '.join(sorted(day.title() for day in absent))} does not occur in the evidence" if absent else None


def quotations_stand(claim: Claim, evidence: Sequence[CheckedEvidence], source_set: SourceSet) -> str | None:
    """Words in quotation marks stand verbatim in the evidence."""
    for quotation in quotations(claim.text):
        if stands_in(quotation, [item.quote for item in evidence]):
            continue
        elsewhere = [name for name, source in source_set.sources.items() if stands_in(quotation, [source.text])]
        where = f"the evidence, though {' and '.join(elsewhere)} has it" if elsewhere else "any source"
        return f"the quotation “{quotation}” does not stand verbatim in {where}"
    return None


CHECKS: tuple[Check, ...] = (
    evidence_says_something,
    evidence_is_to_the_point,
    figures_stand,
    counts_agree,
    dates_stand,
    quotations_stand,
)


def _carries(item: CheckedEvidence) -> bool:
    return count_words(item.quote) >= _FEWEST_WORDS


def _together(evidence: Sequence[CheckedEvidence]) -> str:
    """Pieces of evidence that are long enough to say something, joined."""
    return "\n".join(item.quote for item in evidence if _carries(item))


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
