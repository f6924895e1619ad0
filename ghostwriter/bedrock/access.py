"""How Bedrock is reached: credentials, region, inference profile and endpoint, looked up once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from ghostwriter.bedrock.auth.credentials import Credentials, find_credentials
from ghostwriter.bedrock.models.inference_profiles import INFERENCE_PROFILES, PROFILE, resolve_model
from ghostwriter.errors import ConfigurationError

if TYPE_CHECKING:
    from ghostwriter.bedrock.auth.signing import Signer

REGIONS = ("AWS_REGION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION")
DEFAULT_REGION = "us-east-1"
ENDPOINTS = ("AWS_BEDROCK_RUNTIME_ENDPOINT", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME")
_PATH_OF_A_PROXY = "/bedrock"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_REGION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ARN_REGION = re.compile(r"arn:aws[a-z-]*:bedrock:([a-z0-9-]+):")


@dataclass(frozen=True)
class Access:
    """Where requests go and what signs them; ``credentials`` is None where no Bedrock model is used.

    ``env`` is the environment it was found in: credentials that have to be fetched are fetched by it.
    """

    region: str = DEFAULT_REGION
    profile: str = "auto"
    endpoint: str | None = None
    credentials: Credentials | None = None
    env: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _signers: dict[str, "Signer"] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def find(cls, env: Mapping[str, str], *, needs_credentials: bool = True) -> Self:
        """Look everything up in ``env``.

        Raises:
            ConfigurationError: for half a pair of keys, an unknown inference profile, a region that is no name, or an
                endpoint that would carry credentials over plain HTTP to another machine.
        """
        return cls(
            region=find_region(env),
            profile=_profile(env),
            endpoint=find_endpoint(env, ENDPOINTS),
            credentials=find_credentials(env) if needs_credentials else None,
            env=env,
        )

    @property
    def on_loopback(self) -> bool:
        """Whether requests stay on this machine."""
        return self.endpoint is not None and urlsplit(self.endpoint).hostname in LOOPBACK

    @property
    def through_proxy(self) -> bool:
        """Whether the endpoint is a LiteLLM proxy's Bedrock pass-through, which is known by its path."""
        return self.endpoint is not None and urlsplit(self.endpoint).path.endswith(_PATH_OF_A_PROXY)

    def resolve(self, model: str) -> str:
        """The LiteLLM id of a model name, as seen from here.

        Raises:
            ConfigurationError: for an address, which some of LiteLLM's providers would call.
        """
        if "://" in model:
            raise ConfigurationError(
                f"model {model!r} holds an address; a model is named, and where it is comes from the environment."
            )
        return resolve_model(model, self.region, self.profile)

    def region_of(self, model: str) -> str:
        """Where a model is called: an ARN says so itself."""
        arn = _ARN_REGION.search(model)
        return arn[1] if arn else self.region

    def secrets(self) -> dict[str, str]:
        """What requests are signed with at present, by the variable that would hold it."""
        return {name: value for signer in list(self._signers.values()) for name, value in signer.secrets().items()}

    def signer(self, model: str) -> "Signer":
        """What signs the requests for a model; one for each region, so that fetched credentials are shared."""
        from ghostwriter.bedrock.auth.signing import Signer  # noqa: PLC0415  (it imports httpx)

        assert self.credentials is not None, "no credentials were looked up"
        region = self.region_of(model)
        return self._signers.setdefault(region, Signer(self.credentials, region, self.env))


def first(env: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    """The value of the first name that has one; blank counts as absent."""
    return next((value for name in names if (value := env.get(name, "").strip())), None)


def find_region(env: Mapping[str, str]) -> str:
    """The region that ``env`` names, or the default.

    Raises:
        ConfigurationError: for what would not end up as one label of AWS's host name, but name a host of its own.
    """
    region = first(env, REGIONS) or DEFAULT_REGION
    if not _REGION.fullmatch(region):
        name = next(name for name in REGIONS if env.get(name, "").strip())
        raise ConfigurationError(f"{name}={region!r} is not a region; write one such as {DEFAULT_REGION}.")
    return region


def find_endpoint(env: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    """An address that takes AWS's place, or None.

    Raises:
        ConfigurationError: if it is none, or would carry credentials over plain HTTP to another machine.
    """
    endpoint = first(env, names)
    return None if endpoint is None else checked_address(names[0], endpoint)


def checked_address(name: str, address: str) -> str:
    """The address that the variable ``name`` holds, without a slash at its end.

    Raises:
        ConfigurationError: if it is none, or would carry credentials over plain HTTP to another machine.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError(f"{name}={address!r} is not an http(s) address.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ConfigurationError(
            f"{name}={address!r} would carry credentials over plain http to another machine; use https."
        )
    return address.rstrip("/")


def _profile(env: Mapping[str, str]) -> str:
    profile = env.get(PROFILE, "").strip() or "auto"
    if profile not in INFERENCE_PROFILES:
        raise ConfigurationError(f"{PROFILE}={profile!r} is not one of {', '.join(INFERENCE_PROFILES)}.")
    return profile
