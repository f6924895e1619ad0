"""Antonyms: words that tell things of one kind apart (north, south), and words with opposite meanings (rise, fall)."""

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable

_CONTRASTS = """
    first 1st initial|second 2nd|third 3rd|fourth 4th|fifth 5th|final last
    north northern|south southern|east eastern|west western
    before|after|during
    adult adults grown-ups|child children kids|student students pupils|senior seniors pensioners
    man men male males boy boys|woman women female females girl girls
    high height tall|long length|wide width broad|deep depth|thick thickness
    average mean median typical|highest maximum oldest largest longest peak record|lowest minimum youngest smallest shortest
    left|right
    upper|lower
    old former previous|new current present
    inner|outer
    spring|summer|autumn|winter
    morning|noon|afternoon|evening night|midnight
    weekday weekdays|weekend weekends
    urban city cities|rural villages countryside
    public state|private
    gross|net
    planned expected budgeted projected forecast estimated|actual actually eventual
    killed dead died deaths|injured wounded hurt injuries|missing
    opened opens|closed closes|finished completed|began begun started starts|ended ends|founded established|announced
    import imports imported|export exports exported
    domestic|foreign
    hourly|daily|weekly|monthly|yearly annual annually
    full-time|part-time
    home|away
    won|lost
    born|died
"""
_LINES = [
    {word: place for place, group in enumerate(line.split("|")) for word in group.split()}
    for line in _CONTRASTS.strip().splitlines()
]
_OPPOSITES = """
    support* oppose*| approv* reject*| accept* refus*| accept* reject*| agree* disagree*| agree* refus*| allow* forb*|
    allow* ban*| permit* prohibit*| open opened clos*| safe unsafe| safe dangerous| guilty innocent| alive dead|
    success* fail*| won lost| win* lose*| rose fell| rise* fall*| rose dropped| rise* drop*| grew shrank| grow* shrink*|
    increas* decreas*| increas* declin*| increas* reduc*| increas* lower*| rais* reduc*| rais* cut*| rais* lower*|
    gain* los*| profit* loss*| present absent| true false| legal illegal| possible impossible| likely unlikely|
    include* exclude*| arriv* depart*| strength* weak*| improv* worsen*| expand* shr*| expand* cut*| voluntary compulsory|
    free paid| public secret| confirm* den*| admit* den*| arm* unarm*| vaccinated unvaccinated| complete incomplete|
    enough insufficient
"""


def _forms(words: str) -> re.Pattern[str]:
    return re.compile("|".join(word.replace("*", r"\w*") for word in words.split()))


def _sides(pair: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    *some, last = pair.split()
    return _forms(" ".join(some)), _forms(last)


_PAIRS = [_sides(pair) for pair in _OPPOSITES.replace("\n", " ").split("|")]
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|failed to|refused to|declined to|\w+n['’]t)\b",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just|least|to mention|until|far)\b|\bno (?:longer|matter|doubt|more than|fewer than|less than|wait)\b",
    re.IGNORECASE,
)


def contrasted(some: Collection[str], others: Collection[str]) -> bool:
    """Tell whether two texts, as words, tell by a pair of contrary words that they speak of different things."""
    for line in _LINES:
        mine, theirs = ({line[word] for word in words if word in line} for words in (some, others))
        if mine and theirs and not mine & theirs:
            return True
    return False


def opposed(some: Collection[str], others: Collection[str]) -> frozenset[str]:
    """The words by which one text says the opposite of the other's; empty if there are none."""
    mine, theirs = _by_side({*some} - {*others}), _by_side({*others} - {*some})
    for pair, side in sorted(mine):
        facing = theirs.get((pair, 1 - side))
        if facing:
            return frozenset({*mine[pair, side], *facing})
    return frozenset()


def is_denial(text: str) -> bool:
    """Tell whether a text denies something."""
    return len(_DENIAL.findall(_NO_DENIAL.sub(" ", text))) % 2 == 1


def _by_side(words: Iterable[str]) -> dict[tuple[int, int], list[str]]:
    """Those of the words that have an opposite, by the pair and the side of it that they stand on."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word in words:
        for place in _places(word):
            found[place].append(word)
    return found


@functools.lru_cache(maxsize=20_000)
def _places(word: str) -> tuple[tuple[int, int], ...]:
    """Places of a word among the pairs; cached, since every comparison asks for the same words."""
    return tuple(
        (pair, side) for pair, sides in enumerate(_PAIRS) for side, forms in enumerate(sides) if forms.fullmatch(word)
    )
