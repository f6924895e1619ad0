"""Authentication: bearer tokens are compared, SigV4 signatures recomputed from what arrived."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ghostwriter.emulator.errors import ServiceRefusal, access_denied
from ghostwriter.emulator.exchange import Request
from ghostwriter.emulator.sigv4 import ALGORITHM, Authorization, signature

SIGNATURE_LIVES = timedelta(minutes=5)
TIMESTAMP = "%Y%m%dT%H%M%SZ"
_SERVICE = "bedrock"
_TERMINATOR = "aws4_request"
_MUST_BE_SIGNED = ("host", "x-amz-date", "x-amz-security-token")


@dataclass(frozen=True)
class Keys:
    """One accepted pair of IAM keys, with the session token that must come along, if any."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)


# No secrets: they open nothing but an emulator on the same machine, and being fixed they can stand in a script.
BEARER_TOKEN = "ghostwriter-offline"  # noqa: S105
KEYS = Keys("GHOSTWRITEROFFLINE", "ghostwriter-offline-secret")


class Guard:
    """Knows the accepted credentials: its own, and those of the environment it was started in."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.bearer_token = BEARER_TOKEN
        self.keys = KEYS
        self._tokens = [token for token in (self.bearer_token, env.get("AWS_BEARER_TOKEN_BEDROCK", "")) if token]
        self._keys = {self.keys.access_key_id: self.keys}
        key_id, secret = env.get("AWS_ACCESS_KEY_ID"), env.get("AWS_SECRET_ACCESS_KEY")
        if key_id and secret:
            self._keys[key_id] = Keys(key_id, secret, env.get("AWS_SESSION_TOKEN") or None)

    def check(self, request: Request, now: datetime | None = None) -> None:
        """Let a request in.

        Raises:
            Refusal: in AWS's words, if its credentials are missing, unknown, expired or do not sign what arrived.
        """
        authorization = request.headers.get("authorization", "")
        if authorization.startswith("Bearer "):
            self._check_bearer(authorization.removeprefix("Bearer "))
        elif authorization.startswith(ALGORITHM):
            self._check_signature(request, Authorization.parse(authorization), now or datetime.now(UTC))
        elif authorization:
            raise access_denied("IncompleteSignatureException", "Authorization header requires 'Credential' parameter.")
        else:
            raise access_denied("MissingAuthenticationTokenException", "Missing Authentication Token")

    def _check_bearer(self, token: str) -> None:
        # All are compared, so that the time taken tells nothing.
        matches = [hmac.compare_digest(token.encode(), known.encode()) for known in self._tokens]
        if not any(matches):
            # The one refusal that AWS spells with a capital.
            message = "Authentication failed: Please make sure your API Key is valid."
            raise ServiceRefusal(403, "AccessDeniedException", message, body={"Message": message})

    def _check_signature(self, request: Request, claim: Authorization, now: datetime) -> None:
        keys = self._keys.get(claim.access_key_id)
        if keys is None or request.headers.get("x-amz-security-token") != keys.session_token:
            raise access_denied("UnrecognizedClientException", "The security token included in the request is invalid.")
        _check_scope(request, claim)
        _check_date(request, claim, now)
        expected = signature(request, claim, keys.secret_access_key)
        if not hmac.compare_digest(expected.encode(), claim.signature.encode()):
            raise _wrong(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                "Access Key and signing method. Consult the service documentation for details."
            )


def _check_scope(request: Request, claim: Authorization) -> None:
    if claim.service != _SERVICE:
        raise _wrong(f"Credential should be scoped to correct service: '{_SERVICE}'.")
    if claim.terminator != _TERMINATOR:
        raise _wrong(f"Credential should be scoped with a valid terminator: '{_TERMINATOR}', not '{claim.terminator}'.")
    for name in _MUST_BE_SIGNED:
        if name in request.headers and name not in claim.signed_headers:
            raise _wrong(f"'{name}' must be a 'SignedHeader' in the AWS Authorization.")


def _check_date(request: Request, claim: Authorization, now: datetime) -> None:
    stamp = request.headers.get("x-amz-date", "")
    try:
        signed_at = datetime.strptime(stamp, TIMESTAMP).replace(tzinfo=UTC)
    except ValueError as error:
        message = f"Date must be in ISO-8601 'basic format'. Got '{stamp}'."
        raise access_denied("IncompleteSignatureException", message) from error
    if claim.date != stamp[:8]:
        raise _wrong(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            f"'{claim.date}' != '{stamp[:8]}', from '{stamp}'."
        )
    current, earliest, latest = (
        moment.strftime(TIMESTAMP) for moment in (now, now - SIGNATURE_LIVES, now + SIGNATURE_LIVES)
    )
    if signed_at < now - SIGNATURE_LIVES:
        raise _wrong(f"Signature expired: {stamp} is now earlier than {earliest} ({current} - 5 min.)")
    if signed_at > now + SIGNATURE_LIVES:
        raise _wrong(f"Signature not yet current: {stamp} is still later than {latest} ({current} + 5 min.)")


def _wrong(message: str) -> ServiceRefusal:
    return access_denied("InvalidSignatureException", message)


def require_signature(request: Request) -> None:
    """Refuse a bearer token, for operations that take none.

    Raises:
        Refusal: in the emulator's own words: those of AWS are not on public record.
    """
    if request.headers.get("authorization", "").startswith("Bearer "):
        raise access_denied("AccessDeniedException", "Bedrock API keys are not accepted for this operation.")
