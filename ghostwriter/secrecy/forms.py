"""The ways in which a secret may be written down, and the ways in which a text may be read.

A secret is turned into what it looks like when it is encoded; a text is freed of what may have been put between, such as
white space, invisible characters and escapes. Then one is looked for in the other, capitals or not.
"""

import base64
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

_BASE64_GROUP, _BASE32_GROUP = (3, 4), (5, 8)
"""Bytes and the characters that stand for them."""
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf])|(.))")
_WORD = re.compile(r"[^0-9a-z]+")
_MIXED_ENOUGH = 20
"""Letters and figures, both among them, from which on a secret is known without its punctuation."""


def forms(secret: str) -> dict[str, str]:
    """What a secret looks like, by how it is written; all in small letters."""
    data = secret.encode()
    written = {
        "as it is": secret,
        "reversed": secret[::-1],
        "in hexadecimal": data.hex(),
        "in rot13": codecs.encode(secret, "rot13"),
    }
    for shift in range(_BASE64_GROUP[0]):
        for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
            written[f"in {name} ({shift})"] = _middle(encode(b"\0" * shift + data), shift, len(data), _BASE64_GROUP)
    for shift in range(_BASE32_GROUP[0]):
        encoded = base64.b32encode(b"\0" * shift + data)
        written[f"in base32 ({shift})"] = _middle(encoded, shift, len(data), _BASE32_GROUP)
    return {name: form.lower() for name, form in written.items()}


def _middle(encoded: bytes, shift: int, length: int, group: tuple[int, int]) -> str:
    """The characters that stand for the secret alone, and for none of its neighbours' bits."""
    size, characters = group
    bits = 8 * size // characters
    first = -(-8 * shift // bits)
    last = 8 * (shift + length) // bits
    return encoded[first:last].decode()


def without_punctuation(form: str) -> str:
    """A form's letters and figures, where they are enough to know it by; else nothing."""
    word = _WORD.sub("", form)
    mixed = any(character.isdigit() for character in word) and any(character.isalpha() for character in word)
    return word if mixed and len(word) >= _MIXED_ENOUGH else ""


def readings(text: str) -> Iterator[str]:
    """The text as it may be meant: as it stands, and with its escapes resolved; all without gaps and in small letters."""
    yield squeezed(text)
    if "\\" in text or "%" in text or "&" in text:
        yield squeezed(unquote(html.unescape(_ESCAPED.sub(_meant, text))))


def squeezed(text: str) -> str:
    """Without white space and invisible characters, wide letters made narrow, in small letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(character for character in text if unicodedata.category(character) not in _INVISIBLE)
    return "".join(text.split()).lower()


_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cn", "Mn", "Me"})


def words_only(reading: str) -> str:
    """A reading's letters and figures."""
    return _WORD.sub("", reading)


def _meant(escape: re.Match[str]) -> str:
    code, byte, gap, other = escape.groups()
    if code or byte:
        return chr(int(code or byte, 16))
    return " " if gap else other
