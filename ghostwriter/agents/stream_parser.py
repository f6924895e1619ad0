"""The words of a draft, out of the pieces of the editor call that carries them, while they arrive.

A model writes a file by calling the editor: its words stand in a JSON string of the call's arguments or, for models without
tools of their own, between the tags by which OpenHands spells a call out in text. Anything else, prose around it included, is
not the draft and is passed over. Whatever arrives, nothing is raised: what it was worth is seen when the file is validated.
"""

import re
from collections.abc import Callable, Mapping

from pydantic_core import from_json

WRITTEN = frozenset({"file_text", "new_str"})
"""The editor's parameters that hold words of the file."""
_OPENING = re.compile(rf"<parameter=(?:{'|'.join(sorted(WRITTEN))})>\n?")
_CLOSING = re.compile(r"\n?</parameter>")
_LONGEST_OPENING = len("<parameter=file_text>\n")
_LONGEST_CLOSING = len("\n</parameter>")


class ArgumentWords:
    """Reads the arguments of one call, a JSON object in pieces that may end anywhere, within an escape as well."""

    def __init__(self) -> None:
        self._json = ""
        self._shown = 0

    def feed(self, piece: str) -> str:
        """The words that a piece adds; none where the arguments are no JSON."""
        self._json += piece
        try:
            arguments = from_json(self._json, allow_partial="trailing-strings")
        except ValueError:
            return ""
        given = arguments.items() if isinstance(arguments, dict) else ()
        words = "".join(value for name, value in given if name in WRITTEN and isinstance(value, str))
        shown, self._shown = self._shown, max(self._shown, len(words))
        return words[shown:]


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
