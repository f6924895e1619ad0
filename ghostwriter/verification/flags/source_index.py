"""The sources of a check, read once: their sentences by what they speak of, their words, their key-value records."""

import functools
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ghostwriter.languages import guess_language
from ghostwriter.sentences import sentence_spans
from ghostwriter.verification.calendar_days import Day, days_of, months_of, possible_months
from ghostwriter.verification.flags.contexts import Passages, read_passages
from ghostwriter.verification.flags.denials import denied_by_records
from ghostwriter.verification.flags.figure_places import SourceFigures, read_figures
from ghostwriter.verification.flags.sentence import Sentence
from ghostwriter.verification.words import terms

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w'’.-]*(?:\s+(?:(?:of|the|and|for|de|&)\s+)*[^\W\d_a-z][\w'’.-]*)*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_HYPHENATED = re.compile(r"\b[^\W_]+(?:[-‐‑][^\W_]+)+")
_CAMEL = re.compile(r"\b[^\W\d_]*[a-z][A-Z][^\W\d_]*\b")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ACRONYM = re.compile(r"\b(?:[A-Z]{2,8}|(?:[A-Z]\.){2,8})(?![a-z])")
_WRAPPED = re.compile(r"(?<=[^\n]{50})(?<![.!?:;|\n])[ \t]*\n[ \t]*(?=[^\W_])(?!\w+:|\d+[.)])")
"""The end of a line in the middle of a sentence: of a long line, without a full stop."""
_LINES = re.compile(r"\n+")
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "ð": "d", "ı": "i"}
)
"""Those that are no letter with an accent, but are written without one where there is no better type."""
_GENITIVE = re.compile(r"['’]s?$")
LONG = 6
"""Letters."""
_LONGEST_SENTENCE = 600
"""Characters; a table or a list without full stops is read line by line anyway, and cut here."""


@dataclass(frozen=True)
class SourceIndex:
    """Built once for each set of sources. ``known`` is what the asker said, which is nobody's invention."""

    texts: tuple[str, ...]
    known: str = ""
    _cache: dict[frozenset[str], tuple[Sentence, float] | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, texts: Sequence[str], known: str | None = None) -> "SourceIndex":
        """Read the sources."""
        return cls(tuple(texts), known or "")

    @cached_property
    def together(self) -> str:
        """All that may be repeated, in one text."""
        return "\n\n".join([*self.texts, self.known])

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, folded; the parts of WordsLikeThis, acronyms without their dots, and compounds without their hyphens."""
        found = {fold(word) for word in _WORD.findall(self.together)}
        found |= {match[0].replace(".", "").casefold() for match in _DOTTED.finditer(self.together)}
        found |= {fold(re.sub(r"[-‐‑ ]", "", match[0])) for match in _HYPHENATED.finditer(self.together)}
        for match in _CAMEL.finditer(self.together):
            parts = [part.casefold() for part in _HUMPS.findall(match[0])]
            found |= {*parts, *(one + other for one, other in pairwise(parts))}
        return frozenset(found)

    @cached_property
    def language(self) -> str | None:
        """The sources' language, where it can be told."""
        return guess_language("\n".join(self.texts))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Folded words that stand side by side."""
        words = [fold(word) for word in _WORD.findall(self.together)]
        return frozenset(pairwise(words))

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
        return tuple(word for word in self.words if len(word) >= LONG)

    @cached_property
    def days(self) -> frozenset[Day]:
        """The days of the calendar that they may name."""
        return frozenset(days_of(self.together))

    @cached_property
    def month_places(self) -> tuple[tuple[int, int, int], ...]:
        """Start, end and number of each word of ``together`` that may name a month."""
        return tuple(possible_months(self.together))

    @cached_property
    def months(self) -> frozenset[int]:
        """The months that they may name."""
        return frozenset(months_of(self.together))

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The words that are all capitals, dots left out."""
        return frozenset(match[0].replace(".", "") for match in _ACRONYM.finditer(self.together))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The acronyms that the sources' names would make."""
        found: set[str] = set()
        for match in _CAPITALISED.finditer(self.together):
            parts = [part for part in re.split(r"[\s-]+", match[0]) if part[:1].isupper()]
            for start in range(len(parts)):
                for end in range(start + 2, min(len(parts), start + 7) + 1):
                    found.add("".join(part[0] for part in parts[start:end]).upper())
        return frozenset(found)

    @cached_property
    def _plain(self) -> str:
        return f" {' '.join(_WORD.findall(self.together)).casefold()} "

    def has_verbatim(self, sentence: str) -> bool:
        """Whether the sources have these words in this order; marks and case do not count."""
        return f" {' '.join(_WORD.findall(sentence)).casefold()} " in self._plain

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all sources."""
        found: list[Sentence] = []
        for text in [*self.texts, self.known]:
            for sentence in _sentences(text):
                found.append(Sentence(sentence, frozenset(terms(sentence)), len(found)))
        return tuple(found)

    @cached_property
    def passages(self) -> Passages:
        """The sentences of the sources without the asker's, with their words in order."""
        return read_passages(map(_sentences, self.texts))

    @cached_property
    def figures(self) -> SourceFigures:
        """Every figure of the passages, with what stands around it."""
        return read_figures(self.passages)

    @cached_property
    def known_figures(self) -> SourceFigures:
        """The figures of what the asker said."""
        return read_figures(read_passages([_sentences(self.known)]))

    def is_question(self, place: int) -> bool:
        """Whether a sentence asks, or is the asker's."""
        text = self.sentences[place].text
        return text.endswith("?") or text in self.known

    @cached_property
    def records_denied(self) -> frozenset[str]:
        """What the records say no to."""
        return denied_by_records(self.together)

    @cached_property
    def denial_rate(self) -> float:
        """The share of the sentences that deny something."""
        return sum(bool(one.denials) for one in self.sentences) / max(1, len(self.sentences))

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a term says in these sources."""
        counts = Counter(term for sentence in self.sentences for term in sentence.terms)
        return {term: math.log(1 + len(self.sentences) / count) for term, count in counts.items()}

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        holders: dict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(self.sentences):
            for term in sentence.terms:
                holders[term].append(place)
        return holders

    def weight(self, some: Iterable[str]) -> float:
        """What terms say together; one that no source has says most."""
        unknown = math.log(1 + len(self.sentences)) if self.sentences else 1.0
        return sum(self.rarity.get(term, unknown) for term in some)

    def share(self, some: frozenset[str], known: frozenset[str]) -> float:
        """How much of what some terms say is known, 0 to 1."""
        whole = self.weight(some)
        return self.weight(some & known) / whole if whole else 0.0

    def shares(self, wanted: frozenset[str]) -> dict[int, float]:
        """How much of what is wanted each sentence that speaks of any of it has, 0 to 1, by its number."""
        whole = self.weight(wanted) or 1.0
        return {place: score / whole for place, score in self._scores(wanted).items()}

    def nearest(self, wanted: frozenset[str]) -> tuple[Sentence, float] | None:
        """The sentence that speaks most of what is wanted, and how much of it, 0 to 1; None if none does."""
        if wanted not in self._cache:
            self._cache[wanted] = self._nearest(wanted)
        return self._cache[wanted]

    def _nearest(self, wanted: frozenset[str]) -> tuple[Sentence, float] | None:
        scores = self._scores(wanted)
        if not scores:
            return None
        best = max(scores, key=lambda place: (scores[place], -len(self.sentences[place].terms), -place))
        return self.sentences[best], scores[best] / (self.weight(wanted) or 1.0)

    def _scores(self, wanted: frozenset[str]) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        for term in wanted:
            for place in self._holders.get(term, ()):
                scores[place] += self.rarity[term]
        return scores


def _sentences(text: str) -> Iterator[str]:
    for line in _LINES.split(_WRAPPED.sub(" ", text)):
        for start, end in sentence_spans(line):
            yield line[start:end][:_LONGEST_SENTENCE]


def letters(text: str) -> str:
    """A text as its letters and digits, without case."""
    return "".join(character for character in text.casefold() if character.isalnum())


@functools.lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without case, accents, and what makes it a genitive."""
    plain = word if word.isascii() else _without_accents(word)
    return _GENITIVE.sub("", plain.casefold()).replace("’", "'")


def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word).translate(_LETTERS)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
