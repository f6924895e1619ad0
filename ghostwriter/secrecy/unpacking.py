"""What a text may hold packed up: runs of base64 or hexadecimal, compressed or not, one within the other."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}(?:\s+[A-Za-z0-9+/_-]{16,})*(?:\s*[A-Za-z0-9+/_-]+={1,2})?")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{16,}")
_STANDARD = str.maketrans("-_", "+/")
_GZIP, _DEFLATE = b"\x1f\x8b", 8
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
DEEPEST = 3
"""Layers that are taken off; whoever packs a secret more often is out to hide it, and finds a way."""
SHORTEST = 8
"""Characters; less is no secret."""
_MOSTLY_WORDS = 0.75
"""The share of ASCII from which on something is taken for words; of what is not, such as a digest, it is half."""
LARGEST = 1_000_000
"""Bytes that are unpacked of one run: what is compressed can be a bomb."""


def unpacked(text: str, depth: int = DEEPEST) -> Iterator[str]:
    """Every run of a text that is some encoding of readable words, as those, layer by layer."""
    if not depth:
        return
    for data in _runs(text):
        for inner in filter(None, (data, _inflated(data))):
            narrow = inner.replace(b"\0", b"")  # UTF-16 is ASCII with gaps
            words = narrow.decode("ascii", "ignore")
            if len(words) >= max(SHORTEST, _MOSTLY_WORDS * len(narrow)):
                yield words
                yield from unpacked(words, depth - 1)


def _runs(text: str) -> Iterator[bytes]:
    for run in _HEXADECIMAL.findall(text):
        yield bytes.fromhex(run[: len(run) // 2 * 2])
    for run in _BASE64.findall(text):
        letters = "".join(run.split()).rstrip("=").translate(_STANDARD)
        for first in range(4):  # what stands before it may be letters as well
            whole = letters[first : first + (len(letters) - first) // 4 * 4]
            rest = letters[first + len(whole) :]
            try:
                yield base64.b64decode(whole + (rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""))
            except binascii.Error:
                continue


def _inflated(data: bytes) -> bytes:
    """What was compressed, as far as it can be read; nothing if it was not."""
    if not _says_compressed(data[:2]):
        return b""
    try:
        return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(data, LARGEST)
    except zlib.error:
        return b""


def _says_compressed(head: bytes) -> bool:
    """Whether two bytes are the first of gzip (RFC 1952) or zlib (RFC 1950); most runs are neither, which is soon seen."""
    return head == _GZIP or (len(head) == len(_GZIP) and head[0] & 0x0F == _DEFLATE and int.from_bytes(head) % 31 == 0)
