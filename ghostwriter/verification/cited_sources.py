"""Citations to a source that lacks the claim: what it states stands in another source, and not in the one that it cites."""

from collections.abc import Iterator

from ghostwriter.artifacts import Claim, Flag
from ghostwriter.verification.ground import Ground
from ghostwriter.verification.numbers import is_held, placed_figures
from ghostwriter.verification.quotations import placed_quotations, stands_in


def citation_flags(claim: Claim, ground: Ground) -> Iterator[Flag]:
    """A hard flag on each figure and quotation of a claim that only sources have which it does not cite."""
    named = {identifier.partition("F")[0] for identifier in claim.cites}
    cited = [source.text for name, source in ground.sources.items() if name in named]
    others = {name: source.text for name, source in ground.sources.items() if name not in named}
    if not cited:
        return
    for start, end, figure in placed_figures(claim.text):
        if not any(is_held(figure, text) for text in cited):
            yield from _flag(claim, start, end, [name for name, text in others.items() if is_held(figure, text)])
    for start, end in placed_quotations(claim.text):
        if not stands_in(claim.text[start:end], cited):
            has_it = [name for name, text in others.items() if stands_in(claim.text[start:end], [text])]
            yield from _flag(claim, start, end, has_it)


def _flag(claim: Claim, start: int, end: int, has_it: list[str]) -> Iterator[Flag]:
    if has_it:
        said = claim.text[start:end]
        message = f"it cites {', '.join(claim.cites)}, but “{said}” stands in {' and '.join(has_it)} only"
        yield Flag(kind="citation", start=start, end=end, text=said, message=message, hard=True)
