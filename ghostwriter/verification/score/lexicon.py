"""What kinds of words are made up: words, and pairs of words, that no source has, each with a weight that was learned."""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from ghostwriter.verification.flags.source_index import SourceIndex, fold

LEXICON = Path(__file__).parent / "lexicon.json"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def novel_tokens(text: str, sources: SourceIndex) -> Iterator[str]:
    """The words of a text that no source has, and its pairs of words that stand side by side in none; figures left out."""
    words = [fold(word) for word in _WORD.findall(text)]
    yield from (word for word in words if word not in sources.words and not word.isdigit())
    for one, other in pairwise(words):
        if (one, other) not in sources.pairs and not one.isdigit() and not other.isdigit():
            yield f"{one} {other}"


def lexical(text: str, sources: SourceIndex) -> float:
    """What a text's novel words speak for: above 0 for made up, below for faithful; each counts once."""
    weights = load_lexicon()
    return weights[""] + sum(weights.get(token, 0.0) for token in set(novel_tokens(text, sources)))


@functools.cache
def load_lexicon() -> Mapping[str, float]:
    """The weights that are shipped; that of the empty token is what every text has."""
    weights: dict[str, float] = json.loads(LEXICON.read_bytes())
    return weights
