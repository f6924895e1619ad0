"""Words, in any script: what counts as one, and which of them carry meaning."""

import re

_SPACELESS = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # kana
    ("\u3400", "\u9fff"),  # Han
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003fffd"),
)
_MAYBE_SPACELESS = re.compile("[\u0e00-\U0010ffff]")
_WORD = re.compile(r"[^\W_]+(?:[.,'’:/‐‑-][^\W_]+)*")
_TERM = re.compile(r"\d+|[^\W\d_]+")
_SHORTEST_TERM = 3
_STEM = 5
"""Letters that two forms of one word have in common."""
_SAME_LANGUAGE = 0.4
"""The share of a text's words that occur in a long text of the same language, at the least."""

_EVERYWHERE = """
    about after all also and any are because been before but can could did does for from had has have her him his how into
    its just may more most not now off one only other our out over own said same says she should since some such than that
    the their them then there these they this those through under until was were what when where which while who why will
    with would you your
"""
_EMPTY = frozenset(_EVERYWHERE.split())


def is_spaceless(character: str) -> bool:
    """Check for a character of a script without spaces between words."""
    return any(first <= character <= last for first, last in _SPACELESS)


def count_words(text: str) -> int:
    """Count the words of a text; a character of a script without spaces counts as one."""
    return len(_WORD.findall(_spread(text)))


def terms(text: str) -> set[str]:
    """Terms of a text: the beginnings of its words, function words left out."""
    return {
        word[:_STEM]
        for word in map(str.lower, _TERM.findall(_spread(text)))
        if word not in _EMPTY and (len(word) >= _SHORTEST_TERM or not word.isascii() or word.isdigit())
    }


def in_the_language_of(text: str, longer: str) -> bool:
    """Check by their words, function words above all, that ``text`` is in the language of ``longer``."""
    said, known = ({word.lower() for word in _TERM.findall(_spread(one))} for one in (text, longer))
    return len(said & known) >= _SAME_LANGUAGE * len(said)


def _spread(text: str) -> str:
    """The text with spaces around the signs of scripts that have none."""
    return _MAYBE_SPACELESS.sub(lambda match: f" {match[0]} " if is_spaceless(match[0]) else match[0], text)
