"""Characters that no reader sees and a model does: which they are, and where they are part of how people write.

Never a letter: what looks like another letter is the author's, and stays. What stays of the unseen, since words or emoji
would fall apart without it: one joiner between letters of scripts that are written with joiners; one direction mark beside
letters that are written from right to left; the selector that makes a sign an emoji or text; the flags of England, Scotland
and Wales. What may be lost is the choice of one form of the same character (soft hyphens, ideographic variants).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Literal

MOST_MARKS = 30
"""Combining marks on one letter, as Unicode's stream-safe format has it; more is no language, and takes forever to sort."""

# Scripts and symbols that are written with joiners: without them Persian words change and emoji fall apart.
_JOINED = (
    "\u0590-\u061b\u061d-\u10ff\u1780-\u180d\u180f-\u1cff\ua800-\uabff"
    "\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
)
_RIGHT_TO_LEFT = (
    "\u05be-\u05f4\u0608\u060b\u060d\u061b\u061d-\u064a\u066d-\u06d5\u06fa-\u08c9\ufb1d-\ufdff\ufe70-\ufefc"
)
_EMOJI = (
    "#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_MONGOLIAN = "\u1800-\u180a\u1810-\u18aa"
"""Without its own selectors: of a row of them each would hold the next, and one would go at a time."""
_FLAGS = "|".join(
    "".join(chr(0xE0000 + ord(letter)) for letter in region) + "\U000e007f" for region in ("gbeng", "gbsct", "gbwls")
)
_FLAG = re.compile(f"\U0001f3f4(?:{_FLAGS})")
_TAGS = "[\U000e0000-\U000e007f]"

_KINDS: tuple[tuple[str, str], ...] = (
    ("control characters", "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"),
    ("Unicode tags", _TAGS),
    (
        "bidi controls",
        (
            "[\u061c\u202a-\u202e\u2066-\u2069]"
            f"|(?<![{_RIGHT_TO_LEFT}])[\u200e\u200f](?![{_RIGHT_TO_LEFT}])|(?<=[\u200e\u200f])[\u200e\u200f]"
        ),
    ),
    (
        "zero-width characters",
        f"[\u200b\u2060-\u2064\ufeff\u180e\u034f]|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])",
    ),
    (
        "variation selectors",
        f"[\ufe00-\ufe0d\U000e0100-\U000e01ef]|(?<![{_EMOJI}])[\ufe0e\ufe0f]|(?<![{_MONGOLIAN}])[\u180b-\u180d\u180f]",
    ),
    ("soft hyphens", "\u00ad"),
    (
        "other invisible characters",
        (
            "[\u2065\u206a-\u206f\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff\u115f\u1160\u17b4\u17b5\u3164\uffa0\u070f"
            "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
        ),
    ),
)
SCRIPTS = "scripts and styles"
_UNSEEN = re.compile("|".join(f"({pattern})" for _, pattern in _KINDS))
_ANY = re.compile("[^\t\n -~\u00a0-\u00ac\u00ae-\u02ff]")
"""A cheap look whether there is anything to look for: most texts of Latin letters have little of it."""
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""What goes on elsewhere than right here: on another line, or at the beginning of this one."""
_FAR_FROM_ASCII = re.compile(f"[^\x00-\u02ff\\s]{{{MOST_MARKS + 1},}}")


def without_unseen(text: str) -> tuple[str, Counter[str]]:
    """The text without what no reader sees, and how much of it there was, by its kind."""
    taken: Counter[str] = Counter()
    if not _ANY.search(text) and "\u00ad" not in text:
        return text, taken
    flags = [match.span() for match in _FLAG.finditer(text)]
    text = _taken_out(text, flags, taken)
    return _without_stacks(text, taken), taken


def composed(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """The text in a composed form of Unicode, without the marks that no letter could want: sorting them takes forever."""
    return unicodedata.normalize(form, _without_stacks(text, Counter()))


def seen(text: str) -> str:
    """The text as a reader sees it."""
    return without_unseen(text)[0]


def printable(text: str) -> str:
    """Text that is safe on a terminal: on one line, without escape sequences, bidi controls and what cannot be encoded."""
    return _BREAKS.sub(" ", without_unseen(text.encode(errors="replace").decode())[0])


def counted_by_kind(hidden: Mapping[str, int]) -> str:
    """Counts of hidden text as a reader is told them: ``3 hidden elements, 1 comment``.

    ``hidden`` counts by kind, each a plural. Scripts and styles hide no words, and are not worth telling.
    """
    kinds = {kind: count for kind, count in hidden.items() if kind != SCRIPTS}
    return ", ".join(f"{count:,} {kind if count > 1 else _singular(kind)}" for kind, count in kinds.items())


def _singular(kind: str) -> str:
    """One of a kind: ``word in attributes`` of ``words in attributes``."""
    first, inside, rest = kind.partition(" in ")
    return f"{first.removesuffix('s')}{inside}{rest}"


def _taken_out(text: str, flags: list[tuple[int, int]], taken: Counter[str]) -> str:
    """Remove invisible characters in one pass, those of flags excepted."""
    spared = {place for start, end in flags for place in range(start, end)}

    def out(match: re.Match[str]) -> str:
        if match.start() in spared:
            return match[0]
        taken[_KINDS[(match.lastindex or 1) - 1][0]] += 1
        return ""

    return _UNSEEN.sub(out, text)


def _without_stacks(text: str, taken: Counter[str]) -> str:
    """No letter carries more marks than a language could want."""

    def flat(match: re.Match[str]) -> str:
        marks, kept = 0, []
        for character in match[0]:
            marks = marks + 1 if unicodedata.combining(character) else 0
            if marks <= MOST_MARKS:
                kept.append(character)
        taken["stacked marks"] += len(match[0]) - len(kept)
        return "".join(kept)

    text = _FAR_FROM_ASCII.sub(flat, text)
    taken += Counter()
    return text
