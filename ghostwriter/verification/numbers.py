"""Figures in text, made comparable: 1.2 million, 1,200,000 and $1.2M are the same."""

import re
from decimal import Decimal

_FIGURE = re.compile(
    r"(?<![\w.,])[$€£¥]?(\d+(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(thousand|million|billion|trillion|[kKmM]\b|bn\b|[MB]\b))?",
)
_SCALES = {
    "thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12,
}  # fmt: skip
_WORDS = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": Decimal(30), "forty": Decimal(40), "fifty": Decimal(50), "sixty": Decimal(60), "seventy": Decimal(70),
    "eighty": Decimal(80), "ninety": Decimal(90), "hundred": Decimal(100), "dozen": Decimal(12), "half": Decimal(50),
}  # fmt: skip
_CITATION = re.compile(r"\[(?:S\d+F\d+[,;\s]*)+\]")


def figures(text: str) -> dict[str, set[Decimal]]:
    """The figures of a text, as written, each with the values it may stand for."""
    found: dict[str, set[Decimal]] = {}
    for match in _FIGURE.finditer(_CITATION.sub(" ", text)):
        plain = Decimal(re.sub(r"[, \u00a0\u202f]", "", match[1]))
        scale = _SCALES.get((match[2] or "").lower(), 0)
        values = {plain.normalize()}
        if scale:
            values.add((plain * 10**scale).normalize())
        found[match[0].strip()] = values
    return found


def missing_numbers(claim: str, text: str) -> list[str]:
    """Figures of a claim, as written there, that a text does not hold in any form."""
    wanted = figures(claim)
    if not wanted:
        return []
    held = set().union(*figures(text).values()) | {Decimal(digits).normalize() for digits in re.findall(r"\d+", text)}
    held |= {value for word, value in _WORDS.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)}
    return [shown for shown, values in wanted.items() if not _stands(values, held)]


def _stands(values: set[Decimal], held: set[Decimal]) -> bool:
    """A scaled figure stands in its full form, or as the bare figure beside its word."""
    return bool(values & held)
