"""Numbers written in English words, as values: what a figure may rest on where a source spells it out."""

import re
from collections.abc import Iterator
from decimal import Decimal

_TO_NINETEEN = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
"""
_TO_TWENTIETH = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth
"""
_BY_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(_TO_NINETEEN.split())}
_TENS = {word: 10 * value for value, word in enumerate(_BY_TENS.split(), start=2)}
_ORDINALS = {word: value for value, word in enumerate(_TO_TWENTIETH.split(), start=1)} | {
    f"{word[:-1]}ieth": 10 * value for value, word in enumerate(_BY_TENS.split(), start=2)
}
CARDINALS = _ONES | _TENS
"""Number words of one word."""
_SMALL = CARDINALS | _ORDINALS
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_SCALES |= {"lakh": 10**5, "crore": 10**7, "hundredth": 100, "thousandth": 1000, "millionth": 10**6}
_OTHERS: dict[str, tuple[str, ...]] = {
    "a": ("1",), "an": ("1",), "single": ("1",), "once": ("1",), "sole": ("1",), "solo": ("1",),
    "none": ("0",), "nobody": ("0",), "no": ("0",), "nil": ("0",), "both": ("2",), "pair": ("2",), "couple": ("2",),
    "twice": ("2",), "duo": ("2",), "twins": ("2",), "double": ("2", "100"), "doubled": ("2", "100"), "twofold": ("2",),
    "triple": ("3", "200"), "tripled": ("3", "200"), "thrice": ("3",), "trio": ("3",), "triplets": ("3",), "threefold": ("3",),
    "quadruple": ("4",), "quadrupled": ("4",), "quartet": ("4",), "fourfold": ("4",), "quintet": ("5",), "fivefold": ("5",),
    "sextet": ("6",), "septet": ("7",), "octet": ("8",), "tenfold": ("10",), "halved": ("0.5", "50"),
    "half": ("0.5", "50"), "halves": ("0.5", "50"), "third": ("33", "33.3"), "thirds": ("66", "67", "66.7"),
    "quarter": ("0.25", "25"), "quarters": ("0.75", "75"), "fifth": ("20",), "tenth": ("10",), "decade": ("10",),
    "decades": ("20",), "fortnight": ("14",), "century": ("100",), "dozens": ("12",),
}  # fmt: skip
_DECADES = {f"{word[:-1]}ies": 10 * value for value, word in enumerate(_BY_TENS.split(), start=2)}
_WORD = re.compile(r"[a-z]+")
NUMBER_WORD = rf"(?:{'|'.join([*_SMALL, *_SCALES])})"
"""As a pattern."""
_BIG = r"(?:hundred|thousand|million|billion|trillion)"
_SPELLED = re.compile(
    rf"\b{NUMBER_WORD}(?:(?:[\s-]+(?:and\s+)?){NUMBER_WORD})*\b(?P<half>[\s-]+and[\s-]+a[\s-]+half\b(?:\s+(?P<scale>{_BIG})\b)?)?",
    re.IGNORECASE,
)
_POINT = re.compile(
    rf"\b(?P<whole>{NUMBER_WORD})\s+point(?P<digits>(?:\s+(?:{'|'.join(_ONES)}))+)(?:\s+(?P<scale>{_BIG}))?\b"
)
_CENTURY = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
_YEAR = re.compile(rf"\b(?P<century>{_CENTURY})[\s-]+oh?[\s-]+(?P<year>one|two|three|four|five|six|seven|eight|nine)\b")
_ONE_AND_A_HALF = re.compile(r"\b(?:an?|one)\s+[a-z]+\s+and\s+a\s+half\b")
_CENTURIES = range(10, 21)
_TWO_DIGITS = range(10, 100)


def spelled_values(text: str) -> set[Decimal]:
    """The values that number words of a text stand for, fractions also as percentages."""
    lower = text.lower()
    words = _WORD.findall(lower)
    values = {Decimal(value) for word in words for value in _OTHERS.get(word, ())}
    values |= {value for run in _runs(words) for value in _values(run)}
    values |= {Decimal(_DECADES[word]) for word in words if word in _DECADES}
    values |= {value for _, _, value in spelled_figures(lower)}
    values |= {_with_digits(match) for match in _POINT.finditer(lower)}
    if _ONE_AND_A_HALF.search(lower):
        values.add(Decimal("1.5"))
    return values | {Decimal(100 * _SMALL[one["century"]] + _SMALL[one["year"]]) for one in _YEAR.finditer(lower)}


def spelled_figures(text: str) -> Iterator[tuple[int, int, Decimal]]:
    """Start, end and value of each cardinal number above one that is written in words."""
    for match in _SPELLED.finditer(text):
        half = match["half"] or ""
        run = _WORD.findall(match[0].removesuffix(half).lower())
        *_, value = _values(run)
        if half:
            # A million and a half is one and a half million.
            value = (value + Decimal(_SCALES.get(run[-1], 1)) / 2) * _SCALES.get((match["scale"] or "").lower(), 1)
        if value > 1 and not run[-1].endswith("th") and run[-1] not in _ORDINALS:
            yield match.start(), match.end(), value


def _with_digits(match: re.Match[str]) -> Decimal:
    """Read digits before a scale word, such as "1.2 million"."""
    digits = "".join(str(_ONES[word]) for word in match["digits"].split())
    return Decimal(f"{_SMALL.get(match['whole'], 0)}.{digits}") * _SCALES.get(match["scale"] or "", 1)


def _runs(words: list[str]) -> Iterator[list[str]]:
    """Number words that follow one another, such as two hundred and forty, or half a million."""
    run: list[str] = []
    for word in [*words, ""]:
        if word in _SMALL or word in _SCALES or (word == "and" and run) or (word == "half" and not run):
            run.append(word)
        elif not (word == "a" and run == ["half"]):
            if run:
                yield run
            run = []


def _values(run: list[str]) -> Iterator[Decimal]:
    """The values of one run; words that do not make one number together, such as two three, are numbers of their own."""
    total = current = Decimal(0)
    previous = century = 0
    for word in run:
        if word in _SCALES:
            current = (current or Decimal(1)) * _SCALES[word]
            if _SCALES[word] >= _SCALES["thousand"]:
                total, current = total + current, Decimal(0)
            previous = 0
        elif word == "half":
            current = Decimal("0.5")
        elif word in _SMALL:
            value = _SMALL[word]
            if previous and not (previous in _TENS.values() and value < _SMALL["ten"]):
                yield from _ended(total + current, century)
                # Nineteen thirty-six may be a year.
                century = previous if previous in _CENTURIES and value in _TWO_DIGITS else 0
                total = current = Decimal(0)
            current += value
            previous = value
    yield from _ended(total + current, century)


def _ended(value: Decimal, century: int) -> Iterator[Decimal]:
    yield value
    if century:
        yield 100 * century + value
