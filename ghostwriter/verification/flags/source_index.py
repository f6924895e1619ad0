"""Index of the sources of a check, read once: sentences by their terms, words, dates, quantities and records."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from ghostwriter.text.dates.calendar import days_of, months_of, possible_months
from ghostwriter.text.language import guess_language
from ghostwriter.text.numbers.lookup import stated_numbers
from ghostwriter.text.sentences import sentence_spans
from ghostwriter.text.whitespace import without_gaps
from ghostwriter.text.words import terms
from ghostwriter.verification.flags.denials import Sentence, denied_by_records
from ghostwriter.verification.flags.name_forms import letters
from ghostwriter.verification.flags.source_names import acronyms_of, initials_of, run_together, words_of
from ghostwriter.verification.flags.source_passages import SourceFigures, read_passages
from ghostwriter.verification.parsed_sentence import ParsedSentence, TermWeights

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WRAPPED = re.compile(r"(?<=[^\n]{50})(?<![.!?:;|\n])[ \t]{0,99}\n[ \t]*+(?=[^\W_])(?!\w+:|\d+[.)])")
"""The end of a line in the middle of a sentence: of a long line, without a full stop."""
_LINES = re.compile(r"\n+")
LONG = 6
"""Letters."""
_NEAR = 20
"""Characters between a month and what may be a day of it."""
_MOST_HOLDERS = 400
"""Sentences: a term that more of them have says little of where something is from."""
_LONGEST_SENTENCE = 600
"""Characters; a table or a list without full stops is read line by line anyway, and cut here."""


@dataclass(frozen=True)
class SourceIndex:
    """Index of one set of sources. ``known`` is what the asker said, which is nobody's invention."""

    texts: tuple[str, ...]
    known: str = ""
    _cache: dict[frozenset[str], tuple[Sentence, float] | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, texts: Sequence[str], known: str | None = None) -> "SourceIndex":
        """Read the sources."""
        return cls(tuple(map(without_gaps, texts)), without_gaps(known or ""))

    @cached_property
    def together(self) -> str:
        """Texts that may be repeated, joined."""
        return "\n\n".join([*self.texts, self.known])

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, folded; the parts of WordsLikeThis, acronyms without their dots, and compounds without their hyphens."""
        return words_of(self.together)

    @cached_property
    def language(self) -> str | None:
        """The sources' language, where it can be told."""
        return guess_language("\n".join(self.texts))

    @cached_property
    def folded(self) -> str:
        """All of it without case, for names that are a part of an address or a longer word."""
        return self.together.casefold()

    @cached_property
    def letters(self) -> str:
        """All of it as letters and digits only."""
        return letters(self.together)

    @cached_property
    def long_words(self) -> tuple[str, ...]:
        """The words in which a slip of the pen can be told from another word."""
        return tuple(sorted(word for word in self.words if len(word) >= LONG))

    @cached_property
    def years(self) -> Mapping[tuple[int, int], frozenset[int | None]]:
        """By month and day, the years of the days of the calendar that they may name."""
        found: dict[tuple[int, int], set[int | None]] = defaultdict(set)
        for day in days_of(self.together):
            found[day.month, day.day].add(day.year)
        return {day: frozenset(years) for day, years in found.items()}

    @cached_property
    def beside_months(self) -> Mapping[int, frozenset[Decimal]]:
        """By month, the values of the numbers that stand near a word that may name it."""
        found: dict[int, set[Decimal]] = defaultdict(set)
        for start, end, month in possible_months(self.together):
            found[month] |= stated_numbers(self.together[max(0, start - _NEAR) : end + _NEAR]).values
        return {month: frozenset(values) for month, values in found.items()}

    @cached_property
    def months(self) -> frozenset[int]:
        """The months that they may name."""
        return frozenset(months_of(self.together))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The words that are all capitals, dots left out."""
        return acronyms_of(self.together)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The acronyms that the sources' names would make."""
        return initials_of(self.together)

    @cached_property
    def run_together(self) -> str:
        """Strings without spaces that are more than a word, folded: addresses, tags."""
        return run_together(self.folded)

    @cached_property
    def _plain(self) -> str:
        return f" {' '.join(_WORD.findall(self.together)).casefold()} "

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self._plain.split()))

    def has_verbatim(self, sentence: str) -> bool:
        """Tell whether the sources have these words in this order; marks and case do not count."""
        plain = " ".join(_WORD.findall(sentence)).casefold()
        return all(pair in self._pairs for pair in pairwise(plain.split())) and f" {plain} " in self._plain

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all sources."""
        found: list[Sentence] = []
        for text in [*self.texts, self.known]:
            for sentence in _sentences(text):
                found.append(Sentence(sentence, frozenset(terms(sentence)), len(found)))
        return tuple(found)

    @cached_property
    def passages(self) -> tuple[ParsedSentence, ...]:
        """The sentences of the sources without the asker's, with their words in order."""
        return read_passages(map(_sentences, self.texts))

    @cached_property
    def passage_weights(self) -> TermWeights:
        """The weights of the terms of the passages."""
        return TermWeights([one.terms for one in self.passages])

    @cached_property
    def figures(self) -> SourceFigures:
        """Every figure of the passages, with what stands around it."""
        return SourceFigures(self.passages)

    @cached_property
    def known_figures(self) -> SourceFigures:
        """The figures of what the asker said."""
        return SourceFigures(read_passages([_sentences(self.known)]))

    def is_question(self, place: int) -> bool:
        """Tell whether a sentence asks, or is the asker's."""
        return place in self._questions

    @cached_property
    def _questions(self) -> frozenset[int]:
        return frozenset(
            one.number for one in self.sentences if one.text.endswith("?") or (self.known and one.text in self.known)
        )

    @cached_property
    def records_denied(self) -> frozenset[str]:
        """The terms that the records answer with no."""
        return denied_by_records(self.together)

    @cached_property
    def denial_rate(self) -> float:
        """The share of the sentences that deny something."""
        return sum(bool(one.denials) for one in self.sentences) / max(1, len(self.sentences))

    @cached_property
    def weights(self) -> TermWeights:
        """The weights of the terms of the sentences."""
        return TermWeights([one.terms for one in self.sentences])

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        holders: dict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(self.sentences):
            for term in sentence.terms:
                holders[term].append(place)
        return holders

    def share(self, some: frozenset[str], known: frozenset[str]) -> float:
        """The share of the weight of some terms that known ones have, 0 to 1."""
        whole = self.weights.total(some)
        return self.weights.total(some & known) / whole if whole else 0.0

    def shares(self, wanted: frozenset[str]) -> dict[int, float]:
        """The share of the wanted terms that each sentence with any of them has, 0 to 1, by its number."""
        whole = self.weights.total(wanted) or 1.0
        return {place: score / whole for place, score in self._scores(wanted).items()}

    def nearest(self, wanted: frozenset[str]) -> tuple[Sentence, float] | None:
        """Find the sentence with most of the wanted terms, and its share of them, 0 to 1; None if none has any."""
        if wanted not in self._cache:
            self._cache[wanted] = self._nearest(wanted)
        return self._cache[wanted]

    def _nearest(self, wanted: frozenset[str]) -> tuple[Sentence, float] | None:
        scores = self._scores(wanted)
        if not scores:
            return None
        best = max(scores, key=lambda place: (scores[place], -len(self.sentences[place].terms), -place))
        return self.sentences[best], scores[best] / (self.weights.total(wanted) or 1.0)

    def _scores(self, wanted: frozenset[str]) -> dict[int, float]:
        """Score of each sentence for the wanted terms; terms of almost all sentences only add to what others find."""
        held_by = {term: self._holders[term] for term in wanted if term in self._holders}
        everywhere = {term for term, places in held_by.items() if len(places) > _MOST_HOLDERS}
        if len(everywhere) == len(held_by) and everywhere:
            rarest = min(everywhere, key=lambda term: (len(held_by[term]), term))
            held_by[rarest] = held_by[rarest][:_MOST_HOLDERS]
            everywhere.remove(rarest)
        scores: dict[int, float] = defaultdict(float)
        for term, places in held_by.items():
            for place in places if term not in everywhere else ():
                scores[place] += self.weights.of(term)
        for term in everywhere:
            for place in scores:
                if term in self.sentences[place].terms:
                    scores[place] += self.weights.of(term)
        return scores


def _sentences(text: str) -> Iterator[str]:
    for line in _LINES.split(_WRAPPED.sub(" ", text)):
        for start, end in sentence_spans(line):
            yield line[start:end][:_LONGEST_SENTENCE]
