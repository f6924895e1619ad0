"""Secrets of a run's environment, by the names of their variables."""

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from ghostwriter.bedrock.credentials.resolve import BEARER, EXTERNAL_ID, PROXY_KEY, SECRET, SESSION
from ghostwriter.config.dotenv import with_dotenv
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.environment import dotenv_of
from ghostwriter.security.secrets.scanner import SecretScanner

_OURS = frozenset({BEARER, EXTERNAL_ID, PROXY_KEY, SECRET, SESSION})
"""What a run sends, or signs with; such a value is a secret however short it is."""
_NAMED_LIKE_ONE = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?)(?:_|$)", re.IGNORECASE)
_NAMED_OTHERWISE = re.compile(
    r"_(?:FILE|PATH|DIR|URL|URI|SOCK|COUNT|LIMIT|TOKENS|NAMES?|ALIAS|ARNS?|TYPE|ALGORITHM|VERSION|ISSUER|AUDIENCE|EXPIRY|TTL)$"
    # An access key's id says whose key it is, and opens nothing; the id of a secret (Vault's) does.
    r"|(?:KEY|TOKEN|CREDENTIALS?)_IDS?(?:_|$)|(?:^|_)PUBLI(?:C|SHABLE)_",
    re.IGNORECASE,
)
_LOCATES_SOMETHING = re.compile(r"[./~]|[a-z+]+://|arn:")
_ACCESS_KEY_ID = re.compile(r"A(?:KIA|SIA|ROA|IDA)[A-Z2-7]{16}")
"""Of a user's key, a session's, a role, a user: which the names of variables need not say."""
SHORTEST_OF_OURS, SHORTEST_OF_OTHERS = 8, 16
"""Characters; shorter values are words that may well stand in a text."""


def secrets_of(env: Mapping[str, str]) -> dict[str, str]:
    """The secrets in an environment, by variable."""
    dotenv = dotenv_of(env)
    everything = {**(dotenv.ignored if dotenv else {}), **env}
    found = {name: value.strip() for name, value in everything.items()}
    return {name: value for name, value in found.items() if _is_secret(name, value)}


def scanner_for(env: Mapping[str, str]) -> SecretScanner:
    """A scanner that knows the secrets of an environment."""
    known = secrets_of(env)
    return SecretScanner(lambda: known)


def scanner_for_process() -> SecretScanner:
    """A scanner for the process's environment and what the current folder's ``.env`` adds, if that can be used."""
    env: Mapping[str, str] = os.environ
    with contextlib.suppress(ConfigurationError, OSError):
        env = with_dotenv(os.environ, Path.cwd())
    return scanner_for(env)


def _is_secret(name: str, value: str) -> bool:
    if name in _OURS:
        return len(value) >= SHORTEST_OF_OURS
    named = _NAMED_LIKE_ONE.search(name) is not None and _NAMED_OTHERWISE.search(name) is None
    one_word = not any(character.isspace() for character in value)
    identifies = _LOCATES_SOMETHING.match(value) or _ACCESS_KEY_ID.fullmatch(value)
    return named and one_word and len(value) >= SHORTEST_OF_OTHERS and not identifies
