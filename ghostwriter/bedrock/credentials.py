"""Which credentials a run uses: a Bedrock API key (bearer token) first, IAM keys else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ghostwriter.errors import ConfigurationError

BEARER = "AWS_BEARER_TOKEN_BEDROCK"
KEY_ID, SECRET, SESSION = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"


@dataclass(frozen=True)
class BearerToken:
    """A Bedrock API key, sent as ``Authorization: Bearer``."""

    token: str = field(repr=False)


@dataclass(frozen=True)
class AccessKeys:
    """IAM keys, from which SigV4 signatures are made; temporary ones come with a session token."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)


type Credentials = BearerToken | AccessKeys


def find_credentials(env: Mapping[str, str]) -> Credentials:
    """The credentials in ``env``; blank values count as absent.

    Raises:
        ConfigurationError: if there are none, or if only one half of the IAM pair is set.
    """
    bearer, key_id, secret, session = (env.get(name, "").strip() for name in (BEARER, KEY_ID, SECRET, SESSION))
    if bearer:
        return BearerToken(bearer)
    if key_id and secret:
        return AccessKeys(key_id, secret, session or None)
    if key_id or secret:
        present, missing = (KEY_ID, SECRET) if key_id else (SECRET, KEY_ID)
        raise ConfigurationError(
            f"{present} is set but {missing} is not: IAM keys come in pairs. Set both, or {BEARER}."
        )
    raise ConfigurationError(
        f"no AWS credentials: set {BEARER} (a Bedrock API key), or {KEY_ID} and {SECRET} (IAM keys), "
        "or run with --offline to try everything without an account."
    )
