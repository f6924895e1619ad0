"""A screen before words that are shown while they arrive: a secret is not shown, nor what may be the beginning of one."""

from ghostwriter.secrecy.watch import Watch

_SAYS_NOTHING = 8
"""Characters that may be shown at the end although a secret begins with them: they are a word's last letters."""


class Screen:
    """One for each stream. After a secret nothing is shown; the whole answer is looked at when it is complete."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._held = ""

    def feed(self, piece: str, *, last: bool) -> str:
        """What can be shown, now that ``piece`` has arrived; ``last`` says that nothing follows."""
        text = self._held + piece
        end = self._watch.speakable(text, whole=last)
        if last and len(text) - end < _SAYS_NOTHING:
            end = len(text)
        self._held = text[end:]
        return text[:end]
