"""Texts that a stranger could send to keep a program busy: one thing over and over, two in turn, or each time another one."""

import random
from collections.abc import Callable, Iterator

from tests.growth.measuring import Make, repeated

UNITS: dict[str, str] = {
    "spaces": " ", "tabs": "\t", "lines": "\n", "CRLF": "\r\n", "no-break spaces": "\u00a0", "indented lines": "\n ",
    "trailing spaces": "a   \n", "paragraphs": "x\n\n", "line separators": "\u2028", "Aa": "Aa ", "A.": "A. ", "a": "a ",
    "one letter": "a", "one capital": "A", "humps": "aA", "hyphens": "Ab-", "dots": ".", "underscores": "a_",
    "apostrophes": "a’", "dashes": "-", "dashes apart": "- ", "question marks": "? ", "commas": ", ", "figures": "1 2 3 ",
    "grouped figures": "12,345 ", "one figure": "7", "zeros": "0", "groups": "1 000 ", "versions": "1.2.",
    "fractions": "1/2 ", "slashes": "1/", "ranges": "1-", "listed figures": "1, ", "colons": "1:", "times": "9:00-",
    "decades": "'90s ", "dates": "12 March 2021 ", "ISO dates": "2021-03-12 ", "months": "March ", "money": "$1 ",
    "percent": "5 per cent ", "lengths": "5 feet 10 inches ", "marks of feet": "5' 10\" ", "phones": "(555) 123-4567 ",
    "number words": "one hundred and ", "quotations": "“a b c d” ", "opened quotations": "“a ",
    "straight quotations": "'a b ", "parentheses": "(a ", "brackets": "[a", "links": "[a](b) ", "opened links": "[a](",
    "pictures": "![a", "opened notes": "[^", "notes": "[^1]: a\n", "backticks": "`", "fences": "```\n", "tildes": "~",
    "asterisks": "*", "emphasis": "*a ", "pipes": "| ", "rows": "| a | b |\n", "rules": "---\n", "headings": "# a\n",
    "closed headings": "# a  #", "items": "- a\n", "numbered": "1. a\n", "quoted lines": "> a\n", "less-than": "<",
    "tags": "<a>x", "opened tags": "<a ", "comments": "<!-- a --> ", "opened comments": "<!--", "ampersands": "&",
    "backslashes": "\\", "braces": "{", "keys": "a: b\n", "records": "HasTV: False\n", "names": "Anna Bauer ",
    "acronyms": "NATO ", "small words": "of the ", "roman": "XIV ", "initials": "J. R. ", "denials": "not ",
    "neither": "neither nor ", "and": "and ", "he said": "he said ", "customers": "customers enjoy ",
    "open": "open Monday to ", "abbreviations": "No. ", "short sentences": "It is so. ",
    "no end": "the quick brown fox jumps over it and ",
    "one sentence": "Anna Bauer said on 12 March 2021 that 5 per cent of 300 people left. ", "citations": "[S1F1] ",
    "opened citations": "[S1F1, ", "addresses": "https://example.com/a?b=c ", "mail": "anna.bauer@example.com ",
    "base64": "QUJD", "hexadecimal": "deadbeef", "escapes": "\\u0041", "accents": "a\u0301",
    "stacked accents": "\u0301\u0323", "Han": "字", "Russian": "Анна Бауэр ", "Greek": "Αβγ ", "Arabic": "هذا نص ",
    "joiners": "\u200d", "emoji": "👍🏽",
}  # fmt: skip
_NUMBERED: dict[str, Callable[[int, str, str], str]] = {
    "other names": lambda _, one, other: f"{one.title()} {other.title()} ",
    "other names in sentences": lambda _, one, other: f"We met {one.title()}{other} there. ",
    "other words": lambda _, one, other: f"{one}{other} ",
    "other figures": lambda number, *_: f"{number} ",
    "other lengths": lambda number, *_: f"{number} km ",
    "other sentences": lambda number, one, other: f"The {one} of {other} was {number} in {one}{other}. ",
    "other denials": lambda _, one, other: f"The {one} was not {other}. ",
    "other records": lambda _, one, other: f"Has{one.title()}{other}: False\n",
    "what records say": lambda _, one, other: f"It has {one} {other}. ",
    "other quotations": lambda _, one, other: f"“{one} {other} and {one}{other} here” ",
    "other compounds": lambda _, one, other: f"{one.title()}-{other.title()} ",
    "other days": lambda number, *_: f"{number % 28 + 1} March {1900 + number % 200} ",
    "other citations": lambda number, *_: f"It was so. [S1F{number}] ",
    "other citations alone": lambda number, *_: f"[S1F{number}]\n\n",
    "other notes": lambda number, *_: f"[^{number}] ",
    "other headings": lambda _, one, other: f"## {one}\n\n{other}\n\n",
    "other links": lambda number, one, _: f"[{one}](https://{one}.example/{number}) ",
    "other acronyms": lambda _, one, other: f"{one.title()} {other.title()} ({one[:1].upper()}{other[:1].upper()}) ",
    "other steps": lambda number, one, _: f"Step {number}: {one}\n",
}
_SIGNS = " \n\tAa1.,-'\"“”()[]<>*_|:;&#é%$`~^\\{}/!?="
_PAIRS, _MIXTURES = 12, 6


def all_texts() -> Iterator[tuple[str, Make]]:
    """Every way of making a hostile text, by its name."""
    yield from ((name, repeated(unit)) for name, unit in UNITS.items())
    yield from ((name, _counted(write)) for name, write in _NUMBERED.items())
    yield from _pairs()
    for seed in range(_MIXTURES):
        yield f"mixture {seed}", _mixed(seed)


def some_texts(number: int, of: int) -> Iterator[tuple[str, Make]]:
    """A share of them: where the work takes long, each kind of it gets others."""
    return ((name, make) for place, (name, make) in enumerate(all_texts()) if place % of == number % of)


def _counted(write: Callable[[int, str, str], str]) -> Make:
    """Texts in which everything is there once."""

    def make(length: int) -> str:
        pieces: list[str] = []
        number = characters = 0
        while characters < length:
            number += 1
            pieces.append(write(number, _word(number), _word(3 * number + 7)))
            characters += len(pieces[-1])
        return "".join(pieces)[:length]

    return make


def _word(number: int) -> str:
    """A word that can be spoken, another for each number."""
    left = number * 2654435761 % 2**32
    letters = []
    for _ in range(3):
        left, consonant = divmod(left, 16)
        left, vowel = divmod(left, 5)
        letters.append("bcdfghklmnprstvz"[consonant] + "aeiou"[vowel])
    return "".join(letters)


def _pairs() -> Iterator[tuple[str, Make]]:
    chooser = random.Random(1)
    for _ in range(_PAIRS):
        (one, unit), (other, more) = chooser.sample([*UNITS.items()], 2)
        yield f"{one} and {other}", repeated(unit + more * chooser.choice((1, 1, 3)))


def _mixed(seed: int) -> Make:
    """Signs, or units, in no order."""

    def make(length: int) -> str:
        chooser = random.Random(f"{seed} {length}")
        units = [*UNITS.values()] if seed % 2 else _SIGNS
        return "".join(chooser.choices(units, k=length))[:length]

    return make
