"""Credentials of a run, found in the environment in one documented order; nothing in it is changed.

1. a Bedrock API key (bearer token)      ``AWS_BEARER_TOKEN_BEDROCK``
2. static IAM keys                       ``AWS_ACCESS_KEY_ID`` + ``AWS_SECRET_ACCESS_KEY``
3. temporary IAM keys                    the same + ``AWS_SESSION_TOKEN``
4. a named profile                       ``AWS_PROFILE`` (static keys, SSO, credential_process, a role of its own)
5. an assumed role                       ``AWS_ROLE_NAME``, assumed with whatever 2, 3, 4, 6 or 7 gives
6. web identity                          ``AWS_WEB_IDENTITY_TOKEN_FILE`` + ``AWS_ROLE_ARN``
7. the ambient chain                     the profile ``default``, a container's role, an instance's role
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ghostwriter.bedrock.endpoints.addresses import first, first_set
from ghostwriter.errors import CredentialsError

BEARER = "AWS_BEARER_TOKEN_BEDROCK"
PROXY_KEY = "LITELLM_PROXY_API_KEY"
KEY_ID, SECRET, SESSION = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"
PROFILES = ("AWS_PROFILE", "AWS_PROFILE_NAME")
ROLES = ("AWS_ROLE_NAME", "AWS_ROLE_ARN")
ROLE_SESSIONS = ("AWS_SESSION_NAME", "AWS_ROLE_SESSION_NAME")
EXTERNAL_ID = "AWS_EXTERNAL_ID"
CONTAINER_TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"  # noqa: S105  (a variable's name)
TOKEN_FILES = ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_WEB_IDENTITY_TOKEN")
DEFAULT_ROLE_SESSION = "ghostwriter"


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


@dataclass(frozen=True)
class Profile:
    """A named profile of the AWS configuration files."""

    name: str


@dataclass(frozen=True)
class WebIdentity:
    """A role that a token file (OIDC, as in Kubernetes or CI) may assume; the file is read again for each new session."""

    token_file: str
    role: str
    session_name: str = DEFAULT_ROLE_SESSION


@dataclass(frozen=True)
class Ambient:
    """Ambient credentials: the profile ``default``, a container's role, an instance's role."""


@dataclass(frozen=True)
class AssumedRole:
    """A role that is assumed with other credentials."""

    role: str
    base: AccessKeys | Profile | WebIdentity | Ambient
    session_name: str = DEFAULT_ROLE_SESSION
    external_id: str | None = field(default=None, repr=False)


type Borrowed = Profile | AssumedRole | WebIdentity | Ambient
"""Credentials from which botocore makes keys, and new keys when those expire."""
type Credentials = BearerToken | AccessKeys | Borrowed


@dataclass(frozen=True)
class Candidate:
    """One kind of credentials that an environment offers, and where it was found, in words."""

    credentials: Credentials
    where: str


def candidates(env: Mapping[str, str]) -> list[Candidate]:
    """Every way in that ``env`` names, in the documented order; the first is used and shadows the others.

    Blank values count as absent. The ambient chain is always there and comes last; whether it holds anything is known when
    it is asked.

    Raises:
        CredentialsError: if only one half of the IAM pair is set, or a token file has no role.
    """
    found = [Candidate(BearerToken(env[BEARER].strip()), BEARER)] if env.get(BEARER, "").strip() else []
    bases = [*_bases(env), Candidate(Ambient(), "the ambient chain")]
    role = _role(env)
    if role is None:
        return found + bases
    base = bases[0]
    assert not isinstance(base.credentials, BearerToken | AssumedRole)
    name, arn = role
    assumed = AssumedRole(
        arn,
        base.credentials,
        first(env, ROLE_SESSIONS) or DEFAULT_ROLE_SESSION,
        env.get(EXTERNAL_ID, "").strip() or None,
    )
    return [*found, Candidate(assumed, f"{name}, assumed with {base.where}"), *bases[1:]]


def find_credentials(env: Mapping[str, str]) -> Credentials:
    """The credentials of ``env`` that come first; see :func:`candidates`."""
    return candidates(env)[0].credentials


def signing_credentials(env: Mapping[str, str]) -> Credentials:
    """Credentials for services that a Bedrock API key cannot call."""
    return next(found.credentials for found in candidates(env) if not isinstance(found.credentials, BearerToken))


def profile_in_use(env: Mapping[str, str], *, signs: bool) -> Profile | Ambient | None:
    """The profile, ``default`` among them, that signs or assumes the role that does; None where no profile is asked.

    ``signs`` asks for what signs where a Bedrock API key does not do.
    """
    try:
        found = signing_credentials(env) if signs else find_credentials(env)
    except CredentialsError:
        return None  # said where credentials are needed
    source = found.base if isinstance(found, AssumedRole) else found
    return source if isinstance(source, Profile | Ambient) else None


def _bases(env: Mapping[str, str]) -> Iterator[Candidate]:
    """Candidates that can sign, or assume a role."""
    key_id, secret, session = (env.get(name, "").strip() for name in (KEY_ID, SECRET, SESSION))
    if key_id and secret:
        named = f"{KEY_ID} and {SECRET}" + (f" with {SESSION}" if session else "")
        yield Candidate(AccessKeys(key_id, secret, session or None), named)
    elif (key_id or secret) and not env.get(BEARER, "").strip():
        present, missing = (KEY_ID, SECRET) if key_id else (SECRET, KEY_ID)
        raise CredentialsError(f"{present} is set but {missing} is not: IAM keys come in pairs. Set both, or {BEARER}.")
    if profile := first_set(env, PROFILES):
        variable, name = profile
        yield Candidate(Profile(name), f"profile {name!r} ({variable})")
    if token_file := first_set(env, TOKEN_FILES):
        variable, file = token_file
        role = first(env, tuple(reversed(ROLES)))
        if role is None:
            raise CredentialsError(
                f"{variable} is set but no role is: set AWS_ROLE_ARN to the role that it may assume."
            )
        yield Candidate(
            WebIdentity(file, role, first(env, ROLE_SESSIONS) or DEFAULT_ROLE_SESSION), f"web identity ({variable})"
        )


def _role(env: Mapping[str, str]) -> tuple[str, str] | None:
    """The variable that names a role to assume, and the role; the role of a token file alone is not one."""
    named, arn = (env.get(name, "").strip() for name in ROLES)
    if named and (arn or not first(env, TOKEN_FILES)):
        return ROLES[0], named
    if arn and not first(env, TOKEN_FILES):
        return ROLES[1], arn
    return None
