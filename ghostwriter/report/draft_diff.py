"""Changes from draft to draft, word by word; and the outcome of each issue of the critique."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from ghostwriter.report.page import AddressedIssue, ChangedParagraph, DraftChange, WordEdit
from ghostwriter.schema.artifacts import Critique
from ghostwriter.verification.citations import without_citations
from ghostwriter.verification.claims import find_claims

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_FINE, _COARSE = 2_000_000, 400_000_000
"""Steps that telling two lists apart may take: as a reader would, which can take the cube of their length; and at all."""
_ALIKE = 55.0
"""Of 100: from here on a sentence is the other one, rewritten."""


def changes(drafts: Sequence[tuple[str, str]]) -> tuple[DraftChange, ...]:
    """The changes from each of the drafts, given as (file, text), to the next."""
    return tuple(
        DraftChange(name=name, before=earlier, paragraphs=tuple(_paragraphs(old, new)))
        for (earlier, old), (name, new) in pairwise(drafts)
    )


def addressed(critique: Critique | None, drafts: Sequence[tuple[str, str]]) -> tuple[AddressedIssue, ...]:
    """Each issue of the critique with what its sentence has become in the last draft."""
    if critique is None or not drafts:
        return ()
    first, last = (_sentences(drafts[place][1]) for place in (0, -1))
    return tuple(_addressed(issue.where, first, last, place) for place, issue in enumerate(critique.issues))


def _addressed(where: str, first: list[str], last: list[str], place: int) -> AddressedIssue:
    wanted = " ".join(where.split()).casefold()
    sentence = next((one for one in first if wanted and (wanted in one.casefold() or one.casefold() in wanted)), None)
    if sentence is None:
        return AddressedIssue(place=place, outcome="about the whole")
    if sentence in last:
        return AddressedIssue(place=place, outcome="unchanged")
    near = process.extractOne(sentence, last, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    edits = tuple(_edits(sentence, near[0] if near else ""))
    return AddressedIssue(place=place, outcome="rewritten" if near else "removed", edits=edits)


def _sentences(draft: str) -> list[str]:
    return [claim.text for claim in find_claims(draft)]


def _paragraphs(old: str, new: str) -> Iterator[ChangedParagraph]:
    """The paragraphs that differ; those that do not are only counted."""
    before, after = (
        [one.strip() for one in _PARAGRAPHS.split(without_citations(text)) if one.strip()] for text in (old, new)
    )
    for kind, start, end, first, last in _opcodes(before, after):
        if kind == "equal":
            yield ChangedParagraph(unchanged=end - start, edits=())
        else:
            yield ChangedParagraph(
                unchanged=0, edits=tuple(_edits("\n\n".join(before[start:end]), "\n\n".join(after[first:last])))
            )


def _edits(old: str, new: str) -> Iterator[WordEdit]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for kind, start, end, first, last in _opcodes(before, after):
        if kind == "equal":
            yield WordEdit(kind="same", text="".join(before[start:end]))
            continue
        if end > start:
            yield WordEdit(kind="removed", text="".join(before[start:end]))
        if last > first:
            yield WordEdit(kind="added", text="".join(after[first:last]))


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """The edits that turn one list into the other: by common runs, or the fewest edits, or all at once, by their length."""
    counts = Counter(after)
    if sum(counts[one] for one in before) * min(len(before), len(after)) <= _FINE:
        return difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    if len(before) * len(after) <= _COARSE:
        return [
            (one.tag, one.src_start, one.src_end, one.dest_start, one.dest_end) for one in Indel.opcodes(before, after)
        ]
    return [("replace", 0, len(before), 0, len(after))]
