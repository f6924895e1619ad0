"""The binary frames of ``application/vnd.amazon.eventstream``.

A frame is: total length, header length, CRC-32 of those two (the prelude), headers, payload, CRC-32 of all before it;
each number four bytes, big-endian. A header is: name length (1 byte), name, type 7 (text), value length (2 bytes),
value. Source: the specification in the AWS SDK documentation, checked against recorded traffic and botocore's decoder.
"""

import struct
import zlib
from collections.abc import Mapping
from typing import Any

from ghostwriter.emulator.exchange import json_bytes

CONTENT_TYPE = "application/vnd.amazon.eventstream"
_TEXT = 7
_OVERHEAD = 16
"""Bytes of a frame besides headers and payload."""
_PADDING = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def event_frame(event_type: str, payload: Mapping[str, Any]) -> bytes:
    """The frame of one event."""
    return _frame({":event-type": event_type, ":content-type": "application/json", ":message-type": "event"}, payload)


def exception_frame(exception_type: str, payload: Mapping[str, Any]) -> bytes:
    """The frame of a modelled error that ends a stream, such as ``throttlingException``."""
    headers = {":exception-type": exception_type, ":content-type": "application/json", ":message-type": "exception"}
    return _frame(headers, payload)


def padded(payload: Mapping[str, Any]) -> dict[str, Any]:
    """A payload in Bedrock's order of keys, with its padding ``p``, whose length hides that of the text on the wire."""
    length = 1 + zlib.crc32(json_bytes(payload)) % len(_PADDING)
    return dict(sorted({**payload, "p": _PADDING[:length]}.items()))


def _frame(headers: Mapping[str, str], payload: Mapping[str, Any]) -> bytes:
    head = b"".join(_header(name, value) for name, value in headers.items())
    body = json_bytes(payload)
    prelude = struct.pack("!II", _OVERHEAD + len(head) + len(body), len(head))
    message = prelude + struct.pack("!I", zlib.crc32(prelude)) + head + body
    return message + struct.pack("!I", zlib.crc32(message))


def _header(name: str, value: str) -> bytes:
    key, text = name.encode(), value.encode()
    return struct.pack("!B", len(key)) + key + struct.pack("!BH", _TEXT, len(text)) + text
