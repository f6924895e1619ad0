"""What is long and says nothing: sources, and artifacts of a model, of one thing over and over.

Each would keep the program busy for minutes, if anything in it took the square of a text's length.
"""

from tests.attacks.hidden_text import PROSE
from tests.attacks.hostile_models import (
    ARTICLE,
    DRAFT,
    EXTRACTION,
    VERDICTS,
    Script,
    extraction,
    verdict,
    verdicts,
    writes,
)
from tests.attacks.hostile_sources import Attack, note

LONG = 200_000
"""Characters."""
_ONE_SENTENCE = "It was on 12 March 2021 that 5 per cent of 300 people left for “a town by the sea”. "


def _of(unit: str) -> Attack:
    """A source that begins with words, and ends in one thing over and over."""
    return note(f"{PROSE}\n\n{(unit * LONG)[:LONG]}\n\nThe end of it.\n")


SOURCES_OF_ONE_THING: dict[str, Attack] = {
    "spaces": _of(" "),
    "spaces between words": note(f"{PROSE} It was{' ' * LONG}so.\n"),
    "tabs": _of("\t"),
    "no-break spaces": _of("\u00a0"),
    "blank lines": _of("\n"),
    "blank lines of spaces": _of("   \n"),
    "lines of a rule": _of("---\n"),
    "lines of a fence": _of("```\n"),
    "digits": _of("7"),
    "figures": _of("1 2 3 "),
    "dates and figures": _of(_ONE_SENTENCE),
    "names": _of("Anna Bauer "),
    "letters without a space": _of("a"),
    "capitals with points": _of("A. "),
    "keys": note(PROSE + "\n\n" + "".join(f"Has{number}: False\n" for number in range(LONG // 12))),
    "brackets of footnotes": _of("[^"),
    "comments that never end": _of("<!--"),
    "front matter that could be read in two ways": note("---\n" + " a: b\n" * 5_000 + "\n" + PROSE),
    "a number after many": note(f"{PROSE} See page {'1' * 60}; 7 of it, and versions {'1 ' * 60}x 2.\n"),
    "accents out of order": _of("e\u0301\u0323"),
}

_LEADS = f"{ARTICLE}\n\nThe dam stands. [S1F1]"
ARTIFACTS_OF_ONE_THING: dict[str, Script] = {
    "a draft of spaces": writes(DRAFT, f"{_LEADS}{' ' * 100_000}It holds. [S1F2]\n", 1),
    "a draft of blank lines": writes(DRAFT, _LEADS + "\n" * 100_000, 1),
    "a draft of tabs": writes(DRAFT, _LEADS + "\t" * 100_000, 1),
    "a draft of tildes": writes(DRAFT, f"{_LEADS}\n\n{'~' * 100_000}\n", 1),
    "a draft of fences": writes(DRAFT, f"{_LEADS}\n\n" + "```x\n" * 20_000, 1),
    "a draft of footnotes that are never closed": writes(DRAFT, _LEADS + "[^" * 50_000, 1),
    "a draft of citations": writes(DRAFT, _LEADS + " [S1F1]" * 15_000, 1),
    "a draft of citations in lines of their own": writes(DRAFT, _LEADS + "\n\n[S1F1]" * 12_000, 1),
    "a draft of digits": writes(DRAFT, f"{_LEADS} It cost {'7' * 100_000} dollars. [S1F1]\n", 1),
    "a draft with an item of a number without end": writes(DRAFT, f"{_LEADS}\n\n{'9' * 6_000}. It stands. [S1F1]\n", 1),
    "a draft of capitals": writes(DRAFT, _LEADS + " Aa" * 30_000, 1),
    "a draft of figures": writes(DRAFT, _LEADS + " 1 2 3" * 15_000, 1),
    "a draft of sentences": writes(DRAFT, _LEADS + " It is so. [S1F1]" * 6_000, 1),
    "facts of spaces": writes(
        EXTRACTION, extraction({"statement": f"It{' ' * 900}is.", "quote": f"The Elm Dam{' ' * 1_900}was"}), 1
    ),
    "facts of figures": writes(
        EXTRACTION,
        extraction(*({"statement": f"{n} " * 150, "quote": "The Elm Dam was finished"} for n in range(150))),
        1,
    ),
    "verdicts without end": writes(VERDICTS, verdicts(*(verdict(claim=f"C{n}") for n in range(4_000))), 1),
    "evidence without end": writes(
        VERDICTS, verdicts(verdict(evidence=[{"source": "S1", "quote": "Elm " * 400}] * 100)), 1
    ),
}
