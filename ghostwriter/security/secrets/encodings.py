"""Encoded forms of a secret, and normalised decodings of a text in which to look for them.

A secret is turned into what it looks like when it is encoded; a text is freed of what may stand between its characters:
white space, invisible characters, escapes and markup. Then one is looked for in the other, capitals or not. Looked for is what
happens to secrets by themselves, in logs, configuration and pages; nothing is done against somebody who enciphers one.
"""

import base64
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from ghostwriter.text.invisible import composed

_TAG = re.compile(r"<!--.{0,200}?-->|</?[a-zA-Z][^<>]{0,200}>", re.DOTALL)
_BEGUN_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]{0,200}(?:>|\Z)|<\Z", re.DOTALL)
_LETTER = re.compile(r"[0-9a-z]")
_NESTED = 3
"""Times that a text may have been escaped."""
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf])|(.))")
_NO_WORD = bytes(code for code in range(128) if chr(code) not in "0123456789abcdefghijklmnopqrstuvwxyz")
_MIXED_ENOUGH = 20
"""Letters and figures, both among them, from which on a secret is known without its punctuation."""
_LONG_ENOUGH = 32
"""Characters from which on letters alone, or figures alone, are enough."""


def encoded_forms(secret: str) -> dict[str, str]:
    """Lower-case forms of a secret, by name: as it is, in hexadecimal, and in base64 at each offset."""
    data = secret.encode()
    # The characters of base64, six bits each, that stand for the secret alone, and for none of its neighbours' bits.
    base64_forms = {
        f"in base64{kind} ({at})": encode(bytes(at) + data)[-(-8 * at // 6) : 8 * (at + len(data)) // 6].decode()
        for at in range(3)
        for kind, encode in (("", base64.b64encode), (" for addresses", base64.urlsafe_b64encode))
    }
    written = {"as it is": secret, "in hexadecimal": data.hex(), **base64_forms}
    return {name: form.lower() for name, form in written.items()}


def without_punctuation(form: str) -> str:
    """A form's letters and figures, where they are enough to know it by; else nothing."""
    word = words_only(form)
    mixed = any(character.isdigit() for character in word) and any(character.isalpha() for character in word)
    return word if len(word) >= (_MIXED_ENOUGH if mixed else _LONG_ENOUGH) else ""


def decodings(text: str) -> Iterator[str]:
    """The text as it may be meant: as it stands, with tags out and escapes resolved; without gaps, in small letters."""
    yield squeezed(text)
    for _ in range(_NESTED):
        before, text = text, unquote(html.unescape(_ESCAPED.sub(_meant, _TAG.sub("", text))))
        if text == before:
            break
        yield squeezed(text)


def squeezed(text: str) -> str:
    """Without white space and invisible characters, wide letters made narrow, in small letters."""
    if not text.isascii():
        text = composed(text, "NFKC")
        unseen = {ord(one) for one in set(text) if unicodedata.category(one) in _INVISIBLE and not one.isspace()}
        text = text.translate(dict.fromkeys(unseen))
    return "".join(text.split()).lower()


_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cn", "Mn", "Me"})


def words_only(reading: str) -> str:
    """A reading's letters and figures."""
    return reading.encode("ascii", "ignore").translate(None, _NO_WORD).decode()


def letters_and_places(text: str, *, whole: bool) -> tuple[str, list[int]]:
    """A text's letters and figures without its tags, the last of which may yet end if it is not whole, and where each stands."""
    hidden = (_TAG if whole else _BEGUN_TAG).sub(lambda tag: " " * len(tag[0]), text)
    places = [place.start() for place in _LETTER.finditer(hidden)]
    return "".join(hidden[place] for place in places), places


def _meant(escape: re.Match[str]) -> str:
    code, byte, gap, other = escape.groups()
    if code or byte:
        return chr(int(code or byte, 16))
    return " " if gap else other
