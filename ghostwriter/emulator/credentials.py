"""Who may ask: bearer tokens compared, SigV4 signatures recomputed from what arrived."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

from ghostwriter.emulator.refusals import denied

SIGNATURE_LIVES = timedelta(minutes=5)
_SIGV4 = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<date>\d{8})/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request,\s*"
    r"SignedHeaders=(?P<signed>[^,]+),\s*Signature=(?P<signature>[0-9a-f]{64})"
)


@dataclass(frozen=True)
class Keys:
    """One accepted pair of IAM keys, with the session token that must come along, if any."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Request:
    """One request as it arrived; ``headers`` have lower-case names."""

    method: str
    raw_path: str
    headers: Mapping[str, str]
    body: bytes


class Guard:
    """Knows the accepted credentials: its own, and those of the environment it was started in."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.bearer_token = f"ghostwriter-offline-{secrets.token_hex(8)}"
        self.keys = Keys("GHOSTWRITEROFFLINE", secrets.token_hex(20))
        self._tokens = [token for token in (self.bearer_token, env.get("AWS_BEARER_TOKEN_BEDROCK", "")) if token]
        self._keys = {self.keys.access_key_id: self.keys}
        if env.get("AWS_ACCESS_KEY_ID") and env.get("AWS_SECRET_ACCESS_KEY"):
            given = Keys(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], env.get("AWS_SESSION_TOKEN") or None)
            self._keys[given.access_key_id] = given

    def check(self, request: Request, now: datetime | None = None) -> None:
        """Let a request in.

        Raises:
            Refusal: in AWS's words, if its credentials are missing, unknown, expired or do not sign what arrived.
        """
        authorization = request.headers.get("authorization", "")
        if authorization.startswith("Bearer "):
            token = authorization.removeprefix("Bearer ").encode()
            if not any(hmac.compare_digest(token, known.encode()) for known in self._tokens):
                raise denied("AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.")
            return
        if not authorization:
            raise denied("MissingAuthenticationTokenException", "Missing Authentication Token")
        self._check_signature(authorization, request, now or datetime.now(UTC))

    def _check_signature(self, authorization: str, request: Request, now: datetime) -> None:
        match = _SIGV4.fullmatch(authorization)
        if match is None:
            raise denied("IncompleteSignatureException", "Authorization header requires 'Credential' parameter.")
        keys = self._keys.get(match["key"])
        token = request.headers.get("x-amz-security-token")
        if keys is None or token != keys.session_token:
            raise denied("UnrecognizedClientException", "The security token included in the request is invalid.")
        stamp = request.headers.get("x-amz-date", "")
        _check_scope(match, stamp, now)
        expected = signature(request, keys.secret_access_key, stamp, match["region"], match["signed"])
        if not hmac.compare_digest(expected, match["signature"]):
            raise denied(
                "InvalidSignatureException",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                "Access Key and signing method. Consult the service documentation for details.",
            )


def _check_scope(match: re.Match[str], stamp: str, now: datetime) -> None:
    if match["service"] != "bedrock":
        raise denied("InvalidSignatureException", "Credential should be scoped to correct service: 'bedrock'.")
    if "host" not in match["signed"].split(";"):
        raise denied("InvalidSignatureException", "'Host' must be a 'SignedHeader' in the AWS Authorization.")
    try:
        signed_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise denied("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'.") from error
    if match["date"] != stamp[:8]:
        raise denied("InvalidSignatureException", "Date in Credential scope does not match YYYYMMDD from ISO-8601.")
    if abs(now - signed_at) > SIGNATURE_LIVES:
        raise denied("InvalidSignatureException", f"Signature expired: {stamp} is now earlier or later than allowed.")


def signature(request: Request, secret: str, stamp: str, region: str, signed: str) -> str:
    """The SigV4 signature of a request, in hex.

    Source: "Create a signed AWS API request" in the IAM User Guide.
    """
    names = signed.split(";")
    headers = "".join(f"{name}:{' '.join(request.headers.get(name, '').split())}\n" for name in names)
    path, _, query = request.raw_path.partition("?")
    # Every service but S3 signs the path encoded once more than it is sent.
    canonical_path = quote(unquote(path), safe="/-_.~") if "%" not in path else quote(path, safe="/-_.~")
    pairs = sorted(part.partition("=")[::2] for part in query.split("&") if part)
    canonical_query = "&".join(f"{name}={value}" for name, value in pairs)
    digest = hashlib.sha256(request.body).hexdigest()
    canonical = f"{request.method}\n{canonical_path}\n{canonical_query}\n{headers}\n{signed}\n{digest}"
    scope = f"{stamp[:8]}/{region}/bedrock/aws4_request"
    to_sign = "\n".join(["AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{secret}".encode()
    for part in (stamp[:8], region, "bedrock", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.new(key, to_sign.encode(), "sha256").hexdigest()
