"""Words without their endings, so that found and find, approves and approved are one."""

import functools
import re

from ghostwriter.text.words import terms

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VERBS = """
    find found|begin began begun|build built|bring brought|buy bought|catch caught|choose chose chosen|come came|
    draw drew drawn|drive drove driven|fall fell fallen|fight fought|give gave given|grow grew grown|hold held|keep kept|
    know knew known|leave left|lead led|lose lost|make made|meet met|pay paid|rise rose risen|sell sold|send sent|
    sink sank sunk|speak spoke spoken|spend spent|stand stood|strike struck|take took taken|teach taught|think thought|
    throw threw thrown|win won|write wrote written|depth deep|length long|height high tall|width wide
"""
_IRREGULAR = {form: verb for verb, *forms in map(str.split, _VERBS.replace("\n", " ").split("|")) for form in forms}
_ENDING = re.compile(r"(?:ies|es|s|ed|ing|e|y)$")
_SHORTEST, _STEM = 3, 5


@functools.lru_cache(maxsize=20_000)
def lemmas(text: str) -> frozenset[str]:
    """Words of a text without their endings; function words are left out."""
    tokens = (match[0] for match in _TOKEN.finditer(text.lower()))
    return frozenset(_lemma(word) for token in tokens for word in token.split("-") if terms(word))


def _lemma(word: str) -> str:
    plain = _IRREGULAR.get(word, word.removesuffix("'s").removesuffix("’s"))
    bare = _ENDING.sub("", plain)
    return (bare if len(bare) >= _SHORTEST else plain)[:_STEM]


_SAY_HOW_MANY = """
    dollars euros pounds cents percent per figure figures number numbers total totals people persons two three four five
    six seven eight nine ten eleven twelve hundred thousand million billion trillion half third quarter reached reaches
    amounted stood came measures nobody none long high deep wide thick
"""
OF_FIGURES = lemmas(_SAY_HOW_MANY)
"""What goes with figures, and says nothing of what they are figures of."""
