import io
import json

import pytest

from ghostwriter.cli.streams import widen


def written(text: str, encoding: str, errors: str = "strict") -> bytes:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors=errors)
    widen(stream)
    stream.write(text)
    stream.flush()
    return raw.getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_line_of_json_means_the_same_in_every_character_set(encoding: str) -> None:
    told = {"title": "Dämme – “ein” 🏗 Überblick"}

    assert json.loads(written(json.dumps(told, ensure_ascii=False), encoding).decode(encoding)) == told


def test_what_a_stream_can_hold_is_written_as_it_is() -> None:
    assert written("Dämme", "utf-8") == "Dämme".encode()
    assert written("Dämme –", "latin-1") == b"D\xe4mme \\u2013"


def test_half_a_character_ends_nothing() -> None:
    assert written("w\udcc3rk", "utf-8") == b"w\\udcc3rk"


def test_what_was_asked_for_explicitly_stays() -> None:
    assert written("Dämme", "ascii", "replace") == b"D?mme"
