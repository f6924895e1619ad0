"""Check the finished article with a guardrail, by Bedrock's ApplyGuardrail."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from ghostwriter.bedrock.call_settings import split_guardrail
from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.errors.classify import CallInfo, classify
from ghostwriter.bedrock.guardrails.findings import INTERVENED, policies
from ghostwriter.bedrock.http.client import http_client
from ghostwriter.bedrock.http.response_hook import ResponseHook
from ghostwriter.bedrock.retry.concurrency_limit import limit_for
from ghostwriter.bedrock.retry.retry import RetryPolicy, retry

LARGEST_PIECE = 20_000
"""Characters of one request; AWS takes 25 text units of 1,000."""
_SILENCE = 60.0
_OPERATION = "ApplyGuardrail"


@dataclass(frozen=True)
class GuardrailResult:
    """The outcome of a check: whether the guardrail intervened, and its findings."""

    intervened: bool
    findings: tuple[str, ...]


def apply_guardrail(article: str, guardrail: str, access: Access) -> GuardrailResult:
    """Check an article with a guardrail (``ID:VERSION``), piece by piece where it is long.

    Raises:
        GhostwriterError: as ``errors.table`` has it for the response.
    """
    identifier, version = split_guardrail(guardrail)
    url = f"{access.address_of(identifier)}/guardrail/{quote(identifier, safe='')}/version/{version}/apply"
    hook, call = ResponseHook(), CallInfo("article guardrail", _OPERATION, access.region)

    def check(client: httpx.Client, piece: str) -> dict[str, Any]:
        def attempt() -> dict[str, Any]:
            hook.reset()
            body = {"source": "OUTPUT", "content": [{"text": {"text": piece}}]}
            result: dict[str, Any] = client.post(url, json=body).raise_for_status().json()
            return result

        return retry(
            attempt,
            RetryPolicy(),
            limit_for(url, _OPERATION),
            lambda error: classify(error, call, hook),
            lambda *_: None,
        )

    with http_client(access, identifier, hook, _SILENCE) as client:
        results = [check(client, piece) for piece in _pieces(article)]
    found = [assessment for result in results for assessment in result.get("assessments") or []]
    return GuardrailResult(any(result.get("action") == INTERVENED for result in results), policies(found))


def _pieces(text: str) -> Iterator[str]:
    """The text in whole paragraphs, as many together as one request takes."""
    piece = ""
    for paragraph in text.split("\n\n"):
        for start in range(0, len(paragraph), LARGEST_PIECE):
            part = paragraph[start : start + LARGEST_PIECE]
            if piece and len(piece) + len(part) + 2 > LARGEST_PIECE:
                yield piece
                piece = ""
            piece = f"{piece}\n\n{part}" if piece else part
    if piece.strip():
        yield piece
