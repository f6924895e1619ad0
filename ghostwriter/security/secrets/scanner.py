"""Look for secrets in what a run writes and shows, in whatever form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ghostwriter.errors import SecretFound
from ghostwriter.security.secrets import encodings

type Secrets = Mapping[str, str]


@dataclass(frozen=True)
class Hit:
    """A secret that a text holds, by the variable's name, and how it is written."""

    name: str
    form: str


class _Sought(NamedTuple):
    hit: Hit
    text: str
    bare: str


@dataclass(frozen=True)
class SecretScanner:
    """Knows a run's secrets; ``secrets`` is asked each time, since some are fetched and renewed during the run."""

    secrets: Callable[[], Secrets] = dict

    def hit(self, text: str) -> Hit | None:
        """The first secret that is found in a text."""
        sought = self._sought()
        for reading in encodings.decodings(text) if sought else ():
            bare = encodings.words_only(reading)
            for one in sought:
                if one.text in reading or (one.bare and one.bare in bare):
                    return one.hit
        return None

    def require_none(self, text: str, where: str) -> None:
        """Require that a text can be kept or shown; ``where`` is what it is, for the error.

        Raises:
            SecretFound: naming the secret by its variable, and not giving it away.
        """
        found = self.hit(text)
        if found is not None:
            raise SecretFound(
                f"{where} holds the secret {found.name}, {found.form}; it is not kept. Find out how it got there (the brief, a "
                "source, the model), take it out, and renew that secret; then run the same command again."
            )

    def redacted(self, text: str) -> str:
        """A text that may be shown: what it says, or that it is withheld."""
        found = self.hit(text)
        if found is None:
            return text
        for name, secret in self.secrets().items():
            text = text.replace(secret, f"[{name}]") if secret else text
        left = self.hit(text)
        return text if left is None else f"[withheld: it holds the secret {left.name}, {left.form}]"

    def speakable(self, text: str, *, whole: bool = False) -> int:
        """The number of characters that can be shown: none after a secret, none that may begin one (if not ``whole``)."""
        low = text.lower()
        bare, places = encodings.letters_and_places(low, whole=whole)
        end = len(text)
        for one in self._sought():
            end = min(end, _before(low, one.text))
            if one.bare and (begin := _before(bare, one.bare)) < len(bare):
                end = min(end, places[begin])
        return end

    def _sought(self) -> list[_Sought]:
        return [one for name, secret in self.secrets().items() for one in _forms_of(name, secret)]


@lru_cache
def _forms_of(name: str, secret: str) -> tuple[_Sought, ...]:
    written = encodings.encoded_forms(secret).items()
    return tuple(_Sought(Hit(name, form), text, encodings.without_punctuation(text)) for form, text in written if text)


NO_SECRETS = SecretScanner()
"""A scanner that knows of none."""


def _before(text: str, form: str) -> int:
    """The place where a form stands in a text, or begins at its end; the text's length if there is none."""
    whole = text.find(form)
    if whole >= 0:
        return whole
    begins = text.find(form[0], max(0, len(text) - len(form) + 1))
    while begins >= 0 and not form.startswith(text[begins:]):
        begins = text.find(form[0], begins + 1)
    return begins if begins >= 0 else len(text)
