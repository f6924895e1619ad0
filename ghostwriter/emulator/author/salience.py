"""Ranking of passages: relevant to the brief, rich in what can be checked, and not said before."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ghostwriter.emulator.author.terms import BM25, similarity, stems

_FIGURE = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-zà-ÿ]+")
_QUOTED = re.compile(r"[\"“][^\"”]{12,500}[\"”]")
_TOO_ALIKE = 0.55


def wishes(brief: Mapping[str, Any]) -> list[str]:
    """The terms that a brief asks for; those of its title and goal count like the others, each once."""
    told = [brief.get(name, "") for name in ("title", "goal", "instructions")] + list(brief.get("must_include", []))
    return list(dict.fromkeys(term for text in told for term in stems(str(text))))


def weight(text: str) -> float:
    """Score a text by what can be checked in it: figures, names, quoted words; 0 to about 2."""
    figures = min(3, len(_FIGURE.findall(re.sub(r"\d[\d.,]*", "0", text))))
    names = min(3, len(set(_NAME.findall(text))))
    return 0.25 * figures + 0.2 * names + (0.4 if _QUOTED.search(text) else 0.0)


def scores(texts: Sequence[str], brief: Mapping[str, Any]) -> list[float]:
    """One score for each text: relevance, 0 to 1 within these texts, and what can be checked."""
    relevance = BM25([stems(text) for text in texts]).scores(wishes(brief))
    best = max(relevance, default=0.0) or 1.0
    return [1.5 * found / best + weight(text) for found, text in zip(relevance, texts, strict=True)]


def pick(texts: Sequence[str], ranked: Sequence[float], most: int) -> list[int]:
    """The indices of the best ``most`` texts that do not say the same, best first."""
    order = sorted(range(len(texts)), key=lambda index: (-ranked[index], index))
    vocabulary = [frozenset(stems(text)) for text in texts]
    chosen: list[int] = []
    for index in order:
        if len(chosen) == most:
            break
        if all(similarity(vocabulary[index], vocabulary[other]) < _TOO_ALIKE for other in chosen):
            chosen.append(index)
    return chosen
