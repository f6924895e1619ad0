"""The words of a draft, out of the pieces of the editor call that carries them, while they arrive.

A model writes a file by calling the editor: its words stand in a JSON string of the call's arguments or, for models without
tools of their own, between the tags by which OpenHands spells a call out in text. Anything else, prose around it included, is
not the draft and is passed over. Whatever arrives, nothing is raised: what it was worth is seen when the file is validated.
"""

import json
import re
from collections.abc import Callable, Mapping
from enum import Enum, auto

WRITTEN = frozenset({"file_text", "new_str"})
"""The editor's parameters that hold words of the file."""
_ESCAPED: Mapping[str, str] = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_SHORT_ESCAPE, _LONG_ESCAPE, _PAIR = 2, 6, 12
_OPENING = re.compile(rf"<parameter=(?:{'|'.join(sorted(WRITTEN))})>\n?")
_CLOSING = re.compile(r"\n?</parameter>")
_LONGEST_OPENING = len("<parameter=file_text>\n")
_LONGEST_CLOSING = len("\n</parameter>")


class _In(Enum):
    """State of the reader of arguments."""

    OBJECT = auto()
    KEY = auto()
    VALUE = auto()
    WORDS = auto()
    STRING = auto()


class ArgumentWords:
    """Reads the arguments of one call, a JSON object in pieces that may end anywhere, within an escape as well."""

    def __init__(self) -> None:
        self._where = _In.OBJECT
        self._key = ""
        self._depth = 0
        self._waiting = ""

    def feed(self, piece: str) -> str:
        """The words that a piece adds."""
        words: list[str] = []
        text, at = self._waiting + piece, 0
        self._waiting = ""
        while at < len(text):
            if text[at] == "\\" and self._where in {_In.KEY, _In.WORDS, _In.STRING}:
                taken, meant = _escape(text[at : at + _PAIR])
                if not taken:
                    self._waiting = text[at:]
                    break
                self._take(meant, words, escaped=True)
                at += taken
            else:
                self._take(text[at], words, escaped=False)
                at += 1
        return "".join(words)

    def _take(self, character: str, words: list[str], *, escaped: bool) -> None:
        ends = character == '"' and not escaped
        match self._where:
            case _In.OBJECT:
                self._between(character)
            case _In.KEY if ends:
                self._where = _In.VALUE
            case _In.KEY:
                self._key += character
            case _In.VALUE:
                self._at_value(character)
            case _In.WORDS | _In.STRING if ends:
                self._where = _In.OBJECT
            case _In.WORDS:
                words.append(character)
            case _In.STRING:
                pass

    def _between(self, character: str) -> None:
        """Between the members of the object, or somewhere in a nested value, whose strings are nobody's words."""
        if character == '"':
            self._where, self._key = (_In.KEY, "") if self._depth == 1 else (_In.STRING, "")
        elif character in "{[":
            self._depth += 1
        elif character in "}]":
            self._depth -= 1

    def _at_value(self, character: str) -> None:
        if character == '"':
            self._where = _In.WORDS if self._key in WRITTEN else _In.STRING
        elif character not in ": \t\r\n":
            self._where = _In.OBJECT
            self._between(character)


def _escape(text: str) -> tuple[int, str]:
    """Length of an escape and its meaning; 0 if it has not arrived whole."""
    if len(text) < _SHORT_ESCAPE:
        return 0, ""
    if text[1] != "u":
        return _SHORT_ESCAPE, _ESCAPED.get(text[1], text[1])
    if len(text) < _LONG_ESCAPE:
        return 0, ""
    high = _is_surrogate(text[2:6])
    if high and len(text) < _PAIR and (r"\u".startswith(text[6:8]) or text[6:8] == r"\u"):
        return 0, ""
    length = _PAIR if high and text[6:8] == r"\u" else _LONG_ESCAPE
    try:
        meant = json.loads(f'"{text[:length]}"')
    except ValueError:
        return _SHORT_ESCAPE, text[1]
    return length, str(meant).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_surrogate(digits: str) -> bool:
    return digits[:1] in {"d", "D"} and digits[1:2] in set("89abAB")


class TaggedWords:
    """Reads a call that is spelled out in text, ``<parameter=file_text>...</parameter>``, in pieces that may end anywhere."""

    def __init__(self) -> None:
        self._waiting = ""
        self._inside = False

    def feed(self, piece: str) -> str:
        """The words that a piece adds."""
        words: list[str] = []
        self._waiting += piece
        while (read := self._next()) is not None:
            words.append(read)
        return "".join(words)

    def _next(self) -> str | None:
        """Text that can be read up to the next tag; None if more has to arrive first."""
        tag, longest = (_CLOSING, _LONGEST_CLOSING) if self._inside else (_OPENING, _LONGEST_OPENING)
        found = tag.search(self._waiting)
        # A newline after the opening tag belongs to it, and may not have arrived yet.
        if found and (self._inside or found.end() < len(self._waiting)):
            before, self._waiting = self._waiting[: found.start()], self._waiting[found.end() :]
            self._inside = not self._inside
            return "" if self._inside else before
        kept = longest - 1 if not found else len(self._waiting) - found.start()
        ready = len(self._waiting) - kept
        if ready <= 0:
            return None
        before, self._waiting = self._waiting[:ready], self._waiting[ready:]
        return before if self._inside else ""


class StreamedWords:
    """Reads one conversation's streams; each answer, and each call in it, starts again."""

    def __init__(self) -> None:
        self._answer: str | None = None
        self._readers: dict[int | None, Callable[[str], str]] = {}

    def feed(self, answer: str, text: str, arguments: Mapping[int, str]) -> str:
        """Read a chunk of the answer ``answer``: its text, and pieces of its calls' arguments by index."""
        if answer != self._answer:
            self._answer, self._readers = answer, {}
        words = self._reader(None)(text) if text else ""
        return words + "".join(self._reader(index)(piece) for index, piece in arguments.items())

    def _reader(self, index: int | None) -> Callable[[str], str]:
        if index not in self._readers:
            self._readers[index] = TaggedWords().feed if index is None else ArgumentWords().feed
        return self._readers[index]
