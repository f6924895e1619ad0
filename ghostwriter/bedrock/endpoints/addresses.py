"""Addresses that replace AWS's own, checked before a credential goes there."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from ghostwriter.errors import ConfigurationError

_LAST_PORT = 65_535
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/[a-z0-9._~/-]*)?",
    re.IGNORECASE | re.ASCII,
)
"""The whole of an address. Users, queries and signs that clients read differently (a backslash, a percent sign) are refused."""


def first_set(env: Mapping[str, str], names: Iterable[str]) -> tuple[str, str] | None:
    """The first of the variables that is set, and its value; blank counts as absent."""
    return next(((name, value) for name in names if (value := env.get(name, "").strip())), None)


def first(env: Mapping[str, str], names: Iterable[str]) -> str | None:
    """The value of the first of the variables that is set."""
    found = first_set(env, names)
    return found[1] if found else None


def find_endpoint(env: Mapping[str, str], names: Iterable[str]) -> str | None:
    """An address that replaces AWS's own, or None.

    Raises:
        ConfigurationError: if it is malformed, or would carry credentials over plain HTTP to another machine.
    """
    found = first_set(env, names)
    return checked_address(*found) if found else None


def checked_address(name: str, address: str) -> str:
    """The address that the variable ``name`` holds, without a slash at its end.

    Raises:
        ConfigurationError: if it is malformed, or would carry credentials over plain HTTP to another machine.
    """
    port = re.search(r":([0-9]+)(?:/|$)", address)
    if _ADDRESS.fullmatch(address) is None or (port and int(port[1]) > _LAST_PORT):
        raise ConfigurationError(
            f"{name}={address!r} is not an http(s) address; write one such as https://bedrock.example.com:8443/path."
        )
    parts = urlsplit(address)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ConfigurationError(
            f"{name}={address!r} would carry credentials over plain http to another machine; use https."
        )
    return address.rstrip("/")
