"""The HTTP client that everything sent to Bedrock Runtime goes through: signed, watched, with limits on silence and place."""

import ssl

import httpx

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.http.response_hook import ResponseHook
from ghostwriter.bedrock.http.response_limits import PLAIN

_CONNECTING = 15.0
"""Seconds."""


def wire_client(
    access: Access, model: str, tap: ResponseHook, silence: float, *, verify: ssl.SSLContext | str | bool = True
) -> httpx.Client:
    """A client for the requests of one model (or the region's other operations); ``silence`` is in seconds.

    It sends, redirects included, to the model's own address alone, whatever URL a library gives it.
    """
    signer = access.signer(model)

    def require_destination(request: httpx.Request) -> None:
        signer.destination.require(str(request.url))

    return httpx.Client(
        auth=signer,
        headers={"Accept-Encoding": PLAIN},
        timeout=httpx.Timeout(silence, connect=min(silence, _CONNECTING)),
        verify=verify,
        event_hooks={"request": [require_destination], "response": [tap]},
        # A proxy from the environment must not see what is meant for this machine.
        trust_env=not access.on_loopback,
    )
