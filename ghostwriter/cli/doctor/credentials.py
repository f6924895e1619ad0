"""The doctor's line on credentials: which were found, where, what they shadow, what they cannot do."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from ghostwriter.bedrock.connection import find_region
from ghostwriter.bedrock.credentials.api_key import CANNOT, read_short_term
from ghostwriter.bedrock.credentials.resolve import (
    BEARER,
    AccessKeys,
    Ambient,
    AssumedRole,
    BearerToken,
    Candidate,
    WebIdentity,
    candidates,
)
from ghostwriter.cli.doctor.finding import Finding, Status, fail
from ghostwriter.config.dotenv import CREDENTIALS
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.environment import dotenv_of

_SOON = timedelta(minutes=15)


def describe_credentials(env: Mapping[str, str], now: datetime) -> Finding:
    """Look, and fetch nothing from AWS: profiles are read from their files, roles are named and not assumed."""
    try:
        region = find_region(env)
        found, *others = candidates(env)
        if not isinstance(found.credentials, BearerToken | AccessKeys):
            from ghostwriter.bedrock.credentials.aws_providers import borrow

            borrow(found.credentials, env, region)
    except ConfigurationError as error:
        return fail("credentials", "none that can be used", str(error))
    shadowed = [other.where for other in others if not isinstance(other.credentials, Ambient)]
    shadows = f"; it shadows {', '.join(shadowed)}" if shadowed else ""
    status, remarks, remedy = _remarks(found, region, now)
    dotenv = dotenv_of(env)
    place = f" of {dotenv.path}" if dotenv and any(name in dotenv.added for name in CREDENTIALS) else ""
    if shadowed and not remedy:
        status, remedy = "warn", f"unset {_variable(found)} to use what it shadows"
    return Finding(name="credentials", status=status, found=f"{_named(found)}{place}{remarks}{shadows}", remedy=remedy)


def _named(found: Candidate) -> str:
    match found.credentials:
        case BearerToken(token):
            kind = "short-term" if read_short_term(token) else "long-term"
            return f"Bedrock API key (bearer token, {kind}) from {found.where}"
        case AccessKeys():
            return f"IAM keys from {found.where}"
        case AssumedRole(role=role):
            return f"role {role} from {found.where}"
        case WebIdentity(role=role):
            return f"role {role} by {found.where}"
        case _:
            return found.where


def _remarks(found: Candidate, region: str, now: datetime) -> tuple[Status, str, str]:
    """Status, what else is to be said, and the remedy if something is wrong."""
    if not isinstance(found.credentials, BearerToken):
        return "ok", "", ""
    key = read_short_term(found.credentials.token)
    if key is None:
        return "ok", f"; {CANNOT}", ""
    until = f"; valid until {key.expires:%Y-%m-%d %H:%M} UTC in {key.region}; {CANNOT}"
    if key.expires <= now:
        return "fail", until, "it has expired: make a new one"
    if key.region != region:
        remedy = f"it is for {key.region}, but the region is {region}: make one for it, or change AWS_REGION"
        return "fail", until, remedy
    if key.expires - now < _SOON:
        return "warn", until, "it expires soon: make a new one before a long run"
    return "ok", until, ""


def _variable(found: Candidate) -> str:
    return BEARER if isinstance(found.credentials, BearerToken) else found.where.split(",")[0].split(" and ")[0]
