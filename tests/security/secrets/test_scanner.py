import base64
import html
import json
import random
import string
import urllib.parse
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghostwriter.config.environment_secrets import secrets_of
from ghostwriter.errors import SecretFound
from ghostwriter.security.secrets.scanner import NO_SECRETS, Hit, SecretScanner
from ghostwriter.security.secrets.stream_filter import StreamFilter

BEARER = "ABSKQmVkcm9ja0FQSUtleS1naG9zdHdyaXRlcjpub3RhbGtleQ=="
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYgh0stwr1ter"
WATCH = SecretScanner(lambda: {"AWS_BEARER_TOKEN_BEDROCK": BEARER, "AWS_SECRET_ACCESS_KEY": SECRET_KEY})
ENCODINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "small": str.lower,
    "capital": str.upper,
    "hexadecimal": lambda secret: secret.encode().hex(),
    "capital hexadecimal": lambda secret: secret.encode().hex().upper(),
    "spaced hexadecimal": lambda secret: secret.encode().hex(" "),
    "escaped hexadecimal": lambda secret: "".join(f"\\x{byte:02x}" for byte in secret.encode()),
    "base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "base64 after one": lambda secret: base64.b64encode(b"k" + secret.encode() + b"tail").decode(),
    "base64 after two": lambda secret: base64.b64encode(b"kk" + secret.encode() + b"tail").decode(),
    "base64 without its padding": lambda secret: base64.b64encode(secret.encode()).decode().rstrip("="),
    "base64url": lambda secret: base64.urlsafe_b64encode(secret.encode()).decode(),
    "base64 in lines": lambda secret: base64.encodebytes(secret.encode() * 2).decode(),
    "escapes, escaped": lambda secret: "".join(f"\\\\u{ord(character):04x}" for character in secret),
    "tagged": lambda secret: "".join(f"<b>{character}</b>" for character in secret),
    "url": lambda secret: urllib.parse.quote(secret, safe=""),
    "url, every character": lambda secret: "".join(f"%{byte:02x}" for byte in secret.encode()),
    "html": html.escape,
    "html, every character": lambda secret: "".join(f"&#{ord(character)};" for character in secret),
    "json": json.dumps,
    "json, every character": lambda secret: "".join(f"\\u{ord(character):04x}" for character in secret),
    "json with slashes": lambda secret: secret.replace("/", "\\/"),
    "spaces": " ".join,
    "lines": lambda secret: "\n".join(secret[at : at + 10] for at in range(0, len(secret), 10)),
    "lines in json": lambda secret: json.dumps("\n".join(secret[at : at + 10] for at in range(0, len(secret), 10))),
    "zero-width spaces": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "wide letters": lambda secret: "".join(
        chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in secret
    ),
    "hyphens": "-".join,
    "tags": lambda secret: '<b class="x">'.join(secret[at : at + 8] for at in range(0, len(secret), 8)),
    "tags that are escaped": lambda secret: html.escape("<b>".join([secret[:9], secret[9:]])),
    "comments": lambda secret: "<!-- a > b -->".join([secret[:9], secret[9:18], secret[18:]]),
    "a link": lambda secret: f"[{secret[:10]}]({secret[10:]})",
    "escaped twice": lambda secret: html.escape("".join(f"&#{ord(character)};" for character in secret)),
    "emphasis": lambda secret: "**".join(secret[at : at + 6] for at in range(0, len(secret), 6)),
}


@pytest.mark.parametrize("secret", [BEARER, SECRET_KEY], ids=["bearer", "key"])
@pytest.mark.parametrize("encoding", list(ENCODINGS))
def test_a_secret_is_found_however_it_is_written(encoding: str, secret: str) -> None:
    text = f"The dam was finished in 1936.{ENCODINGS[encoding](secret)}It holds 240 million cubic metres."

    assert WATCH.hit(text) is not None
    assert WATCH.redacted(text) != text
    assert WATCH.hit(WATCH.redacted(text)) is None


@given(st.text(max_size=400))
@settings(deadline=None)
def test_a_text_without_a_secret_is_left_as_it_is(text: str) -> None:
    assert WATCH.hit(text) is None
    assert WATCH.redacted(text) == text


def test_ordinary_words_are_no_secret_because_one_resembles_them() -> None:
    scanner = SecretScanner(lambda: {"AWS_BEARER_TOKEN_BEDROCK": "ghostwriter-offline"})

    assert scanner.hit('{"workspace": "/tmp/ghostwriter", "offline": true}') is None
    assert scanner.hit("as ghostwriter-offline") == Hit("AWS_BEARER_TOKEN_BEDROCK", "as it is")


def test_an_error_names_the_secret_and_does_not_give_it_away() -> None:
    with pytest.raises(SecretFound, match=r"final\.md holds the secret AWS_BEARER_TOKEN_BEDROCK, as it is") as caught:
        WATCH.require_none(f"key {BEARER}", "final.md")

    assert WATCH.hit(str(caught.value)) is None
    assert BEARER not in repr(WATCH.hit(BEARER))


def test_a_message_keeps_what_is_no_secret() -> None:
    assert WATCH.redacted(f"403 for {SECRET_KEY}: no") == "403 for [AWS_SECRET_ACCESS_KEY]: no"


def test_a_watch_without_secrets_finds_none() -> None:
    assert NO_SECRETS.hit(BEARER) is None


def test_what_is_fetched_later_is_known_from_then_on() -> None:
    fetched: dict[str, str] = {}
    scanner = SecretScanner(lambda: fetched)
    before = scanner.hit(SECRET_KEY)
    fetched["AWS_SECRET_ACCESS_KEY"] = SECRET_KEY

    assert before is None
    assert scanner.hit(SECRET_KEY) is not None


@pytest.mark.parametrize(
    ("name", "value", "is_one"),
    [
        ("AWS_BEARER_TOKEN_BEDROCK", "short-key", True),
        ("LITELLM_PROXY_API_KEY", "sk-12345678", True),
        ("AWS_SECRET_ACCESS_KEY", SECRET_KEY, True),
        ("OPENAI_API_KEY", "sk-proj-0123456789abcdef", True),
        ("DATABASE_PASSWORD", "correct-horse-battery", True),
        ("DATABASE_PASSWORD", "short", False),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/secrets/token", False),
        ("SSH_KEY_PATH", "~/.ssh/id_ed25519_of_mine", False),
        ("GHOSTWRITER_MAX_OUTPUT_TOKENS", "1234567890123456", False),
        ("KEYBOARD_LAYOUT", "us-international-dead", False),
        ("AWS_PROFILE", "a-rather-long-profile-name", False),
        ("API_TOKEN", "https://vault.example.org/token", False),
        ("GREETING_TOKEN", "good morning to all of you", False),
        ("AWS_ACCESS_KEY_ID", "AKIAQX3TESTKEYID4567", False),
        ("AWS_ACCESS_KEY_ID_OLD", "AKIAQX3TESTKEYID4567", False),
        ("COMPANY_AWS_KEY", "ASIAQX3TESTKEYID4567", False),
        ("KMS_KEY_ID", "1234abcd-12ab-34cd-56ef-1234567890ab", False),
        ("GITHUB_TOKEN_ID", "tok_0123456789abcdef", False),
        ("SIGNING_KEY_ALIAS", "alias-of-the-signing-key", False),
        ("DATABASE_SECRET_NAME", "the-secret-of-the-database", False),
        ("STRIPE_PUBLISHABLE_KEY", "pk_live_0123456789abcdef", False),
        ("PUBLIC_KEY", "MCowBQYDK2VwAyEAGb9ECWmEzf6F", False),
        ("VAULT_SECRET_ID", "1234abcd-12ab-34cd-56ef-1234567890ab", True),
        ("AWS_SECRET_ACCESS_KEY_OLD", SECRET_KEY, True),
        ("REPUBLIC_API_KEY", "sk-proj-0123456789abcdef", True),
    ],
)
def test_a_secret_is_known_by_its_variable(name: str, value: str, is_one: bool) -> None:  # noqa: FBT001
    assert (name in secrets_of({name: value})) is is_one


@pytest.mark.parametrize(
    "written",
    [
        *(BEARER, BEARER.encode().hex(), base64.b64encode(b"k" + BEARER.encode()).decode()),
        *(ENCODINGS[encoding](BEARER) for encoding in ("spaces", "hyphens", "emphasis", "tags", "comments")),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_no_part_of_a_secret_is_shown_while_words_arrive(seed: int, written: str) -> None:
    chance = random.Random(seed)
    text = f"The dam {written} was finished, as Abel says."
    screen = StreamFilter(WATCH)
    shown, rest = "", text

    while rest:
        size = chance.randint(1, 7)
        piece, rest = rest[:size], rest[size:]
        shown += screen.feed(piece, last=not rest)

    assert "The dam ".startswith(shown[:8])
    assert len(shown) <= len("The dam ") + len("aw")  # base64 begins with a neighbour's bits
    assert "finished" not in shown


def test_words_that_are_no_secret_are_shown_to_the_last_letter() -> None:
    words = "".join(random.Random(1).choices(string.printable, k=3_000)) + " ends with ABS"
    screen = StreamFilter(WATCH)

    pieces = [words[at : at + 3] for at in range(0, len(words), 3)]
    shown = "".join(screen.feed(piece, last=piece is pieces[-1]) for piece in pieces)

    assert shown == words


def test_many_pieces_are_not_looked_at_one_by_one() -> None:
    looks: list[str] = []

    def secrets() -> dict[str, str]:
        looks.append("look")
        return {"AWS_BEARER_TOKEN_BEDROCK": BEARER}

    screen = StreamFilter(SecretScanner(secrets))
    shown = "".join(screen.feed("word ", last=number == 10_000) for number in range(10_001))

    assert shown == "word " * 10_001
    assert len(looks) < 1_500


def test_what_follows_a_secret_without_end_is_not_held_without_end() -> None:
    screen = StreamFilter(WATCH)

    shown = screen.feed(f"The key: {BEARER} ", last=False)
    shown += "".join(screen.feed("word " * 100, last=False) for _ in range(2_000))
    shown += screen.feed("", last=True)
    after = screen.feed("The next answer.", last=True)

    assert "word" not in shown
    assert "ABSK" not in shown
    assert after == "The next answer."
