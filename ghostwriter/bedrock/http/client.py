"""The HTTP client for everything that is sent to Bedrock Runtime: signed, observed, limited in silence and destination."""

import ssl

import httpx

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.http.response_hook import ResponseHook
from ghostwriter.bedrock.http.response_limits import UNCOMPRESSED

CONNECT_TIMEOUT = 15.0
"""Seconds."""


def http_client(
    access: Access, model: str, hook: ResponseHook, silence: float, *, verify: ssl.SSLContext | str | bool = True
) -> httpx.Client:
    """A client for the requests of one model (or the region's other operations); ``silence`` is in seconds.

    It sends, redirects included, to the model's own address alone, whatever URL a library gives it.
    """
    signer = access.signer(model)

    def require_destination(request: httpx.Request) -> None:
        signer.destination.require(str(request.url))

    return httpx.Client(
        auth=signer,
        headers={"Accept-Encoding": UNCOMPRESSED},
        timeout=httpx.Timeout(silence, connect=min(silence, CONNECT_TIMEOUT)),
        verify=verify,
        event_hooks={"request": [require_destination], "response": [hook]},
        # A proxy from the environment must not see what is meant for this machine.
        trust_env=not access.on_loopback,
    )
