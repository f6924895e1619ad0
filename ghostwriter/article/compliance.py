"""The brief as a contract: what can be checked of it without a model, line by line, and what is left to the critique."""

import functools
from collections.abc import Iterator, Sequence

from ghostwriter.article.final import count_draft_words, read_draft
from ghostwriter.article.phrases import as_pattern, says
from ghostwriter.brief.brief import Brief
from ghostwriter.schema.artifacts import Compliance, Critique, Requirement
from ghostwriter.text.language import guess_language, name_of
from ghostwriter.text.normalise import normalise
from ghostwriter.text.sentences import split_sentences
from ghostwriter.verification.citations import without_citations

LENGTH_TOLERANCE = 0.1
"""Of the number of words that the brief asks for."""
_SHOWN = 120
_BY_THE_MODEL = ("audience", "tone", "goal")


def check_compliance(brief: Brief, draft: str) -> Compliance:
    """Hold a draft against its brief; what only a reader can judge is ``open``."""
    text = without_citations(draft)
    requirements = [
        *_length(brief, draft),
        *(_included(phrase, text) for phrase in brief.must_include),
        *(_avoided(phrase, text) for phrase in brief.must_avoid),
        *_language(brief, text),
        *_structure(brief, draft),
        *(
            Requirement(kind=kind, wanted=wanted, status="open", found="for a reader to judge")
            for kind in _BY_THE_MODEL
            if (wanted := getattr(brief, kind))
        ),
    ]
    return Compliance(requirements=requirements)


def judged(compliance: Compliance, critique: Critique) -> Compliance:
    """Requirements that only a reader can judge, with the critique's verdicts on the first draft."""
    return Compliance(requirements=[_judged(one, critique) for one in compliance.requirements])


def _judged(requirement: Requirement, critique: Critique) -> Requirement:
    said = next(
        (
            one
            for one in critique.judgements
            if one.kind.lower() == requirement.kind and (not one.wanted or one.wanted == requirement.wanted)
        ),
        None,
    )
    if requirement.status != "open" or said is None:
        return requirement
    status = "met" if said.met else "not met"
    return requirement.model_copy(update={"status": status, "found": f"the critique, of the first draft: {said.why}"})


def _length(brief: Brief, draft: str) -> Iterator[Requirement]:
    if brief.length is None:
        return
    written = count_draft_words(draft)
    least, most = brief.length_range or (
        brief.length * (1 - LENGTH_TOLERANCE),
        brief.length * (1 + LENGTH_TOLERANCE),
    )
    met = least <= written <= most
    off = written / brief.length - 1
    beside = "" if met else f", {abs(off):.0%} {'more' if off > 0 else 'fewer'}"
    yield Requirement(
        kind="length",
        wanted="{:,} to {:,} words".format(*brief.length_range) if brief.length_range else f"{brief.length:,} words",
        status="met" if met else "not met",
        found=f"{written:,} words{beside}",
    )


def _included(phrase: str, text: str) -> Requirement:
    """Whether the article has the phrase word for word, or all its words, in any form, in one sentence."""
    verbatim = as_pattern(phrase).search(normalise(text).text)
    sentence = next((one for one, _ in _sentences(text) if says(phrase, one)), None)
    if verbatim or sentence:
        found = "in these words" if verbatim else f"as “{_short(sentence or '')}”"
        return Requirement(kind="must include", wanted=phrase, status="met", found=found)
    scattered = says(phrase, text)
    # Its words are all there, but never together: whether that says it, a reader has to judge.
    return Requirement(
        kind="must include",
        wanted=phrase,
        status="open" if scattered else "not met",
        found="its words stand in different sentences" if scattered else "not in the article",
    )


def _avoided(phrase: str, text: str) -> Requirement:
    wanted = as_pattern(phrase)
    for sentence, comparable in _sentences(text):
        if wanted.search(comparable):
            return Requirement(kind="must avoid", wanted=phrase, status="not met", found=f"in “{_short(sentence)}”")
    across = wanted.search(normalise(text).text)
    found = f"in “{_short(across[0])}”" if across else "not in the article"
    return Requirement(kind="must avoid", wanted=phrase, status="not met" if across else "met", found=found)


@functools.lru_cache(maxsize=4)
def _sentences(text: str) -> tuple[tuple[str, str], ...]:
    """The sentences of a text, each also in its comparable form; they are gone through for every phrase of a brief."""
    return tuple((one, normalise(one).text) for one in split_sentences(text))


def _language(brief: Brief, text: str) -> Iterator[Requirement]:
    wanted, guessed = name_of(brief.language), guess_language(text)
    if wanted is None or guessed is None:
        yield Requirement(kind="language", wanted=brief.language, status="open", found="for a reader to judge")
        return
    status = "met" if guessed == wanted else "not met"
    yield Requirement(kind="language", wanted=brief.language, status=status, found=f"reads like {guessed}")


def _structure(brief: Brief, draft: str) -> Iterator[Requirement]:
    read = read_draft(draft)
    lacks = [name for name, there in (("a headline", any(read.headlines)), ("a lead", bool(read.lead))) if not there]
    lacks += [f"text under “{section.title}”" for section in read.sections if not section.paragraphs]
    how_many = "one section" if len(read.sections) == 1 else f"{len(read.sections)} sections"
    yield Requirement(
        kind="structure",
        wanted="a headline, a lead, sections with text",
        status="not met" if lacks else "met",
        found=f"lacks {', '.join(lacks)}" if lacks else how_many,
    )
    if brief.structure:
        yield _headings(brief.structure, [section.title for section in read.sections])


def _headings(wanted: Sequence[str], titles: Sequence[str]) -> Requirement:
    """The sections that the brief names are there, each under a heading that says so, in its order."""
    places = [next((at for at, title in enumerate(titles) if _names(one, title)), None) for one in wanted]
    missing = [one for one, place in zip(wanted, places, strict=True) if place is None]
    there = [place for place in places if place is not None]
    found = (
        f"lacks {', '.join(missing)}"
        if missing
        else "in another order"
        if there != sorted(there)
        else "all, in this order"
    )
    status = "met" if found == "all, in this order" else "not met"
    return Requirement(kind="structure", wanted=f"sections: {', '.join(wanted)}", status=status, found=found)


def _names(wanted: str, title: str) -> bool:
    return as_pattern(wanted).search(normalise(title).text) is not None or says(wanted, title)


def _short(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
