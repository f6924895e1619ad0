"""A screen before words that are shown while they arrive: a secret is not shown, nor what may be the beginning of one."""

from ghostwriter.security.secrets.scanner import Watch

_AT_ONCE = 48
"""Characters that are waited for before the next look: a look takes as long for one as for some dozens."""
_LONGEST_HELD = 8_000
"""Characters: more than any secret takes, gaps included. What has been held for so long is one, and does not come free again."""
_SAYS_NOTHING = 8
"""Characters that may be shown at the end although a secret begins with them: they are a word's last letters."""


class StreamFilter:
    """One for each stream. After a secret nothing is shown; the whole answer is looked at when it is complete."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._begin()

    def _begin(self) -> None:
        self._held, self._next_look, self._shut = "", _AT_ONCE, False

    def feed(self, piece: str, *, last: bool) -> str:
        """What can be shown, now that ``piece`` has arrived; ``last`` says that nothing follows."""
        self._held += "" if self._shut else piece
        shown = self._look(last=last) if last or len(self._held) >= self._next_look else ""
        if last:
            self._begin()
        return shown

    def _look(self, *, last: bool) -> str:
        text = self._held
        end = self._watch.speakable(text, whole=last)
        if last and len(text) - end < _SAYS_NOTHING:
            end = len(text)
        self._held = text[end:]
        if len(self._held) > _LONGEST_HELD:
            self._held, self._shut = "", True
        self._next_look = len(self._held) + _AT_ONCE
        return text[:end]
