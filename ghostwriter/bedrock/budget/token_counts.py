"""Checks of reported token counts; one that cannot be true is replaced by our own.

Nobody outside knows the tokenizers, so a report is believed within wide bounds: not fewer tokens than an eighth of the
characters (text comes to about a quarter), not more input than bytes, not more output than was allowed. Our own count is on
the high side of what text comes to, because it guards a budget.
"""

from dataclasses import dataclass

from ghostwriter.bedrock.budget.prices import ADDED_TOKENS

_FEWEST_A_CHARACTER = 1 / 8
_SLACK_IN, _SLACK_OUT = 256, 16
_BYTES_A_TOKEN = 3


@dataclass(frozen=True)
class Text:
    """The length of what was sent or received."""

    characters: int
    octets: int

    @classmethod
    def of(cls, text: str) -> "Text":
        """Measure a text."""
        return cls(len(text), len(text.encode(errors="surrogatepass")))


NOTHING = Text(0, 0)


@dataclass(frozen=True)
class Tokens:
    """Tokens of one call; ``input`` holds those read from cache and written to it as well."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0


def own_count(sent: Text, received: Text, max_output_tokens: int | None) -> Tokens:
    """Our own count of a call's tokens; an answer has no more than it was allowed."""
    written = max(1, -(-received.octets // _BYTES_A_TOKEN))
    return Tokens(
        input=-(-sent.octets // _BYTES_A_TOKEN),
        output=written if max_output_tokens is None else min(written, max_output_tokens),
    )


def believable(reported: Tokens, sent: Text, received: Text, max_output_tokens: int | None) -> bool:
    """Check that a report can be true."""
    parts = (reported.input, reported.output, reported.cache_read, reported.cache_write)
    if min(parts) < 0 or reported.cache_read + reported.cache_write > reported.input:
        return False
    most_out = received.octets + ADDED_TOKENS if max_output_tokens is None else max_output_tokens
    enough_in = reported.input >= sent.characters * _FEWEST_A_CHARACTER - _SLACK_IN
    enough_out = reported.output >= max(1, received.characters * _FEWEST_A_CHARACTER - _SLACK_OUT)
    return enough_in and enough_out and reported.input <= sent.octets + ADDED_TOKENS and reported.output <= most_out
