"""Statements: the sentences of facts with their terms, names, dates and quantities, so that any two can be compared."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ghostwriter.schema.artifacts import Fact
from ghostwriter.text.dates.dates import MONTHS, WEEKDAYS, Date, dates
from ghostwriter.text.sentences import sentence_spans
from ghostwriter.text.stems import OF_FIGURES, lemmas
from ghostwriter.verification.disagreements.antonyms import contrasted, opposed
from ghostwriter.verification.flags.name_forms import COMMON, is_everyday
from ghostwriter.verification.parsed_sentence import TermWeights
from ghostwriter.verification.quantities import Quantity, comparable_quantities
from ghostwriter.verification.quantity_kinds import LABELLED

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PHRASE = re.compile(
    r"\b(for|in|at|of|before|after|during|from|under|near|with|between|to)\s+((?:[^\W_]+[ -]?){1,3})", re.IGNORECASE
)
_DETERMINERS = frozenset(
    ["the", "a", "an", "its", "their", "his", "her", "of", "in", "for", "at", "on", "by", "per", "each", "every"]
)
_SAYS_WHO = re.compile(
    r",\s{0,20}(?:[^\W\d_]+\s+){0,3}(?:says|said|adds|added|recalls|recalled|explains|explained)\b[^,;]*?(?=[.,;]?$)"
    r"|^(?:according to|in the words of)\s+[^,]+,\s*|(?:,\s{1,20}|(?<![\s,])\s{1,20})according to\s+[^,;]+?(?=[.,;]?$)",
    re.IGNORECASE,
)
_OF_OLD = re.compile(
    r"\b(?:former|previous|earlier|original|(?<!years )(?<!year )(?<!months )(?<!days )old)\b", re.IGNORECASE
)
"""What one thing was, and another that has its name is."""
_COMPARED = re.compile(r"\b(?:as|than)\s+(?:that|those)\s+of\b|\btimes\s+(?:as|that|those)\b", re.IGNORECASE)
"""A figure that is set beside that of another thing of the kind."""
_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)*")
_FEWEST_SHARED = 2
"""Terms, unless they are all that both have."""
_MOST_SENTENCES = 8
"""Of a fact, which is to be one: each is compared with all others."""
_SHORTEST = 3
"""Letters of a word that may be what a statement is about."""


@dataclass(frozen=True)
class Statement:
    """A sentence of a fact; ``around`` is the rest of the fact."""

    text: str
    fact: Fact | None = None
    around: str = ""

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """The dates that it gives."""
        return tuple(dates(self.text))

    @cached_property
    def undated(self) -> str:
        """The text with spaces in place of its dates, and of who says so."""
        bare = _SAYS_WHO.sub(lambda match: " " * len(match[0]), self.text)
        for date in self.dates:
            bare = f"{bare[: date.start]}{' ' * (date.end - date.start)}{bare[date.end :]}"
        return bare

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Quantities, without those of dates."""
        return tuple(comparable_quantities(self.undated))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of its words, apart from its dates, its quantities and their units."""
        units = lemmas(" ".join(one.counted.unit and one.shown for one in self.quantities))
        return frozenset(
            term for term in lemmas(self.undated) if not term[0].isdigit() and term not in OF_FIGURES | units
        )

    @cached_property
    def in_context(self) -> frozenset[str]:
        """Terms of the statement and of the rest of its fact."""
        return self.terms | Statement(self.around).terms if self.around else self.terms

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of its names, lower-cased."""
        return frozenset(_names(_SAYS_WHO.sub("", self.text)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words, lower-cased, in order."""
        return tuple(match[0].lower() for match in _TOKEN.finditer(self.text))


def _names(sentence: str) -> Iterator[str]:
    """Yield the words of names in small letters, but for everyday words that merely begin the sentence; and what is numbered."""
    for match in _NAME.finditer(sentence):
        words = match[0].split()
        begins = match.start() == 0 and (is_everyday(words[0]) or words[0].lower() in COMMON)
        for word in words[1:] if begins else words:
            if word.lower() not in MONTHS and word.lower() not in WEEKDAYS:
                yield word.removesuffix("'s").removesuffix("’s").lower()
    yield from (match[0].lower() for match in LABELLED.finditer(sentence))


def statements_of(fact: Fact) -> Iterator[Statement]:
    """Yield the sentences of a fact, each with the rest of it."""
    spans = list(islice(sentence_spans(fact.statement), _MOST_SENTENCES))
    for start, end in spans:
        around = " ".join(fact.statement[first:last] for first, last in spans if first != start)
        yield Statement(fact.statement[start:end], fact, around)


def shared_terms(first: Statement, second: Statement, weights: TermWeights) -> tuple[float, float]:
    """The shares of their terms that two statements have in common: of the one with less weight, and of both, 0 to 1.

    Terms of the sentences beside them count where both have them; the words by which they say the opposite of each other do not.
    """
    apart = frozenset(term for word in opposed(first.words, second.words) for term in lemmas(word))
    carried = first.in_context & second.in_context
    mine, theirs = (first.terms | carried) - apart, (second.terms | carried) - apart
    common = mine & theirs
    if not common or (len(common) < _FEWEST_SHARED and mine != theirs):
        return 0.0, 0.0
    together = weights.total(common)
    return together / min(weights.total(mine), weights.total(theirs)), together / weights.total(mine | theirs)


def of_different_things(first: Statement, second: Statement, apart: frozenset[str] = frozenset()) -> bool:
    """Tell whether two statements tell by a name, a contrary word, or a word in the same place that they need not agree.

    ``apart`` are contrary words that are known to be the very thing that they disagree on.
    """
    if _named_apart(first, second):
        return True
    if _is_of_old(first) != _is_of_old(second) or _COMPARED.search(first.text) or _COMPARED.search(second.text):
        return True
    told_apart = contrasted({*first.words} - apart, {*second.words} - apart)
    return told_apart or _differ_in_a_phrase(first, second) or _differ_in_a_word(first, second)


def _is_of_old(statement: Statement) -> bool:
    return _OF_OLD.search(statement.text) is not None


def _named_apart(first: Statement, second: Statement) -> bool:
    """Each names something that the other does not, or they are numbered: grade 5, grade 6."""
    mine, theirs = first.names - {*second.words}, second.names - {*first.words}
    numbered, other = ({name for name in names if name[-1].isdigit()} for names in (first.names, second.names))
    if numbered and other:
        return not numbered & other
    return bool(mine and theirs)


def _differ_in_a_phrase(first: Statement, second: Statement) -> bool:
    """Both say for whom, where, or of what, and it is not the same."""
    mine, theirs = dict(_phrases(first)), dict(_phrases(second))
    return any(mine[word] - second.terms and theirs[word] - first.terms for word in mine.keys() & theirs.keys())


def _phrases(statement: Statement) -> Iterator[tuple[str, frozenset[str]]]:
    counted = {term for one in statement.quantities for term in lemmas(one.shown)}
    for match in _PHRASE.finditer(statement.undated):
        said = statement.terms & lemmas(match[2]) - counted
        if said:
            yield match[1].lower(), frozenset(said)


def _differ_in_a_word(first: Statement, second: Statement) -> bool:
    """They are alike but for one word that is no figure, in the place of a noun: the storm, the flood."""
    matcher = difflib.SequenceMatcher(a=first.words, b=second.words, autojunk=False)
    return any(
        how == "replace"
        and start == end - 1
        and begin == stop - 1
        and (start == begin == 0 or _after_the_same_determiner(first.words[:start], second.words[:begin]))
        and _two_things(first.words[start], second.words[begin], first, second)
        for how, start, end, begin, stop in matcher.get_opcodes()
    )


def _after_the_same_determiner(before: Sequence[str], other: Sequence[str]) -> bool:
    return before[-1:] == other[-1:] and {*before[-1:]} <= _DETERMINERS


def _two_things(word: str, other: str, first: Statement, second: Statement) -> bool:
    """Tell whether two words are nouns, for all that can be told without a dictionary, and not forms of one."""
    mine, theirs = lemmas(word) & first.terms, lemmas(other) & second.terms
    if not mine or not theirs or min(len(word), len(other)) < _SHORTEST:
        return False
    return "-" in word + other or not (mine & second.terms or theirs & first.terms)
