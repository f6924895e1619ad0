"""Features of support: the share of a stretch of text that the sources have, and what they lack."""

from collections.abc import Sequence
from itertools import pairwise

from ghostwriter.verification.flags.name_forms import is_everyday
from ghostwriter.verification.score.source_phrases import KnownText
from ghostwriter.verification.score.tokens import Token

_WINDOWS = (12, 30, 80)
"""Words of a source within which a claim's words should stand: a clause, a sentence or two, a paragraph."""
_TAIL = 0.6
"""What is made up often comes last: the words behind this share of a stretch are looked at by themselves."""
_ENDINGS = ("ly", "ing", "ed", "tion", "s")


def support(words: Sequence[Token], known: KnownText) -> dict[str, float]:
    """Features of a stretch by its words. Shares are 0 to 1; ``new`` words are those that no source and no question has."""
    speaking = [word for word in words if word.speaks]
    new = [word for word in speaking if not known.holds(word.stem)]
    odd = [word for word in new if not known.resembles(word.stem)]
    stems = {word.stem for word in speaking}
    return {
        "words": float(len(words)),
        "speaking": float(len(speaking)),
        "new": float(len(new)),
        "new_share": len(new) / max(1, len(speaking)),
        "odd": float(len(odd)),
        "odd_share": len(odd) / max(1, len(speaking)),
        "new_everyday": float(sum(is_everyday(word.folded) for word in new)),
        "new_capitals": float(sum(word.text[0].isupper() for word in new)),
        "new_figures": float(sum(word.text[0].isdigit() for word in new)),
        **{f"new_{ending}": float(sum(word.folded.endswith(ending) for word in new)) for ending in _ENDINGS},
        "new_small": float(sum(not word.speaks and not known.holds(word.stem) for word in words)),
        "new_weight": known.rarest * len({word.stem for word in new}) / (known.weight(stems) or 1.0),
        "new_run": float(_longest_run([not known.holds(word.stem) for word in speaking])),
        "new_tail": _share_of_new(speaking[int(len(speaking) * _TAIL) :], known),
        "asked_share": sum(word.stem in known.asked for word in speaking) / max(1, len(speaking)),
        "asked_only": float(sum(word.stem in known.asked and word.stem not in known.places for word in speaking)),
        "rarity": sum(known.rarity.get(stem, 0.0) for stem in stems) / max(1, len(stems)),
        "figures": float(sum(word.text[0].isdigit() for word in speaking)),
        "capitals": float(sum(word.text[0].isupper() for word in speaking)),
        **_phrasing([word.stem for word in words], known),
        **{f"within_{size}": share for size, share in zip(_WINDOWS, known.together(stems, _WINDOWS), strict=True)},
    }


def _phrasing(stems: Sequence[str], known: KnownText) -> dict[str, float]:
    pairs = list(pairwise(stems))
    triples = list(zip(stems, stems[1:], stems[2:], strict=False))
    phrases = list(known.phrases(stems))
    return {
        "pairs": sum(pair in known.starts for pair in pairs) / max(1, len(pairs)),
        "triples": sum(triple in known.triples for triple in triples) / max(1, len(triples)),
        "density": sum(length * length for length in phrases) / max(1, len(stems)),
        "longest_phrase": max(phrases, default=0) / max(1, len(stems)),
    }


def _share_of_new(words: Sequence[Token], known: KnownText) -> float:
    return sum(not known.holds(word.stem) for word in words) / max(1, len(words))


def _longest_run(marks: Sequence[bool]) -> int:
    longest = run = 0
    for mark in marks:
        run = run + 1 if mark else 0
        longest = max(longest, run)
    return longest
