"""The article: what a draft has to look like, and the clean Markdown with footnotes that is made of it."""

import difflib
import re
from collections.abc import Collection, Sequence

from ghostwriter.artifacts import CheckedEvidence, Verdict, Verification
from ghostwriter.markdown import PROSE, blocks
from ghostwriter.sources.source import Source
from ghostwriter.verification.claims import CITATION, cited

MARKS = {"unsupported": " **[unverified]**", "contradicted": " **[contradicted by its source]**"}
_FEWEST_WORDS = 20


def count_words(draft: str) -> int:
    """The words of a draft's headings and prose, citations left out."""
    return sum(
        len(CITATION.sub(" ", draft[block.start : block.end]).split())
        for block in blocks(draft)
        if block.kind == "heading" or block.kind in PROSE
    )


def check_draft(draft: str, fact_ids: Collection[str]) -> None:
    """See that a draft is an article that cites its facts.

    Raises:
        ValueError: with what is wrong, for the model that wrote it.
    """
    text = draft.strip()
    if not text:
        raise ValueError("the file is empty")
    if text.startswith(("```", "{", "<")):
        raise ValueError("the file has to be the Markdown article itself, without a code fence, JSON or HTML around it")
    if not any(block.kind == "heading" and block.level == 1 for block in blocks(draft)):
        raise ValueError("the article has no headline; begin with a line '# Headline'")
    if count_words(draft) < _FEWEST_WORDS:
        raise ValueError(f"the article has only {count_words(draft)} words")
    ids = cited(draft)
    if not ids:
        raise ValueError("the article cites no facts; end each checkable sentence with its fact ids, such as [S1F4]")
    unknown = [identifier for identifier in ids if identifier not in fact_ids]
    if unknown:
        near = difflib.get_close_matches(unknown[0], sorted(fact_ids), n=1)
        hint = f"; is {near[0]} meant?" if near else ""
        raise ValueError(f"there are no facts {', '.join(unknown)}{hint}")


def final_article(draft: str, verification: Verification, sources: Sequence[Source]) -> str:
    """Clean Markdown: citations become footnotes with verified evidence, and what does not stand is marked as such."""
    origins = {source.id: source.origin for source in sources}
    notes: dict[tuple[str, int, int], tuple[int, CheckedEvidence]] = {}
    pieces: list[str] = []
    at = 0
    for verdict in verification.verdicts:
        claim = verdict.claim
        pieces += [_without_citations(draft[at : claim.end]), _marks(verdict, notes)]
        at = claim.end
    pieces.append(_without_citations(draft[at:]))
    body = re.sub(r"[ \t]+(?=\n|$)", "", "".join(pieces)).strip()
    definitions = [f"[^{number}]: {_definition(item, origins)}" for number, item in notes.values()]
    return "\n".join([body, "", *definitions]).rstrip() + "\n"


def _marks(verdict: Verdict, notes: dict[tuple[str, int, int], tuple[int, CheckedEvidence]]) -> str:
    """What stands behind a sentence: its footnotes, or a mark that it has none."""
    if verdict.verdict in MARKS:
        return MARKS[verdict.verdict]
    if verdict.verdict == "opinion":
        return ""
    numbers: list[int] = []
    for item in verdict.evidence:
        number, _ = notes.setdefault((item.source, item.start, item.end), (len(notes) + 1, item))
        numbers.append(number)
    return "".join(f"[^{number}]" for number in dict.fromkeys(numbers))


def _definition(item: CheckedEvidence, origins: dict[str, str]) -> str:
    """One line, whatever line breaks the evidence has."""
    return f'{origins[item.source]}, {item.locator}: "{" ".join(item.quote.split())}"'


def _without_citations(text: str) -> str:
    return re.sub(rf"[ \t]*{CITATION.pattern}", "", text)
