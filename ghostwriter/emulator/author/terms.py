"""Words as terms that can be compared: lower case, stopwords left out, endings cut."""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
STOPWORDS = frozenset(
    "a about above after again against all also although am among an and another any are as at be because been before "
    "being below between both but by can could did do does doing down during each either even ever every few for from "
    "further had has have having he her here hers him his how however i if in into is it its itself just least less like "
    "made make many may might more most much must my near never no nor not now of off often on once one only or other "
    "our out over own per quite rather same she should since so some still such than that the their them then there "
    "these they this those though through thus to together too under until up upon us very was we were what when where "
    "which while who whom whose why will with within without would yet you your tell explain show describe article story "
    "readers reader say says said".split()
)
_ENDINGS = tuple("ations ation ingly edly ments ment ness ings ing ies ers er ed es ly s".split())
_SHORTEST_STEM = 4


@functools.lru_cache(maxsize=50_000)
def light_stem(word: str) -> str:
    """A word without its ending: enough to see that cable and cables, or lay and laying, are the same."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def words_in(text: str) -> list[str]:
    """The words and figures of a text, in lower case."""
    return [token.lower().replace("’", "'") for token in _TOKEN.findall(text)]


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning."""
    return [light_stem(word) for word in words_in(text) if word not in STOPWORDS and (len(word) > 1 or word.isdigit())]


def similarity(first: Iterable[str], second: Iterable[str]) -> float:
    """The Jaccard similarity of two sets of terms, 0 to 1."""
    one, two = set(first), set(second)
    return len(one & two) / len(one | two) if one and two else 0.0


def containment(part: Iterable[str], whole: Iterable[str]) -> float:
    """The share of ``part``'s terms that ``whole`` holds, 0 to 1."""
    one, two = set(part), set(whole)
    return len(one & two) / len(one) if one else 1.0


class BM25:
    """Ranks texts by a query. Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009."""

    K1, B = 1.2, 0.75

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._counts = [Counter(document) for document in documents]
        self._lengths = [len(document) for document in documents]
        self._average = max(1.0, sum(self._lengths) / max(1, len(documents)))
        occurs = Counter(term for counts in self._counts for term in counts)
        total = len(documents)
        self._weights = {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in occurs.items()}

    def scores(self, query: Iterable[str]) -> list[float]:
        """One score for each document."""
        wanted = set(query)
        return [self._score(wanted, counts, length) for counts, length in zip(self._counts, self._lengths, strict=True)]

    def _score(self, wanted: set[str], counts: Counter[str], length: int) -> float:
        norm = self.K1 * (1 - self.B + self.B * length / self._average)
        return sum(
            self._weights[term] * counts[term] * (self.K1 + 1) / (counts[term] + norm)
            for term in wanted & counts.keys()
        )
