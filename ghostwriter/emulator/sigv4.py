"""AWS Signature Version 4, recomputed from a request as it arrived.

Source: "Create a signed AWS API request" in the IAM User Guide; compared with botocore's signer by the tests.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl, quote, urlsplit

from ghostwriter.emulator.errors import access_denied
from ghostwriter.emulator.exchange import Request

ALGORITHM = "AWS4-HMAC-SHA256"
_PART = re.compile(r"\s*(Credential|SignedHeaders|Signature)=(\S+)\s*")
_CREDENTIAL = re.compile(r"(?P<key>[^/]+)/(?P<date>[^/]*)/(?P<region>[^/]*)/(?P<service>[^/]*)/(?P<terminator>[^/]*)")


@dataclass(frozen=True)
class Authorization:
    """The Authorization header of a signed request."""

    access_key_id: str
    date: str
    region: str
    service: str
    terminator: str
    signed_headers: tuple[str, ...]
    signature: str

    @classmethod
    def parse(cls, authorization: str) -> Self:
        """Read ``AWS4-HMAC-SHA256 Credential=.., SignedHeaders=.., Signature=..``.

        Raises:
            Refusal: IncompleteSignatureException, naming what is missing.
        """
        found = [_PART.fullmatch(part) for part in authorization.removeprefix(ALGORITHM).split(",")]
        parts = {match[1]: match[2] for match in found if match}
        missing = [name for name in ("Credential", "Signature", "SignedHeaders") if name not in parts]
        if missing:
            complaints = " ".join(f"Authorization header requires '{name}' parameter." for name in missing)
            raise access_denied("IncompleteSignatureException", complaints)
        credential = _CREDENTIAL.fullmatch(parts["Credential"])
        if credential is None:
            message = f"Credential must have exactly 5 slash-delimited elements, got '{parts['Credential']}'."
            raise access_denied("IncompleteSignatureException", message)
        return cls(
            access_key_id=credential["key"],
            date=credential["date"],
            region=credential["region"],
            service=credential["service"],
            terminator=credential["terminator"],
            signed_headers=tuple(parts["SignedHeaders"].split(";")),
            signature=parts["Signature"],
        )


def signature(request: Request, claim: Authorization, secret: str) -> str:
    """The signature that a request should carry, in hex."""
    scope = (claim.date, claim.region, claim.service, claim.terminator)
    digest = hashlib.sha256(canonical_request(request, claim.signed_headers).encode()).hexdigest()
    to_sign = "\n".join((ALGORITHM, request.headers.get("x-amz-date", ""), "/".join(scope), digest))
    key = f"AWS4{secret}".encode()
    for part in scope:
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, to_sign.encode(), "sha256").hex()


def canonical_request(request: Request, signed_headers: Sequence[str]) -> str:
    """A request in the form that is signed: method, path, query, headers, and the hash of the body."""
    url = urlsplit(request.raw_path)
    # Every service but S3 signs the path encoded once more than it is sent.
    lines = [request.method, quote(url.path, safe="/~"), _canonical_query(url.query)]
    lines += [f"{name}:{' '.join(request.headers.get(name, '').split())}" for name in signed_headers]
    lines += ["", ";".join(signed_headers), hashlib.sha256(request.body).hexdigest()]
    return "\n".join(lines)


def _canonical_query(query: str) -> str:
    pairs = sorted((quote(k, safe="~"), quote(v, safe="~")) for k, v in parse_qsl(query, keep_blank_values=True))
    return "&".join(f"{name}={value}" for name, value in pairs)
