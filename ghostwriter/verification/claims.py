"""Claims: the sentences of a draft that need evidence, with their offsets and the facts they cite."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ghostwriter.schema.artifacts import Claim, Verdict, Verification
from ghostwriter.text.markdown import PROSE, Block, blanked, blocks, comments
from ghostwriter.text.normalise import Span
from ghostwriter.text.sentences import sentence_spans
from ghostwriter.verification.citations import CITATION, CITATIONS, cited, without_citations

__all__ = ["CITATION", "changed_claims", "cited", "find_claims"]

_QUOTE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|(?<!_)_++(?!\w)")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_MARKS = "*_"
_LETTER = re.compile(r"[^\W\d_]")


def find_claims(draft: str) -> list[Claim]:
    """Every sentence of the draft's prose, and every row of its tables.

    A citation belongs to the sentence that it stands in or follows, also from a line of its own. Headings, code, comments,
    pictures and rules claim nothing.
    """
    text = blanked(draft, comments(draft))
    claims: list[Claim] = []
    behind: dict[int, list[str]] = defaultdict(list)
    section = ""
    under_heading = False
    for block in blocks(text):
        if block.kind == "heading":
            section = _shown(text[block.start : block.end]) if block.level > 1 else ""
            under_heading = True
        elif block.kind in PROSE:
            found = list(_claims(text, block, section, len(claims) + 1))
            if found:
                claims += found
                under_heading = False
            elif claims and not under_heading:
                behind[len(claims) - 1] += cited(text[block.start : block.end])
    return [_citing_also(one, behind[place]) if place in behind else one for place, one in enumerate(claims)]


def changed_claims(previous: Verification, claims: Sequence[Claim]) -> tuple[list[Claim], list[Verdict]]:
    """Split claims into those to check and the verdicts of those that have not changed."""
    known = {(verdict.claim.text, frozenset(verdict.claim.cites)): verdict for verdict in previous.verdicts}
    to_check: list[Claim] = []
    carried: list[Verdict] = []
    for claim in claims:
        verdict = known.get((claim.text, frozenset(claim.cites)))
        if verdict is None:
            to_check.append(claim)
        else:
            carried.append(verdict.model_copy(update={"claim": claim}))
    return to_check, carried


def _claims(text: str, block: Block, section: str, number: int) -> Iterator[Claim]:
    """The claims of one block; each takes the citations up to the next one, the first also those before it."""
    spans = _spans(text, block)
    begins = [block.start, *(span.start for span in spans[1:]), block.end]
    for place, span in enumerate(spans):
        words = text[span.start : span.end]
        yield Claim(
            id=f"C{number + place}",
            text=_shown(_QUOTE_MARK.sub("", words) if block.kind == "quote" else words),
            start=span.start,
            end=span.end,
            section=section,
            cites=cited(text[begins[place] : begins[place + 1]]),
        )


def _spans(text: str, block: Block) -> list[Span]:
    """Places of a block's sentences in ``text``; a row of a table is one sentence."""
    bare = text[block.start : block.end]
    for pattern in (CITATIONS, _IMAGE, _EMPHASIS, *([_QUOTE_MARK] if block.kind == "quote" else [])):
        bare = blanked(bare, (match.span() for match in pattern.finditer(bare)))
    stripped = bare.strip()
    start = bare.index(stripped)
    pieces = [Span(start, start + len(stripped))] if block.kind == "row" else map(Span._make, sentence_spans(bare))
    placed = [Span(block.start + start, block.start + end) for start, end in _saying_something(bare, pieces)]
    return _with_marks(text, placed, block)


def _saying_something(text: str, pieces: Iterable[Span]) -> list[Span]:
    """Pieces without a letter, such as "42%." or a lone bracket, go with the sentence before, or else after them."""
    found: list[Span] = []
    start: int | None = None
    end = 0
    for piece in pieces:
        said = _LETTER.search(text, *piece) is not None
        if found and not said:
            found[-1] = Span(found[-1].start, piece.end)
        elif said:
            found.append(Span(piece.start if start is None else start, piece.end))
            start = None
        else:
            start, end = piece.start if start is None else start, piece.end
    if start is not None and re.search(r"\d", text[start:end]):
        found.append(Span(start, end))
    return found


def _with_marks(text: str, spans: Iterable[Span], block: Block) -> list[Span]:
    """Sentences with the marks of emphasis that touch them; a mark between two goes with the first."""
    found: list[Span] = []
    for start, end in spans:
        after, first, last = found[-1].end if found else block.start, start, end
        while first > after and text[first - 1] in _MARKS:
            first -= 1
        while last < block.end and text[last] in _MARKS:
            last += 1
        found.append(Span(first, last))
    return found


def _shown(text: str) -> str:
    """A sentence as a reader sees it: without citations and the targets of links."""
    return " ".join(_LINK.sub(r"\1", without_citations(text)).split())


def _citing_also(claim: Claim, ids: Sequence[str]) -> Claim:
    return claim.model_copy(update={"cites": list(dict.fromkeys([*claim.cites, *ids]))})
