"""The ways in which a secret may be written down, and the ways in which a text may be read.

A secret is turned into what it looks like when it is encoded; a text is freed of what may have been put between, such as
white space, invisible characters, escapes and markup, and what is packed up in it is unpacked. Then one is looked for in the
other, capitals or not.
"""

import base64
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from ghostwriter.secrecy.unpacking import unpacked
from ghostwriter.unseen import composed

_BASE64_GROUP, _BASE32_GROUP = (3, 4), (5, 8)
"""Bytes and the characters that stand for them."""
_IN_FOUR = 4
"""Bytes that base85 writes together."""
_TAG = re.compile(r"<!--.{0,200}?-->|</?[a-zA-Z][^<>]{0,200}>", re.DOTALL)
_BEGUN_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]{0,200}(?:>|\Z)|<\Z", re.DOTALL)
_LETTER = re.compile(r"[0-9a-z]")
_NESTED = 3
"""How often what is escaped may have been escaped before."""
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf])|(.))")
_NO_WORD = bytes(code for code in range(128) if chr(code) not in "0123456789abcdefghijklmnopqrstuvwxyz")
_MIXED_ENOUGH = 20
"""Letters and figures, both among them, from which on a secret is known without its punctuation."""
_LONG_ENOUGH = 32
"""The same where there are only letters, or only figures."""


def forms(secret: str) -> dict[str, str]:
    """What a secret looks like, by how it is written; all in small letters."""
    data, wide = secret.encode(), secret.encode("utf-16-le")
    written = {
        "as it is": secret,
        "reversed": secret[::-1],
        "in rot13": codecs.encode(secret, "rot13"),
        "in base64, reversed": base64.b64encode(data).decode().rstrip("=")[::-1],
        **_by_their_numbers(data),
        **_in_base64("base64", data),
        **_in_base64("base64 twice", base64.b64encode(data).rstrip(b"=")),
        **_in_base64("base64 of UTF-16", wide),
        "in hexadecimal of UTF-16": wide.hex(),
    }
    for shift in range(_BASE32_GROUP[0]):
        encoded = base64.b32encode(b"\0" * shift + data)
        written[f"in base32 ({shift})"] = _middle(encoded, shift, len(data), _BASE32_GROUP)
    for shift in range(_IN_FOUR):
        groups = data[shift : shift + (len(data) - shift) // _IN_FOUR * _IN_FOUR]
        written[f"in base85 ({shift})"] = base64.b85encode(groups).decode()
        written[f"in ascii85 ({shift})"] = base64.a85encode(groups).decode()
    return {name: form.lower() for name, form in written.items()}


def _by_their_numbers(data: bytes) -> dict[str, str]:
    """Each byte as a number; what stands between them is taken out of a text when it is read."""
    shapes = {
        "in hexadecimal": "{:02x}",
        "in marked hexadecimal": "0x{:02x}",
        "in code points": "u{:04x}",
        "in decimal": "{}",
        "in octal": "{:03o}",
        "in binary": "{:08b}",
    }
    return {name: "".join(map(shape.format, data)) for name, shape in shapes.items()}


def _in_base64(name: str, data: bytes) -> dict[str, str]:
    """At each place where a secret can stand in what was encoded."""
    return {
        f"in {name}{kind} ({shift})": _middle(encode(b"\0" * shift + data), shift, len(data), _BASE64_GROUP)
        for shift in range(_BASE64_GROUP[0])
        for kind, encode in (("", base64.b64encode), (" for addresses", base64.urlsafe_b64encode))
    }


def _middle(encoded: bytes, shift: int, length: int, group: tuple[int, int]) -> str:
    """The characters that stand for the secret alone, and for none of its neighbours' bits."""
    size, characters = group
    bits = 8 * size // characters
    first = -(-8 * shift // bits)
    last = 8 * (shift + length) // bits
    return encoded[first:last].decode()


def without_punctuation(form: str) -> str:
    """A form's letters and figures, where they are enough to know it by; else nothing."""
    word = words_only(form)
    mixed = any(character.isdigit() for character in word) and any(character.isalpha() for character in word)
    return word if len(word) >= (_MIXED_ENOUGH if mixed else _LONG_ENOUGH) else ""


def readings(text: str) -> Iterator[str]:
    """The text as it may be meant: as it stands, with tags out and escapes resolved, unpacked; without gaps, in small letters."""
    yield squeezed(text)
    for _ in range(_NESTED):
        before, text = text, unquote(html.unescape(_ESCAPED.sub(_meant, _TAG.sub("", text))))
        if text == before:
            break
        yield squeezed(text)
    for words in unpacked(text):
        yield squeezed(words)


def squeezed(text: str) -> str:
    """Without white space and invisible characters, wide letters made narrow, in small letters."""
    if not text.isascii():
        text = composed(text, "NFKC")
        unseen = {one for one in set(text) if unicodedata.category(one) in _INVISIBLE and not one.isspace()}
        text = re.sub(f"[{re.escape(''.join(unseen))}]", "", text) if unseen else text
    return "".join(text.split()).lower()


_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cn", "Mn", "Me"})


def words_only(reading: str) -> str:
    """A reading's letters and figures."""
    return reading.encode("ascii", "ignore").translate(None, _NO_WORD).decode()


def apart(text: str, *, whole: bool) -> tuple[str, list[int]]:
    """A text's letters and figures without its tags, the last of which may yet end if it is not whole, and where each stands."""
    hidden = (_TAG if whole else _BEGUN_TAG).sub(lambda tag: " " * len(tag[0]), text)
    places = [place.start() for place in _LETTER.finditer(hidden)]
    return "".join(hidden[place] for place in places), places


def _meant(escape: re.Match[str]) -> str:
    code, byte, gap, other = escape.groups()
    if code or byte:
        return chr(int(code or byte, 16))
    return " " if gap else other
