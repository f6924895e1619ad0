"""How Bedrock is reached: credentials, region, inference profile and endpoint, looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from ghostwriter.bedrock.credentials.resolve import Credentials, find_credentials
from ghostwriter.bedrock.endpoints.addresses import LOOPBACK, find_endpoint, first
from ghostwriter.bedrock.endpoints.regions import REGIONS, is_region, origin, partition_of
from ghostwriter.bedrock.models.catalog import is_bedrock
from ghostwriter.bedrock.models.inference_profiles import INFERENCE_PROFILES, PROFILE, resolve_model
from ghostwriter.bedrock.models.model_names import parse_bedrock_name, region_of_arn
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.destinations import Destination

if TYPE_CHECKING:
    from ghostwriter.bedrock.credentials.signer import Signer

DEFAULT_REGION = "us-east-1"
ENDPOINTS = ("AWS_BEDROCK_RUNTIME_ENDPOINT", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME")
_PATH_OF_A_PROXY = "/bedrock"


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
            ConfigurationError: for a name that has none of the forms that are meant.
        """
        resolved = resolve_model(model, self.region, self.profile)
        if self.endpoint is None and is_bedrock(resolved) and parse_bedrock_name(resolved, self.region).kind == "alias":
            raise ConfigurationError(
                f"model {model!r} is no id of Bedrock's. If it is a name of your LiteLLM proxy's, set {ENDPOINTS[0]} to the "
                "proxy's address; else write haiku, sonnet or opus, or an id that `ghostwriter models` lists."
            )
        return resolved

    def region_of(self, name: str) -> str:
        """Where a model, a guardrail or a knowledge base is called: an ARN says so itself.

        Raises:
            ConfigurationError: for one in another partition of AWS, which other companies run, than the run's own region.
        """
        region = region_of_arn(name) or self.region
        if partition_of(region) != partition_of(self.region):
            raise ConfigurationError(
                f"{name!r} is in {region!r}, another partition of AWS than {self.region!r}: if it is yours, set AWS_REGION "
                f"to {region}."
            )
        return region

    def address_of(self, name: str) -> str:
        """The address of Bedrock Runtime for a model or a guardrail: the override, else the region's own."""
        return self.endpoint or origin("bedrock-runtime", self.region_of(name))

    def secrets(self) -> dict[str, str]:
        """What requests are signed with at present, by the variable that would hold it."""
        return {name: value for signer in list(self._signers.values()) for name, value in signer.secrets().items()}

    def signer(self, model: str) -> "Signer":
        """What signs the requests for a model; one for each region, so that fetched credentials are shared."""
        from ghostwriter.bedrock.credentials.signer import Signer  # noqa: PLC0415  (it imports httpx)

        assert self.credentials is not None, "no credentials were looked up"
        region = self.region_of(model)
        destination = Destination.of(self.address_of(model))
        return self._signers.setdefault(region, Signer(self.credentials, region, self.env, destination))


def find_region(env: Mapping[str, str]) -> str:
    """The region that ``env`` names, or the default.

    Raises:
        ConfigurationError: for what would not end up as one label of AWS's host name, but name a host of its own.
    """
    region = first(env, REGIONS) or DEFAULT_REGION
    if not is_region(region):
        name = next(name for name in REGIONS if env.get(name, "").strip())
        raise ConfigurationError(f"{name}={region!r} is not a region; write one such as {DEFAULT_REGION}.")
    return region


def _profile(env: Mapping[str, str]) -> str:
    profile = env.get(PROFILE, "").strip() or "auto"
    if profile not in INFERENCE_PROFILES:
        raise ConfigurationError(f"{PROFILE}={profile!r} is not one of {', '.join(INFERENCE_PROFILES)}.")
    return profile
