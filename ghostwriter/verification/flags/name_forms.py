"""The forms that one name takes: inflected, abbreviated, as an adjective, with or without its accents."""

import functools
from collections.abc import Collection
from pathlib import Path

from ghostwriter.verification.flags.source_index import fold

_MONTHS = "january february march april may june july august september october november december"
_SHORT_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
_TITLES = "mr mrs ms dr prof sir dame lord lady president king queen prince princess pope minister governor mayor senator judge"
_SMALL = """
    i a an the this that these those it he she they we you his her their its our my your and or but if in on at by for from to
    of with as is are was were be been am pm ok yes no not however overall additionally furthermore moreover therefore
    also finally
    passage passages source sources article document documents note answer summary step steps
    then now later earlier meanwhile today yesterday tomorrow yet still so thus hence once
    here there when where while what which who how why after before during since until although because both each
    unable based according sure please
    ceo cfo tv pdf json faq covid gps dna atm id rep sen gov gen lt col sgt capt rev hon jr sr inc ltd corp llc co eve new
    fahrenheit celsius diy q&a christ
"""
_NATIONS = """
    america american americans us usa united states|britain british uk kingdom england english|france french|
    germany german germans|
    spain spanish|italy italian italians|russia russian russians|china chinese|japan japanese|india indian indians|
    ireland irish|scotland scottish scots|wales welsh|netherlands dutch holland|greece greek greeks|sweden swedish swedes|
    norway norwegian|denmark danish danes|finland finnish|poland polish poles|turkey turkish turks|israel israeli israelis|
    iraq iraqi iraqis|iran iranian iranians|syria syrian syrians|egypt egyptian|canada canadian canadians|
    mexico mexican mexicans|brazil brazilian|australia australian australians|korea korean koreans|vietnam vietnamese|
    thailand thai|ukraine ukrainian ukrainians|switzerland swiss|belgium belgian|portugal portuguese|europe european eu|
    africa african|asia asian|california californian calif ca|texas texan tx|florida fla fl|york ny|washington dc d.c
"""
COMMON: frozenset[str] = frozenset(f"{_MONTHS} {_SHORT_MONTHS} {_DAYS} {_TITLES} {_SMALL}".split())
"""Capitalised words that name nobody, or whose presence proves nothing."""
_FAMILIES: dict[str, frozenset[str]] = {
    name: family
    for family in (frozenset(line.split()) for line in _NATIONS.replace("\n", "").split("|"))
    for name in family
}
_INFLECTIONS = "s es ian ians ans an n ns ese ish i is er ers ite ites ist ists ism ic"
_ENDINGS = tuple(_INFLECTIONS.split())
_STEM = 5


def same_name(word: str, words: Collection[str]) -> bool:
    """Whether a name is among folded words, in any of its forms."""
    folded = fold(word)
    if folded in words or folded.replace(".", "") in words or folded.replace("'", "") in words:
        return True
    if any(one in words for one in _FAMILIES.get(folded, ())):
        return True
    return any(folded + ending in words for ending in _ENDINGS) or any(
        folded.endswith(ending) and len(folded) - len(ending) >= _STEM - 1 and folded[: -len(ending)] in words
        for ending in _ENDINGS
    )


def is_everyday(word: str) -> bool:
    """Whether a word is one that is written without a capital as well, or its plural."""
    folded = fold(word)
    return folded in _everyday() or (folded.endswith("s") and folded[:-1] in _everyday())


@functools.cache
def _everyday() -> frozenset[str]:
    """Words that occur in lower case in at least two of the source texts of RAGTruth (MIT licence)."""
    return frozenset((Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").split())
