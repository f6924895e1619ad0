"""The TCP ports that a run connects to: https, and those of the addresses that its environment names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from ghostwriter.bedrock.litellm_proxy import is_proxy_alias
from ghostwriter.bedrock.models.resolved_model import ResolvedModel

_HTTPS, _HTTP, _NAMES = 443, 80, 53
_STANDARD = {"https": _HTTPS, "http": _HTTP, "socks5": 1080, "socks5h": 1080}
_ADDRESSES = re.compile(r"AWS_\w*(?:ENDPOINT|_URI)\w*|\w+_API_BASE|\w+_PROXY", re.IGNORECASE)


def ports_of(
    models: Iterable[ResolvedModel], env: Mapping[str, str], *, offline: bool, lends: bool
) -> frozenset[int] | None:
    """Ports that a run of ``models`` may connect to; None if they are not known beforehand.

    That is so for models of other providers, some of which answer at a port of LiteLLM's choosing, and for the emulator of
    an offline run. ``lends`` says that the machine may lend credentials, which it does over plain http.
    """
    if offline or not all(model.on_bedrock or is_proxy_alias(model.id) for model in models):
        return None
    return frozenset({_HTTPS, _NAMES, *_named(env), *([_HTTP] if lends else [])})


def _named(env: Mapping[str, str]) -> Iterator[int]:
    for name, value in env.items():
        if not _ADDRESSES.fullmatch(name):
            continue
        try:
            address = urlsplit(value.strip())
            port = address.port or _STANDARD.get(address.scheme)
        except ValueError:
            continue  # said where the address is used
        if port is not None:
            yield port
