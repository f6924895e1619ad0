"""Every request is signed on the wire, by the credentials of its own pipeline.

LiteLLM and the SDK never see a credential: what they put into ``Authorization`` is a placeholder, replaced here at the last
moment. So explicit keys cannot lose to the process's environment, retries carry fresh signatures (one lives five
minutes), and keys that expire during a run are renewed where their source allows it.
"""

import threading
from collections.abc import Generator, Mapping
from typing import Any

import httpx

from ghostwriter.bedrock.credentials.resolve import BEARER, SECRET, SESSION, AccessKeys, BearerToken, Credentials
from ghostwriter.security.destinations import Destination, only_to

PLACEHOLDER = "signed-on-the-wire"
"""The key that LiteLLM is given, so that it neither looks for credentials nor signs."""
_EXPIRED = ("ExpiredToken", "RequestExpired")
_SERVICE = "bedrock"


class Signer(httpx.Auth):
    """Puts the credentials of one pipeline on its requests, if they go to its destination; shared by the threads of a run."""

    requires_request_body = True

    def __init__(self, credentials: Credentials, region: str, env: Mapping[str, str], destination: Destination) -> None:
        self.destination = destination
        self._credentials = credentials
        self._region = region
        self._env = env
        self._borrowed: Any = None
        self._fetched: Any = None
        self._lock = threading.Lock()

    def check(self) -> None:
        """Fetch what has to be fetched, before anything is sent.

        Raises:
            CredentialsError: if there is nothing to be had.
        """
        if not isinstance(self._credentials, BearerToken):
            self.keys()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """Sign; when AWS says that the keys have expired, fetch new ones and send once more.

        Raises:
            WrongDestination: for a request that goes elsewhere.
        """
        self.destination.require(str(request.url))
        used = self._sign(request)
        response = yield request
        if response.headers.get("x-amzn-errortype", "").startswith(_EXPIRED) and self.renewed(used):
            self._sign(request)
            yield request

    def _sign(self, request: httpx.Request) -> Any:
        """Put the Authorization on a request; returns the keys that were used."""
        if isinstance(self._credentials, BearerToken):
            request.headers["authorization"] = f"Bearer {self._credentials.token}"
            return None
        from botocore.auth import SigV4Auth  # noqa: PLC0415  (a bearer token needs no botocore)
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415

        keys = self.keys()
        # The path as it goes out: an id's ':' is %3A on the wire, and it is that which AWS signs.
        url = f"{request.url.scheme}://{request.url.netloc.decode()}{request.url.raw_path.decode()}"
        signed = AWSRequest(
            request.method, url, data=request.content, headers={"content-type": request.headers.get("content-type", "")}
        )
        SigV4Auth(keys, _SERVICE, self._region).add_auth(signed)
        request.headers.pop("x-amz-security-token", None)
        for name, value in signed.headers.items():
            request.headers[name] = value
        return keys

    def keys(self) -> Any:
        """The keys as they are now, for what signs by itself; botocore's ``ReadOnlyCredentials``.

        Raises:
            CredentialsError: if there is nothing to be had.
        """
        if isinstance(self._credentials, AccessKeys):
            from botocore.credentials import ReadOnlyCredentials  # noqa: PLC0415

            keys = self._credentials
            return ReadOnlyCredentials(keys.access_key_id, keys.secret_access_key, keys.session_token)
        assert not isinstance(self._credentials, BearerToken)
        from ghostwriter.bedrock.credentials.aws_providers import borrow, frozen  # noqa: PLC0415  (it imports botocore's session)

        with self._lock, only_to(None):  # botocore's clients, which have other destinations, check those themselves
            if self._borrowed is None:
                self._borrowed = borrow(self._credentials, self._env, self._region)
            self._fetched = frozen(self._credentials, self._borrowed)
            return self._fetched

    def secrets(self) -> dict[str, str]:
        """Secrets in use at present, by the variable that would hold each; nothing is fetched for this."""
        if isinstance(self._credentials, BearerToken):
            return {BEARER: self._credentials.token}
        keys = self.keys() if isinstance(self._credentials, AccessKeys) else self._fetched
        known = {SECRET: keys.secret_key, SESSION: keys.token} if keys else {}
        return {name: value for name, value in known.items() if value}

    def renewed(self, used: Any) -> bool:
        """Renew expired keys by reading files and assuming roles again; True if they are others now."""
        if isinstance(self._credentials, BearerToken | AccessKeys):
            return False
        with self._lock:
            self._borrowed = None
        return bool(self.keys() != used)
