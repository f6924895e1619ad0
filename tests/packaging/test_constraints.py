"""What is pinned: names and versions, and one LiteLLM for the program and for the proxy that its tests go through."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-proxy.txt"])
def test_pins_are_names_and_versions_only(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []


def test_the_proxy_is_of_the_version_that_the_program_uses() -> None:
    pins = [(ROOT / name).read_text(encoding="utf-8") for name in ("constraints.txt", "constraints-proxy.txt")]

    ours, proxys = (re.search(r"^litellm==.*$", text, re.MULTILINE) for text in pins)

    assert ours is not None
    assert proxys is not None
    assert ours.group() == proxys.group()
