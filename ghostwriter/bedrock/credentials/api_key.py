"""Region and expiry of a Bedrock API key. Only a short-term one tells them: it is a presigned URL in base64."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

SHORT_TERM = "bedrock-api-key-"
CANNOT = "it cannot call knowledge bases and agents (those need IAM credentials)"
"""The limit of every API key."""


@dataclass(frozen=True)
class ShortTermKey:
    """A key that ends with the session that made it, at the latest after twelve hours, and holds in one region only."""

    region: str
    expires: datetime


def read_short_term(token: str) -> ShortTermKey | None:
    """Region and expiry of a short-term key; None for a long-term one, or one that cannot be read."""
    if not token.startswith(SHORT_TERM):
        return None
    encoded = token.removeprefix(SHORT_TERM)
    try:
        url = base64.b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
        given = {name: values[0] for name, values in parse_qs(urlsplit(f"//{url}").query).items()}
        signed = datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return ShortTermKey(
            region=given["X-Amz-Credential"].split("/")[2],
            expires=signed + timedelta(seconds=int(given["X-Amz-Expires"])),
        )
    except (binascii.Error, UnicodeDecodeError, KeyError, IndexError, ValueError, OverflowError):
        return None
