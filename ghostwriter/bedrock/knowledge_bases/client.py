"""Knowledge bases and agents, asked through boto3's bedrock-agent-runtime with a run's own credentials.

boto3 reads the process's environment wherever it can; here it is given the run's own environment, and nothing else.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.credentials.resolve import BEARER, Ambient, signing_credentials
from ghostwriter.bedrock.credentials.signer import Signer
from ghostwriter.bedrock.endpoints.addresses import LOOPBACK, find_endpoint
from ghostwriter.bedrock.http.client import CONNECT_TIMEOUT
from ghostwriter.bedrock.knowledge_bases import operations
from ghostwriter.bedrock.knowledge_bases.errors import classify_source
from ghostwriter.bedrock.knowledge_bases.passages import Retrieved
from ghostwriter.bedrock.knowledge_bases.query import Asked, KnowledgeBase
from ghostwriter.bedrock.retry.concurrency_limit import limit_for
from ghostwriter.bedrock.retry.retry import RetryPolicy, retry
from ghostwriter.errors import CredentialsError

AGENT_ENDPOINTS = ("AWS_BEDROCK_AGENT_RUNTIME_ENDPOINT", "AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME")
_SERVICE = "bedrock-agent-runtime"
_SILENCE = 300.0
"""Seconds; an agent thinks before its first byte."""
_EXPIRED = ("ExpiredToken", "ExpiredTokenException", "RequestExpired")
_SET_BY_THE_SESSION = frozenset({"profile", "region", "config_file", "credentials_file"})
_NEVER_SET = frozenset({"csm_enabled", "csm_host", "csm_port", "csm_client_id", "data_path"})
"""Client-side monitoring sends session tokens to any host, by UDP; service models say which operation a call is."""


class AgentRuntime:
    """Asks, with IAM credentials: a Bedrock API key is not accepted for knowledge bases and agents."""

    def __init__(self, access: Access, policy: RetryPolicy) -> None:
        """Look credentials up, and fetch them, before anything is asked.

        Raises:
            ConfigurationError: if there are none that can sign, or the endpoint is no address.
        """
        self._policy = policy
        self._endpoint = find_endpoint(access.env, AGENT_ENDPOINTS)
        self._access = replace(access, given=signing_credentials(access.env))
        try:
            self._access.signer("").check()
        except CredentialsError as error:
            if isinstance(self._access.credentials, Ambient) and access.env.get(BEARER, "").strip():
                raise CredentialsError(
                    f"a Bedrock API key ({BEARER}) cannot ask knowledge bases and agents: "
                    "set IAM keys or AWS_PROFILE beside it, or take `kb:` and `agent:` out of the brief's sources."
                ) from error
            raise

    def ask(self, asked: Asked, on_retry: Callable[[str, int, float], None]) -> Retrieved:
        """Ask one of them; ``on_retry`` is called for each failure that is followed by another try.

        Raises:
            GhostwriterError: as ``errors.SOURCE_FAULTS`` has it for the response.
        """
        region = self._access.region_of(asked.address)
        action = operations.RETRIEVE if isinstance(asked, KnowledgeBase) else operations.INVOKE_AGENT
        keys = SignerKeys(self._access.signer(asked.address))
        client = boto_client(self._access, region, keys, self._endpoint, min(_SILENCE, self._policy.deadline))

        def attempt() -> Retrieved:
            if isinstance(asked, KnowledgeBase):
                return operations.retrieve(client, asked, region)
            return operations.invoke_agent(client, asked, region)

        return retry(
            lambda: _renewing(attempt, keys),
            self._policy,
            limit_for(self._endpoint or region, action),
            lambda error: classify_source(error, asked.origin, action, region),
            lambda failed, failures, wait: on_retry(failed.fault.name if failed.fault else "", failures, wait),
        )


def _renewing[T](attempt: Callable[[], T], keys: "SignerKeys") -> T:
    """Try, and where the keys have expired and there are others, once more with those."""
    from botocore.exceptions import ClientError  # noqa: PLC0415  (loaded by the client)

    try:
        return attempt()
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _EXPIRED and keys.renewed():
            return attempt()
        raise


class SignerKeys:
    """The keys of a run's signer as botocore's credentials and their only provider: looked up for each signature."""

    method = "ghostwriter"
    account_id = None

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self._used: Any = None

    def get_frozen_credentials(self) -> Any:
        """The current keys; see ``botocore.credentials.Credentials``."""
        self._used = self._signer.keys()
        return self._used

    def get_deferred_property(self, name: str) -> Callable[[], Any]:
        """An account id, for endpoints that hold one; there is none."""
        return lambda: getattr(self, name, None)

    def load_credentials(self) -> "SignerKeys":
        """Return this object in place of botocore's chain of providers."""
        return self

    def renewed(self) -> bool:
        """True if there are other keys than those used last, which have expired."""
        return self._signer.renewed(self._used)


def boto_client(access: Access, region: str, keys: SignerKeys, endpoint: str | None, silence: float) -> Any:
    """A client of boto3's that never retries; ``silence`` is in seconds."""
    import boto3  # noqa: PLC0415  (few runs need it)
    from botocore.config import Config  # noqa: PLC0415
    from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES  # noqa: PLC0415

    from ghostwriter.bedrock.credentials.aws_providers import isolated_session  # noqa: PLC0415

    session = isolated_session(access.env, None, region)
    for name, (in_file, variable, default, convert) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items():
        if name in _SET_BY_THE_SESSION:
            continue
        session.session_var_map[name] = (in_file, None, default, convert)
        given = access.env.get(variable, "").strip() if isinstance(variable, str) else ""
        if given and name not in _NEVER_SET:
            session.set_config_variable(name, convert(given) if convert else given)
    session.register_component("credential_provider", keys)
    config = Config(
        retries={"mode": "standard", "total_max_attempts": 1},
        connect_timeout=min(silence, CONNECT_TIMEOUT),
        read_timeout=silence,
        ignore_configured_endpoint_urls=True,
        # A proxy from the environment must not see what is meant for this machine.
        proxies={} if endpoint is not None and urlsplit(endpoint).hostname in LOOPBACK else None,
    )
    verify = access.env.get("AWS_CA_BUNDLE") or None
    client = boto3.Session(botocore_session=session).client
    return client(_SERVICE, region_name=region, endpoint_url=endpoint, config=config, verify=verify)
