"""Requests go to the addresses that were settled, whatever a library makes of names and settings."""

import http.client
import socket
import threading
from typing import Any

import httpx
import pytest

from ghostwriter.security.destinations import Destination, WrongDestination, only_to

SETTLED = Destination.of("https://bedrock-runtime.us-east-1.amazonaws.com", "http://127.0.0.1:8321/path")


@pytest.mark.parametrize(
    "url",
    [
        "https://bedrock-runtime.us-east-1.amazonaws.com/model/x/converse",
        "https://BEDROCK-RUNTIME.us-east-1.amazonaws.com:443/",
        "http://127.0.0.1:8321/else",
    ],
)
def test_a_settled_origin_passes(url: str) -> None:
    SETTLED.require(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/",
        "http://bedrock-runtime.us-east-1.amazonaws.com/",
        "https://bedrock-runtime.us-east-1.amazonaws.com:8443/",
        "https://bedrock-runtime.us-east-1.amazonaws.com.evil.test/",
        "https://bedrock-runtime.us-east-1.amazonaws.com@evil.test/",
        "https://bedrock-runtime.eu-west-1.amazonaws.com/",
        "https://127.0.0.1:8321/",
        "http://127.0.0.1:8322/",
        "http://[::1]:8321/",
        "https://evil.test:99999/",
        "//evil.test",
        "",
    ],
)
def test_any_other_is_refused(url: str) -> None:
    with pytest.raises(WrongDestination):
        SETTLED.require(url)


def look_up_by_httpx(host: str) -> object:
    return httpx.get(f"https://{host}/")


def look_up_by_the_standard_library(host: str) -> object:
    return http.client.HTTPSConnection(host).connect()  # type: ignore[func-returns-value]


def look_up_by_name(host: str) -> object:
    return socket.getaddrinfo(host.encode(), 443)


@pytest.mark.parametrize("look_up", [look_up_by_httpx, look_up_by_the_standard_library, look_up_by_name])
def test_no_client_of_a_library_looks_up_another_host(look_up: Any) -> None:
    with only_to(SETTLED), pytest.raises(WrongDestination, match=r"refused to look up evil\.test:443"):
        look_up("evil.test")


def test_a_port_counts_as_well(wire: Any) -> None:
    port = int(wire.url.rpartition(":")[2])
    with only_to(Destination.of(wire.url)):
        socket.create_connection(("127.0.0.1", port)).close()
        with pytest.raises(WrongDestination):
            socket.create_connection(("127.0.0.1", port + 1))


def test_the_environments_proxy_may_be_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://localhost:3128")
    with only_to(SETTLED):
        assert socket.getaddrinfo("localhost", 3128)


@pytest.mark.parametrize("value", ["/api", "socks5://127.0.0.1", "http://[", ""])
def test_a_proxy_that_is_no_address_stops_nothing(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEV_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, value)

    with only_to(SETTLED), pytest.raises(WrongDestination):
        socket.getaddrinfo("evil.test", 443)


def test_other_threads_and_what_comes_after_are_not_held(wire: Any) -> None:
    found: list[object] = []
    with only_to(SETTLED):
        thread = threading.Thread(target=lambda: found.append(socket.getaddrinfo("localhost", 80)))
        thread.start()
        thread.join()
        with only_to(None):
            assert socket.getaddrinfo("localhost", 80)

    assert found
    assert socket.getaddrinfo("localhost", 80)
