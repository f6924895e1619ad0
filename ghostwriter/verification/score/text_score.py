"""Features of a whole text: its likeliest sentences, and its support by the sources."""

import math
from collections.abc import Mapping, Sequence

_OF_TEXTS = (
    "new_share", "triples", "density", "new_weight", "hard", "text_length", "source_length",
)  # fmt: skip
_OF_CLAIMS = (
    "new_share", "new_weight", "odd_share", "new_run", "new_capitals", "pairs", "triples", "density", "longest_phrase",
    "within_12", "within_30", "within_80", "words", "source_length", "hard", "flag_number", "flag_name",
)  # fmt: skip
_LIKELY = 0.25
_LEAST = 0.001
_SHARPNESS = 3.0


def is_claim(whole: Mapping[str, float], sentences: int) -> bool:
    """Check that a text is a single statement rather than an account or an answer."""
    return sentences == 1 and not whole["asked"]


def claim_row(whole: Mapping[str, float], chance: float) -> dict[str, float]:
    """Features of a single statement that has this chance of being unsupported."""
    return {"sentence": _log_odds(chance)} | {name: whole[name] for name in _OF_CLAIMS}


def text_row(whole: Mapping[str, float], chances: Sequence[float]) -> dict[str, float]:
    """Features of a text whose sentences have these chances of being unsupported.

    The sentences' chances count differently for answers: they are there for these as well.
    """
    logits = sorted((_log_odds(one) for one in chances), reverse=True)
    top = {
        "highest": logits[0],
        "second": logits[min(1, len(logits) - 1)],
        "third": logits[min(2, len(logits) - 1)],
        "all_high": math.log(sum(math.exp(_SHARPNESS * one) for one in logits)) / _SHARPNESS,
        "any": _log_odds(1.0 - math.prod(1.0 - one for one in chances)),
        "mean": sum(chances) / len(chances),
        "sum": sum(chances),
        "likely": float(sum(one > _LIKELY for one in chances)),
    }
    of_answers = {f"{name}_answer": value * whole["asked"] for name, value in top.items()}
    return top | {"answer": whole["asked"]} | of_answers | {name: whole[name] for name in _OF_TEXTS}


def _log_odds(chance: float) -> float:
    bounded = min(1.0 - _LEAST, max(_LEAST, chance))
    return math.log(bounded / (1.0 - bounded))
