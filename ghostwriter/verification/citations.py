"""Citations: the fact ids in square brackets that say what supports a sentence, and flags on those to the wrong source."""

import re
from collections.abc import Iterator

from ghostwriter.schema.artifacts import Claim, Flag
from ghostwriter.text.alignment import AlignedText, Edit
from ghostwriter.text.numbers.figures import is_held, placed_figures
from ghostwriter.text.quotations import placed_quotations, stands_in
from ghostwriter.verification.source_set import SourceSet

CITATION = re.compile(r"\[\s*(S\d+F\d+(?:(?:\s*[,;&]\s*|\s+(?:and\s+)?)S\d+F\d+)*)\s*\]")
FACT_ID = re.compile(r"(?<!\w)S\d+F\d+(?!\w)")

_GAP = r"[^\S\n]*+"
_ONE = CITATION.pattern.replace("(S", "(?:S", 1)
_BETWEEN = rf"{_GAP}[,;]?{_GAP}"
_UNIT = rf"(?:\({_GAP}{_ONE}(?:{_BETWEEN}{_ONE})*{_GAP}\)|{_ONE})"
CITATIONS = re.compile(rf"{_UNIT}(?:{_BETWEEN}{_UNIT})*")
"""Citations that stand together, with the commas between them and the parentheses around them."""

_WITH_SPACE = re.compile(
    rf"""
    \n\n{CITATIONS.pattern}{_GAP}(?=\n\n|\n?\Z)           # a paragraph of its own: it goes
  | \n{_GAP}{CITATIONS.pattern}{_GAP}(?=\n|\Z)           # a line of its own: it goes
  | (?P<after_words>(?<=\S){_GAP}){CITATIONS.pattern}        # after words: with the space before it
  | {CITATIONS.pattern}{_GAP}                           # at the beginning of a line: with the space after it
    """,
    re.VERBOSE,
)


def cited(text: str) -> list[str]:
    """The fact ids that a text cites, in order, each once."""
    ids = (identifier for match in CITATION.finditer(text) for identifier in FACT_ID.findall(match[1]))
    return list(dict.fromkeys(ids))


def removals(text: str) -> Iterator[Edit]:
    """The edits that take all citations out of a text, with the white space that they brought along."""
    for match in _WITH_SPACE.finditer(text):
        between_words = match["after_words"] is not None and text[match.end() : match.end() + 1].isalnum()
        yield Edit(match.start(), match.end(), " " if between_words else "")


def without_citations(text: str) -> str:
    """A text as it reads without its citations."""
    return AlignedText(text).edited(removals(text)).text


def citation_flags(claim: Claim, source_set: SourceSet) -> Iterator[Flag]:
    """Yield a hard flag on each figure and quotation of a claim that stands only in sources it does not cite."""
    named = {identifier.partition("F")[0] for identifier in claim.cites}
    cited = [source.text for name, source in source_set.sources.items() if name in named]
    others = {name: source.text for name, source in source_set.sources.items() if name not in named}
    if not cited:
        return
    for start, end, figure in placed_figures(claim.text):
        if not any(is_held(figure, text) for text in cited):
            yield from _citation_flag(
                claim, start, end, [name for name, text in others.items() if is_held(figure, text)]
            )
    for start, end in placed_quotations(claim.text):
        if not stands_in(claim.text[start:end], cited):
            has_it = [name for name, text in others.items() if stands_in(claim.text[start:end], [text])]
            yield from _citation_flag(claim, start, end, has_it)


def _citation_flag(claim: Claim, start: int, end: int, has_it: list[str]) -> Iterator[Flag]:
    if has_it:
        said = claim.text[start:end]
        message = f"it cites {', '.join(claim.cites)}, but “{said}” stands in {' and '.join(has_it)} only"
        yield Flag(kind="citation", start=start, end=end, text=said, message=message, hard=True)
