"""Destinations of requests: addresses settled before anything is sent, and two checks that hold requests to them.

Libraries build the address of a request out of names and settings. ``Destination`` is asked by the clients that sign and
send, and ``only_to`` refuses to look up any other host while a library makes a call, whichever client it takes.
"""

import contextlib
import sys
import urllib.request
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from ghostwriter.errors import ConfigurationError

_PORTS = {"http": 80, "https": 443, "socks4": 1080, "socks5": 1080, "socks5h": 1080}
type Origin = tuple[str, str, int]
"""Scheme, host in lower case, and port."""


class WrongDestination(ConfigurationError):
    """A request was about to go to another host than the one that was settled; it was not sent."""


def origin_of(url: str) -> Origin:
    """The origin of a URL, as a client reads it; raises ``WrongDestination`` if it has none."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        host, port = "", 0
    if not host or not port:
        raise WrongDestination(f"refused to send to {url[:200]!r}, which is not an address.")
    return parts.scheme, host, port


@dataclass(frozen=True)
class Destination:
    """The origins that the requests of one client may go to."""

    origins: frozenset[Origin]

    @classmethod
    def of(cls, *addresses: str) -> "Destination":
        """The destination that these addresses name."""
        return cls(frozenset(origin_of(address) for address in addresses))

    def require(self, url: str) -> None:
        """Refuse every other origin; raises ``WrongDestination`` naming both."""
        origin = origin_of(url)
        if origin not in self.origins:
            scheme, host, port = origin
            raise WrongDestination(
                f"refused to send to {scheme}://{host}:{port}: requests go to {self} alone. If a model's name led there, take "
                "it out; another endpoint is set in the environment."
            )

    def __str__(self) -> str:
        """The hosts, in order."""
        return " or ".join(sorted({host for _, host, _ in self.origins}))


def send_only_to(client: Any, destination: Destination) -> None:
    """Have a client of boto3's or botocore's refuse, before it sends a request, any that goes elsewhere."""

    def require(request: Any, **_: Any) -> None:
        destination.require(request.url)

    client.meta.events.register("before-send", require)


_PERMITTED: ContextVar[frozenset[tuple[str, int]] | None] = ContextVar("permitted", default=None)


@contextlib.contextmanager
def only_to(destination: Destination | None) -> Iterator[None]:
    """Refuse, in this thread, to look up any host but the destination's and those of the environment's HTTP proxies.

    None lifts it for a while, for a client that has a check of its own. Behind a proxy the name that the proxy is given is not
    seen from here.
    """
    _install()
    permitted = None
    if destination is not None:
        permitted = frozenset((host, port) for _, host, port in destination.origins) | frozenset(_proxies())
    token = _PERMITTED.set(permitted)
    try:
        yield
    finally:
        _PERMITTED.reset(token)


@cache
def _install() -> None:
    """Python's audit events tell of every look-up, whichever library makes it; a hook cannot be removed again."""
    sys.addaudithook(_refuse_other_hosts)


def _refuse_other_hosts(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.getaddrinfo":
        return
    permitted = _PERMITTED.get()
    if permitted is None:
        return
    host, port = arguments[0], arguments[1]
    name = (host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)).lower().rstrip(".")
    if (name, int(str(port)) if str(port).isdecimal() else 0) not in permitted:
        hosts = " or ".join(sorted({known for known, _ in permitted}))
        raise WrongDestination(f"refused to look up {name}:{port}: requests go to {hosts} alone.")


def _proxies() -> Iterator[tuple[str, int]]:
    """Host and port of each proxy that HTTP clients take from the environment; what is no address is none to them either."""
    given = urllib.request.getproxies()
    for url in (given[name] for name in ("http", "https", "all") if given.get(name)):
        with contextlib.suppress(WrongDestination):
            _, host, port = origin_of(url if "://" in url else f"http://{url}")
            yield host, port
