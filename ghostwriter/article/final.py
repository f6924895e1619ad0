"""The article: what a draft has to look like, and the clean Markdown with footnotes that is made of it."""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ghostwriter.article.removal import cut_of, left_out, without_what_is_empty
from ghostwriter.schema.artifacts import CheckedEvidence, Claim, Verdict, Verification
from ghostwriter.schema.source import Source
from ghostwriter.text.alignment import AlignedText, Edit
from ghostwriter.text.markdown import PROSE, blocks
from ghostwriter.text.suggest import closest
from ghostwriter.verification.citations import FACT_ID, cited, removals, without_citations
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.flags.places import Places

MARKS = {"unsupported": " **[unverified]**", "contradicted": " **[contradicted by its source]**"}
_FEWEST_WORDS = 20
LONGEST_DRAFT, LONGEST_SENTENCE = 300_000, 2_000
"""Characters: twice what the longest article that a brief may ask for has, and more than anybody reads in one breath. What looks
for figures, names and quotations in a sentence is made for sentences."""
_TIMES_AS_LONG = 10
"""A draft that is somewhat too long is a matter for the critique; one like this, a model that cannot stop."""
_SHOWN = 10
"""Unknown facts that are named, with the nearest known one."""
_LIVE = re.compile(r"<(?=[a-zA-Z/!?])|!(?=\[)")
"""Where HTML or a picture would begin: in a stranger's words it stays what it looks like."""
_SIGNS = re.compile(r"[\\\[\]<>`]")
"""What has a meaning of its own in Markdown, and may stand in a file's name."""
_WRAPPED = re.compile(r"```|~~~|[{<]|\[\s*[{\"]")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]")


@dataclass(frozen=True)
class Section:
    """A part of a draft under a heading of level 2 or deeper; ``paragraphs`` may also be list items, quotations or rows."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A draft as structure; its texts are without citations."""

    preamble: tuple[str, ...]
    headlines: tuple[str, ...]
    lead: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def words(self) -> int:
        """The words of headings and prose."""
        headings = [*self.headlines, *(section.title for section in self.sections)]
        paragraphs = [*self.preamble, *self.lead, *(text for section in self.sections for text in section.paragraphs)]
        return sum(len(text.split()) for text in [*headings, *paragraphs])


def read_draft(markdown: str) -> Draft:
    """See what a draft is made of; what stands before its headline is its preamble."""
    headlines: list[str] = []
    preamble: list[str] = []
    lead: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    for block in blocks(markdown):
        text = without_citations(markdown[block.start : block.end]).strip()
        if block.kind == "heading" and block.level == 1:
            headlines.append(text)
        elif block.kind == "heading":
            sections.append((text, []))
        elif block.kind in PROSE and text:
            (sections[-1][1] if sections else lead if headlines else preamble).append(text)
    made = (Section(title, tuple(paragraphs)) for title, paragraphs in sections)
    return Draft(tuple(preamble), tuple(headlines), tuple(lead), tuple(made))


def count_draft_words(draft: str) -> int:
    """The words of a draft's headings and prose, citations left out."""
    return read_draft(draft).words


def check_draft(draft: str, fact_ids: Collection[str], asked: int | None = None) -> None:
    """See that a draft is an article that cites its facts, and not many times as long as the brief has ``asked`` for, in words.

    Raises:
        ValueError: with what is wrong, for the model that wrote it.
    """
    if len(draft) > LONGEST_DRAFT:
        raise ValueError(f"the file has {len(draft):,} characters; an article has {LONGEST_DRAFT:,} at most")
    problems = (_problems_of_shape(draft), _problems_of_length(draft, asked), _problems_of_citation(draft, fact_ids))
    if problem := next(itertools.chain(*problems), None):
        raise ValueError(problem)


def final_article(
    draft: str,
    claims: Sequence[Claim],
    verification: Verification,
    sources: Sequence[Source],
    *,
    without_failing: bool = False,
) -> str:
    """Clean Markdown: citations become footnotes with verified evidence, and what does not stand is marked as such.

    A claim that was not checked is marked like one that was found wanting. ``without_failing`` leaves such sentences out instead,
    with what they leave empty, or without a point. Nothing else of the draft is changed.
    """
    verdicts = {(verdict.claim.start, verdict.claim.end): verdict for verdict in verification.verdicts}
    gone = left_out(draft, claims, verdicts) if without_failing else frozenset()
    notes = _Notes(sources, taken={*_FOOTNOTE.findall(draft)})
    cut = [cut_of(draft, claim) for claim in claims if claim.id in gone]
    cuts = Places((one.start, one.end) for one in cut)
    marks = (
        _marked(draft, claim, notes.marks(verdicts.get((claim.start, claim.end))))
        for claim in claims
        if claim.id not in gone
    )
    edits = [
        *marks,
        *(one for one in removals(draft) if not cuts.touch(one.start, one.end)),
    ]
    body = AlignedText(draft).edited(sorted([*edits, *cut], key=lambda edit: (edit.start, edit.end))).text
    body = without_what_is_empty(body) if cut else body
    return "\n".join([body.strip(), *([""] if notes.definitions else []), *notes.definitions]) + "\n"


def labelled(article: str, left_out: Sequence[str]) -> str:
    """The article with a label under its headline that says what the budget did not reach, if there is anything."""
    if not left_out:
        return article
    headline, _, rest = article.partition("\n")
    return f"{headline}\n\n> **The budget did not reach for everything: {'; '.join(left_out)}.**\n{rest}"


def _marked(draft: str, claim: Claim, marks: str) -> Edit:
    """The edit that puts marks behind a sentence; an exclamation mark right before a bracket would make a picture of it."""
    if marks.startswith("[") and draft[claim.end - 1] == "!":
        return Edit(claim.end - 1, claim.end, f"\\!{marks}")
    return Edit(claim.end, claim.end, marks)


class _Notes:
    """The footnotes of an article, numbered as they are first used; one for each passage."""

    def __init__(self, sources: Iterable[Source], taken: Collection[str]) -> None:
        self.definitions: list[str] = []
        self._sources = {source.id: source for source in sources}
        self._taken = taken
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._last = 0

    def marks(self, verdict: Verdict | None) -> str:
        """Footnote marks that follow a sentence, or the mark that it has no support."""
        if verdict is None or verdict.verdict in MARKS:
            return MARKS[verdict.verdict if verdict else "unsupported"]
        if verdict.verdict == "opinion":
            return ""
        return "".join(f"[^{number}]" for number in dict.fromkeys(self._number(item) for item in verdict.evidence))

    def _number(self, evidence: CheckedEvidence) -> int:
        place = (evidence.source, evidence.start, evidence.end)
        if place not in self._numbers:
            number = self._last + 1
            while str(number) in self._taken:  # a footnote that the draft brought along
                number += 1
            self._numbers[place] = self._last = number
            self.definitions.append(self._definition(number, evidence))
        return self._numbers[place]

    def _definition(self, number: int, evidence: CheckedEvidence) -> str:
        """A footnote's definition on one line, in the source's own words."""
        source = self._sources[evidence.source]
        words = " ".join(source.text[evidence.start : evidence.end].split()).replace("[^", "\\[^")
        origin, place = _SIGNS.sub(r"\\\g<0>", source.origin), _LIVE.sub(r"\\\g<0>", evidence.locator)
        return f'[^{number}]: {origin}, {place}: "{_LIVE.sub(r"\\\g<0>", words)}"'


def _problems_of_shape(draft: str) -> Iterator[str]:
    if not draft.strip():
        yield "the file is empty"
    if _WRAPPED.match(draft.strip()):
        yield "the file has to be the Markdown article itself, without a code fence, JSON or HTML around it"
    read = read_draft(draft)
    if not any(read.headlines):
        yield "the article has no headline; begin with a line '# Headline'"
    if read.preamble:
        yield f"words stand before the headline: {read.preamble[0][:80]!r}; the file holds the article and nothing else"
    if len(read.headlines) > 1:
        yield f"the article has {len(read.headlines)} headlines; only the first begins with '# ', sections with '## '"
    if not read.lead:
        yield "the article has no lead; write a paragraph between the headline and the first section"


def _problems_of_length(draft: str, asked: int | None) -> Iterator[str]:
    words = count_draft_words(draft)
    if words < _FEWEST_WORDS:
        yield f"the article has only {words} words"
    if asked and words > _TIMES_AS_LONG * asked:
        yield f"the article has {words:,} words, and the brief asks for {asked:,}; every one of them has to be verified"
    longest = max((claim.end - claim.start for claim in find_claims(draft)), default=0)
    if longest > LONGEST_SENTENCE:
        yield f"a sentence has {longest:,} characters; write sentences that a reader can follow, of {LONGEST_SENTENCE:,} at most"


def _problems_of_citation(draft: str, fact_ids: Collection[str]) -> Iterator[str]:
    ids = cited(draft)
    loose = FACT_ID.search(without_citations(draft))
    if loose:
        yield f"{loose[0]} stands in the text outside a citation; write citations like this: [{loose[0]}] or [S1F4][S2F1]"
    if not ids:
        yield "the article cites no facts; end each checkable sentence with its fact ids, such as [S1F4]"
    unknown = [identifier for identifier in ids if identifier not in fact_ids]
    if unknown:
        more = f" and {len(unknown) - _SHOWN} more" if len(unknown) > _SHOWN else ""
        yield f"there are no facts {', '.join(_with_hint(identifier, fact_ids) for identifier in unknown[:_SHOWN])}{more}"
    if own := _FOOTNOTE.search(draft) or _FOOTNOTE.search(without_citations(draft)):
        yield f"the article has a footnote of its own, {own[0]}; cite facts, and footnotes are made of them"


def _with_hint(identifier: str, fact_ids: Collection[str]) -> str:
    near = closest(identifier, sorted(fact_ids))
    return f"{identifier} (is {near} meant?)" if near else identifier
