"""Filter a stream that is shown while it arrives: neither a secret is shown, nor what may be the beginning of one."""

from ghostwriter.security.secrets.scanner import SecretScanner

_AT_ONCE = 48
"""Characters that are waited for before the next look: a look takes as long for one as for some dozens."""
_LONGEST_HELD = 8_000
"""Characters: more than any secret takes, gaps included. What has been withheld for so long is one, and is never shown."""
_SAYS_NOTHING = 8
"""Characters that may be shown at the end although a secret begins with them: they are a word's last letters."""


class StreamFilter:
    """One for each stream. After a secret nothing is shown; the whole answer is looked at when it is complete."""

    def __init__(self, scanner: SecretScanner) -> None:
        self._scanner = scanner
        self._begin()

    def _begin(self) -> None:
        self._withheld, self._next_look, self._closed = "", _AT_ONCE, False

    def feed(self, piece: str, *, last: bool) -> str:
        """Take the next piece of a stream, and return what can be shown; ``last`` says that nothing follows."""
        self._withheld += "" if self._closed else piece
        shown = self._look(last=last) if last or len(self._withheld) >= self._next_look else ""
        if last:
            self._begin()
        return shown

    def _look(self, *, last: bool) -> str:
        text = self._withheld
        end = self._scanner.speakable(text, whole=last)
        if last and len(text) - end < _SAYS_NOTHING:
            end = len(text)
        self._withheld = text[end:]
        if len(self._withheld) > _LONGEST_HELD:
            self._withheld, self._closed = "", True
        self._next_look = len(self._withheld) + _AT_ONCE
        return text[:end]
