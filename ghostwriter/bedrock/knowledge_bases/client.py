"""Knowledge bases and agents, asked through boto3's bedrock-agent-runtime with a run's own credentials."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.credentials.resolve import BEARER, Ambient, signing_credentials
from ghostwriter.bedrock.endpoints.addresses import LOOPBACK, find_endpoint
from ghostwriter.bedrock.knowledge_bases import invoke_agent as agent_answer
from ghostwriter.bedrock.knowledge_bases import retrieve as retrieval
from ghostwriter.bedrock.knowledge_bases.boto_client import Lent, boto_client
from ghostwriter.bedrock.knowledge_bases.errors import SourceFailure, diagnose_source
from ghostwriter.bedrock.knowledge_bases.passages import Retrieved
from ghostwriter.bedrock.knowledge_bases.query import Asked, KnowledgeBase
from ghostwriter.bedrock.retry.concurrency_limit import gate_for
from ghostwriter.bedrock.retry.retry import RetryPolicy, retry
from ghostwriter.errors import CredentialsError

ENDPOINTS = ("AWS_BEDROCK_AGENT_RUNTIME_ENDPOINT", "AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME")
_SERVICE = "bedrock-agent-runtime"
_SILENCE = 300.0
"""Seconds; an agent thinks before its first byte."""
_EXPIRED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")


class AgentRuntime:
    """Asks, with IAM credentials: a Bedrock API key is not accepted for knowledge bases and agents."""

    def __init__(self, access: Access, patience: RetryPolicy) -> None:
        """Look credentials up, and fetch them, before anything is asked.

        Raises:
            ConfigurationError: if there are none that can sign, or the endpoint is no address.
        """
        self._patience = patience
        self._endpoint = find_endpoint(access.env, ENDPOINTS)
        self._access = replace(access, credentials=signing_credentials(access.env), _signers={})
        try:
            self._access.signer("").check()
        except CredentialsError as error:
            if isinstance(self._access.credentials, Ambient) and access.env.get(BEARER, "").strip():
                raise CredentialsError(
                    f"a Bedrock API key ({BEARER}) cannot ask knowledge bases and agents: "
                    "set IAM keys or AWS_PROFILE beside it, or take `kb:` and `agent:` out of the brief's sources."
                ) from error
            raise

    def ask(self, asked: Asked, retrying: Callable[[str, int, float], None]) -> Retrieved:
        """Ask one of them; ``retrying`` hears of each failure that is followed by another try.

        Raises:
            GhostwriterError: of the kind that ``source_faults.SOURCE_FAULTS`` gives for what was answered.
        """
        region = self._access.region_of(asked.address)
        action = retrieval.ACTION if isinstance(asked, KnowledgeBase) else agent_answer.ACTION
        lent = Lent(self._access.signer(asked.address))
        client = boto_client(
            _SERVICE,
            self._access.env,
            region,
            lent,
            endpoint=self._endpoint,
            silence=min(_SILENCE, self._patience.deadline),
            direct=self._endpoint is not None and urlsplit(self._endpoint).hostname in LOOPBACK,
        )

        def once() -> Retrieved:
            if isinstance(asked, KnowledgeBase):
                return retrieval.retrieve(client, asked, region)
            return agent_answer.invoke_agent(client, asked, region)

        def diagnosed(error: Exception) -> SourceFailure:
            return diagnose_source(error, asked.origin, action, region)

        def noted(failure: SourceFailure, failures: int, wait: float) -> None:
            retrying(failure.fault.name if failure.fault else "", failures, wait)

        place = self._endpoint or region
        return retry(lambda: _renewing(once, lent), self._patience, gate_for(place, action), diagnosed, noted)


def _renewing[T](attempt: Callable[[], T], lent: Lent) -> T:
    """Try, and where the keys have expired and there are others, once more with those."""
    from botocore.exceptions import ClientError  # noqa: PLC0415  (loaded by the client)

    try:
        return attempt()
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _EXPIRED and lent.renewed():
            return attempt()
        raise
