"""Phrases that a brief wants or does not want, found in an article in whatever form they take there."""

import re

from ghostwriter.text.normalise import normalise
from ghostwriter.text.numbers.figures import figures, is_held
from ghostwriter.text.stems import OF_FIGURES, lemmas
from ghostwriter.verification.quantities import comparable_quantities

_LONGEST_ACRONYM = 5
_SHORTEST_TO_INFLECT = 3
_ENDING = re.compile(r"(?:ies|ied|es|ed|s|e|y)$")


def as_pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as whole words, whatever its typesetting, hyphens and case, each word in its singular, plural, genitive or past.

    What is written in capitals, such as AI, US or WHO, is no other word in small letters; it may have full stops.
    """
    words = [word for word in re.split(r"[\s-]+", normalise(phrase).text) if word]
    return re.compile(rf"(?<!\w){r'[\s-]+'.join(map(_forms, words))}(?!\w)", re.IGNORECASE)


def says(phrase: str, text: str) -> bool:
    """Check that a text has all of a phrase's figures and words, in any order and form."""
    wanted = lemmas(phrase) - OF_FIGURES
    wanted = frozenset(word for word in wanted if not word[0].isdigit())
    counted = figures(phrase)
    spelled = [one for one in comparable_quantities(phrase) if one.form != "digits"]
    if not (wanted or counted or spelled):
        return False
    said = list(comparable_quantities(text)) if spelled else []
    return (
        wanted <= lemmas(text)
        and all(is_held(figure, text) for figure in counted)
        and all(
            any(one.agrees_with(other) and one.counted.things == other.counted.things for other in said)
            for one in spelled
        )
    )


def _forms(word: str) -> str:
    if word.replace(".", "").isupper() and len(word.replace(".", "")) <= _LONGEST_ACRONYM:
        dotted = "".join(rf"{re.escape(letter)}\.?" for letter in word.replace(".", ""))
        return rf"(?-i:{dotted}(?:'?s|')?)"
    if not word.isalpha() or len(word) <= _SHORTEST_TO_INFLECT:
        return rf"{re.escape(word)}(?:s|es|'s|')?"
    return rf"{re.escape(_ENDING.sub('', word))}(?:y|ies|ied|e|es|ed|s)?(?:'s|')?"
