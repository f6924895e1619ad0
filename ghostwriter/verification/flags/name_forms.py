"""Forms of one name: inflected, abbreviated, as an adjective, with or without case and accents."""

import functools
import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from ghostwriter.verification.flags.name_variants import FAMILIES, NATIONS, STATES

_MONTHS = "january february march april may june july august september october november december"
_SHORT_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
_TITLES = """
    mr mrs ms dr prof sir dame lord lady president king queen prince princess pope minister governor mayor senator judge justice
    professor doctor captain lieutenant sergeant colonel general admiral congressman congresswoman congressmen representative
    secretary chancellor ambassador councilman councilwoman sheriff reverend
"""
_SMALL = """
    i a an the this that these those it he she they we you his her their its our my your and or but if in on at by for from to
    of with as is are was were be been am pm ok yes no not however overall additionally furthermore moreover therefore
    also finally
    passage passages source sources article document documents note answer summary step steps
    then now later earlier meanwhile today yesterday tomorrow yet still so thus hence once
    here there when where while what which who how why after before during since until although because both each
    unable based according sure please
    ceo cfo tv pdf json faq covid gps dna atm id rep sen gov gen lt col sgt capt rev hon jr sr inc ltd corp llc co eve new rs
    corporation incorporated company limited group
    fahrenheit celsius diy q&a christ
    afro anglo franco sino indo euro pan neo pro anti non ex pre post mid trans inter
"""
_NUMBERS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million first second third
"""
COMMON: frozenset[str] = frozenset(f"{_MONTHS} {_SHORT_MONTHS} {_DAYS} {_TITLES} {_SMALL} {_NUMBERS}".split())
"""Capitalised words that name nobody, or whose presence proves nothing."""
_INFLECTIONS = "s es ian ians vian ans an n ns ese ish i is er ers ite ites ist ists ism ic"
_ENDINGS = tuple(_INFLECTIONS.split())
_PEOPLE = ("man", "men", "woman", "women")
_STEM = 5
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "ð": "d", "ı": "i"}
)
"""Those that are no letter with an accent, but are written without one where there is no better type."""
_GENITIVE = re.compile(r"['’]s?$")


def same_name(word: str, words: Collection[str]) -> bool:
    """Tell whether a name is among folded words, in any of its forms."""
    folded = fold(word)
    if folded in words or folded.replace(".", "") in words or folded.replace("'", "") in words:
        return True
    return any(form in words for form in _forms(folded)) or any(
        folded.endswith(ending) and len(folded) - len(ending) >= _STEM - 1 and folded[: -len(ending)] in words
        for ending in _ENDINGS
    )


def is_state(word: str, acronyms: Collection[str]) -> bool:
    """Tell whether a word is a state whose postal code is among acronyms."""
    return STATES.get(fold(word)) in acronyms


def is_nation(word: str) -> bool:
    """Tell whether a word names a nation, or its people: one that is spelled much like another is no slip of the pen."""
    return fold(word) in NATIONS


def _forms(folded: str) -> list[str]:
    """Other names of the same, and the name with an ending."""
    found = [*FAMILIES.get(folded, ()), *(folded + ending for ending in _ENDINGS)]
    if folded.endswith("ies"):
        found.append(f"{folded[:-3]}y")
    for ending in _PEOPLE:
        found += FAMILIES.get(folded.removesuffix(ending), ()) if folded.endswith(ending) else ()
    return found


def is_everyday(word: str) -> bool:
    """Tell whether a word is one that is written without a capital as well, or its plural."""
    folded = fold(word)
    return folded in _everyday() or (folded.endswith("s") and folded[:-1] in _everyday())


@functools.cache
def _everyday() -> frozenset[str]:
    """Words that occur in lower case in at least two of the source texts of RAGTruth (MIT licence)."""
    return frozenset((Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").split())


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
