"""Rules by which a figure that the sources have is misplaced, each with its reason."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ghostwriter.verification.quantities import Quantity, Ranges, overlap

_CLEARER = 0.15
"""By how much better another place has to fit, of all that the words around a figure say."""
_STRANGE = 0.1
"""A place that fits less well has nothing to do with a figure."""
_OF_LITTLE_MEANING = frozenset([None, "age", "count", "ordinal", "label"])
"""Kinds that a source often leaves to be understood."""
_APART = 5
"""Characters between two figures that are not one rating, 10/10."""
_SPOKEN_BEFORE = 50
"""Characters before a figure that say whose it is."""
_ONE_OF_MANY = re.compile(
    r"\b(?:reviews?|reviewers?|customers?|guests?|patrons?|visitors?|users?|one|another|some|many|gave|giving|given|awarded)\b",
    re.IGNORECASE,
)


class Misplacement(NamedTuple):
    """An objection to a figure: the reason, to be read behind "but", and the quantity in a source that says otherwise."""

    reason: str
    place: Quantity


@dataclass(frozen=True)
class Compared:
    """A figure, the others of its sentence, and the places of the sources that matter to it, each with how well it fits, 0 to 1.

    ``holding`` are the places of the same figure, ``here`` those of them where it may be of the same kind, ``there`` those of its
    kind with another figure, which its sentence has not; of both the one that fits best is the first.
    """

    figure: Quantity
    others: Sequence[Quantity]
    holding: Sequence[Quantity]
    here: Sequence[tuple[float, Quantity]]
    there: Sequence[tuple[float, Quantity]]

    @property
    def fits(self) -> float:
        """The fit of the best place of the same figure."""
        return self.here[0][0] if self.here else 0.0

    @property
    def ends(self) -> Iterator[tuple[str, Ranges]]:
        """Yield the other ends of its range: ``from_`` or ``to``, and the values there."""
        if self.figure.from_ is not None:
            yield "from_", self.figure.from_
        if self.figure.to is not None:
            yield "to", self.figure.to

    def has_end(self, side: str, other: Ranges) -> bool:
        """Tell whether a source has the figure with that other end."""
        return any(theirs and overlap(other, theirs) for _, one in self.here if (theirs := getattr(one, side)))


def another_kind(compared: Compared) -> Misplacement | None:
    """Reason: a year here, and a percentage wherever the sources have it."""
    if compared.here or (not compared.there and compared.figure.is_small):
        return None
    theirs = compared.holding[0]
    reason = f"of another kind ({theirs.kind}, not {compared.figure.kind})"
    if not compared.there:
        return Misplacement(reason, theirs)
    own = compared.there[0][1]
    return Misplacement(f"{reason}; here they have {own.figure.shown}", own)


def no_such_kind(compared: Compared) -> Misplacement | None:
    """Reason: money or hours here, and nothing of the kind beside it in the sources, where all else differs."""
    figure = compared.figure
    if (
        figure.kind in _OF_LITTLE_MEANING
        or not compared.here
        or any(one.kind == figure.kind for _, one in compared.here)
    ):
        return None
    if compared.fits >= _STRANGE or (not compared.there and figure.is_small):
        return None
    return Misplacement(f"nowhere with {figure.kind}", compared.here[0][1])


def range_to_itself(compared: Compared) -> Misplacement | None:
    """Both ends of a range, or of a score, are the same figure, as no source has it."""
    for side, other in compared.ends:
        if compared.here and overlap(other, compared.figure.ranges) and not compared.has_end(side, other):
            return Misplacement("not at both ends of a range", compared.here[0][1])
    return None


def another_end(compared: Compared) -> Misplacement | None:
    """The sources have a range with its other end, and always to another figure."""
    for side, other in compared.ends:
        if compared.has_end(side, other):
            continue
        for _, one in compared.there:
            theirs = getattr(one, side)
            if theirs and overlap(other, theirs):
                return Misplacement(f"here they have {one.figure.shown}, by the other end of the range", one)
    return None


def another_month(compared: Compared) -> Misplacement | None:
    """The sources have it beside other months only."""
    figure = compared.figure
    if figure.month is None or not compared.here or any(one.month in {figure.month, None} for _, one in compared.here):
        return None
    if figure.kind == "day of a month":
        return Misplacement("beside another month", compared.here[0][1])
    return next(
        (Misplacement("beside another month", one) for _, one in compared.there if one.month == figure.month), None
    )


def another_title(compared: Compared) -> Misplacement | None:
    """The sources have the name right before it with another figure only."""
    figure = compared.figure
    if figure.title is None or figure.kind in {"year", "day of a month"}:
        return None
    if any(one.title == figure.title for _, one in compared.here):
        return None
    return next(
        (
            Misplacement(f"they say {one.title} {one.figure.shown}", one)
            for _, one in compared.there
            if one.title == figure.title
        ),
        None,
    )


def another_count(compared: Compared) -> Misplacement | None:
    """The sources count the thing right behind it, too, and always give another number."""
    figure = compared.figure
    if not figure.named or figure.kind not in {"address", "count", None}:
        return None
    if any(not one.nearness.keys().isdisjoint(figure.named) for _, one in compared.here):
        return None
    for fit, one in compared.there:
        if one.named[:1] == figure.named[:1] and fit > compared.fits:
            return Misplacement(f"here they have {one.figure.shown}", one)
    return None


def better_place(compared: Compared) -> Misplacement | None:
    """Another figure stands clearly nearer to the words that are around it."""
    if not compared.there or compared.there[0][0] - compared.fits <= _CLEARER:
        return None
    nearest = compared.there[0][1]
    return Misplacement(f"here they have {nearest.figure.shown}", nearest)


def whole_record(compared: Compared) -> Misplacement | None:
    """A record's own line has another figure of this kind; this one is only of one of the things under it."""
    figure = compared.figure
    if figure.kind is None or any(one.is_keyed for one in compared.holding):
        return None
    if _ONE_OF_MANY.search(figure.text[max(0, figure.start - _SPOKEN_BEFORE) : figure.start]):
        return None
    own = next((one for _, one in compared.there if one.is_keyed and one.kind == figure.kind), None)
    return Misplacement(f"{own.figure.shown} is that of the whole", own) if own else None


def said_twice(compared: Compared) -> Misplacement | None:
    """The sentence has it twice, and the sources have it once."""
    figure = compared.figure
    if figure.from_ or figure.to or not compared.here or len(compared.holding) > 1:
        return None
    if not any(figure.is_same(one) and abs(one.start - figure.start) > _APART for one in compared.others):
        return None
    return Misplacement("only once", compared.here[0][1])


RULES: tuple[Callable[[Compared], Misplacement | None], ...] = (
    another_title,
    another_kind,
    no_such_kind,
    range_to_itself,
    another_end,
    another_month,
    another_count,
    better_place,
    whole_record,
    said_twice,
)
"""The first that finds something gives the reason."""
