"""A guardrail's judgement of the finished article, by Bedrock's ApplyGuardrail."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from ghostwriter.bedrock.call_settings import split_guardrail
from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.errors.classify import Asked, Diagnosis, diagnose
from ghostwriter.bedrock.guardrails.findings import INTERVENED, policies
from ghostwriter.bedrock.http.client import wire_client
from ghostwriter.bedrock.http.response_hook import ResponseHook
from ghostwriter.bedrock.retry.concurrency_limit import gate_for
from ghostwriter.bedrock.retry.retry import RetryPolicy, retry

LARGEST = 20_000
"""Characters of one request; AWS takes 25 text units of 1,000."""
_SILENCE = 60.0
_TASK = "article guardrail"


@dataclass(frozen=True)
class Judgement:
    """Whether the guardrail objects, and to what."""

    intervened: bool
    findings: tuple[str, ...]


def judge_article(text: str, guardrail: str, access: Access) -> Judgement:
    """Hold an article against a guardrail (``ID:VERSION``), piece by piece where it is long.

    Raises:
        GhostwriterError: of the kind that ``faults.FAULTS`` gives for what Bedrock answered.
    """
    identifier, version = split_guardrail(guardrail)
    url = f"{access.address_of(identifier)}/guardrail/{quote(identifier, safe='')}/version/{version}/apply"
    tap = ResponseHook()
    with wire_client(access, identifier, tap, _SILENCE) as client:
        answers = [_ask(client, url, piece, tap, access) for piece in _pieces(text)]
    found = [assessment for answer in answers for assessment in answer.get("assessments") or []]
    return Judgement(any(answer.get("action") == INTERVENED for answer in answers), policies(found))


def _ask(client: httpx.Client, url: str, piece: str, tap: ResponseHook, access: Access) -> dict[str, Any]:
    body = {"source": "OUTPUT", "content": [{"text": {"text": piece}}]}
    asked = Asked(_TASK, "ApplyGuardrail", access.region)

    def attempt() -> dict[str, Any]:
        tap.reset()
        answer: dict[str, Any] = client.post(url, json=body).raise_for_status().json()
        return answer

    def diagnosed(error: Exception) -> Diagnosis:
        return diagnose(error, asked, tap)

    return retry(attempt, RetryPolicy(), gate_for(url, "ApplyGuardrail"), diagnosed, lambda *_: None)


def _pieces(text: str) -> Iterator[str]:
    """The text in whole paragraphs, as many together as one request takes."""
    piece = ""
    for paragraph in text.split("\n\n"):
        for start in range(0, len(paragraph), LARGEST):
            part = paragraph[start : start + LARGEST]
            if piece and len(piece) + len(part) + 2 > LARGEST:
                yield piece
                piece = ""
            piece = f"{piece}\n\n{part}" if piece else part
    if piece.strip():
        yield piece
