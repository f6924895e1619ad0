"""The connection to Bedrock: credentials, region, inference profile and endpoint, looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from ghostwriter.bedrock.credentials.resolve import Credentials, find_credentials
from ghostwriter.bedrock.endpoints.addresses import LOOPBACK, find_endpoint, first_set
from ghostwriter.bedrock.endpoints.providers import address_of
from ghostwriter.bedrock.endpoints.regions import REGIONS, is_region, origin, partition_of
from ghostwriter.bedrock.litellm_proxy import is_proxy_alias
from ghostwriter.bedrock.models.catalog import is_bedrock
from ghostwriter.bedrock.models.inference_profiles import INFERENCE_PROFILES, PROFILE, resolve_model
from ghostwriter.bedrock.models.model_names import parse_bedrock_name, region_of_arn
from ghostwriter.bedrock.models.resolved_model import ResolvedModel, provider_of
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.destinations import Destination

if TYPE_CHECKING:
    from ghostwriter.bedrock.credentials.signer import Signer

DEFAULT_REGION = "us-east-1"
ENDPOINTS = ("AWS_BEDROCK_RUNTIME_ENDPOINT", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME")
_PATH_OF_A_PROXY = "/bedrock"


@dataclass(frozen=True)
class Access:
    """Region, inference profile and endpoint, and what signs the requests.

    ``given`` are credentials that take the place of those in ``env``, the environment in which everything was found.
    """

    region: str = DEFAULT_REGION
    profile: str = "auto"
    endpoint: str | None = None
    given: Credentials | None = None
    env: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _signers: dict[str, "Signer"] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def find(cls, env: Mapping[str, str]) -> Self:
        """Look region, profile and endpoint up in ``env``; credentials are looked up when they are needed.

        Raises:
            ConfigurationError: for an unknown inference profile, a region that is no name, or an endpoint that would carry
                credentials over plain HTTP to another machine.
        """
        profile = env.get(PROFILE, "").strip() or "auto"
        if profile not in INFERENCE_PROFILES:
            raise ConfigurationError(f"{PROFILE}={profile!r} is not one of {', '.join(INFERENCE_PROFILES)}.")
        return cls(find_region(env), profile, find_endpoint(env, ENDPOINTS), env=env)

    @property
    def credentials(self) -> Credentials:
        """The credentials that were given, else those of the environment.

        Raises:
            CredentialsError: for half a pair of keys, or a token file without a role.
        """
        return self.given or find_credentials(self.env)

    @property
    def on_loopback(self) -> bool:
        """True if requests stay on this machine."""
        return self.endpoint is not None and urlsplit(self.endpoint).hostname in LOOPBACK

    @property
    def through_proxy(self) -> bool:
        """True if the endpoint is a LiteLLM proxy's Bedrock pass-through, which is recognised by its path."""
        return self.endpoint is not None and urlsplit(self.endpoint).path.endswith(_PATH_OF_A_PROXY)

    def resolve(self, model: str, canonical: str | None = None) -> ResolvedModel:
        """Resolve a model name; ``canonical`` names the model behind an alias or an ARN.

        Raises:
            ConfigurationError: for an unknown model or provider, or a profile that the model does not have.
        """
        called = self._litellm_id(model)
        known = self._litellm_id(canonical) if canonical else called
        if is_bedrock(called) and not is_bedrock(known):
            raise ConfigurationError(f"canonical_model: {known!r} is not on Bedrock, and {called!r} is.")
        return ResolvedModel(model.strip(), called, known, provider_of(called))

    def _litellm_id(self, model: str) -> str:
        resolved = resolve_model(model, self.region, self.profile)
        if not is_bedrock(resolved):
            if not is_proxy_alias(resolved):
                address_of(resolved, self.env)  # refuses an unknown provider
        elif self.endpoint is None and parse_bedrock_name(resolved, self.region).kind == "alias":
            raise ConfigurationError(
                f"model {model!r} is no id of Bedrock's. If it is a name of your LiteLLM proxy's, set {ENDPOINTS[0]} to the "
                "proxy's address; else write haiku, sonnet or opus, or an id that `ghostwriter models` lists."
            )
        return resolved

    def region_of(self, name: str) -> str:
        """The region in which a model, a guardrail or a knowledge base is called: an ARN says so itself.

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

    def destination_of(self, model: ResolvedModel) -> Destination:
        """The one destination of a model's requests."""
        return Destination.of(self.address_of(model.id) if model.on_bedrock else address_of(model.id, self.env))

    def secrets(self) -> dict[str, str]:
        """The secrets that requests are signed with at present, by the variable that would hold them."""
        return {name: value for signer in list(self._signers.values()) for name, value in signer.secrets().items()}

    def signer(self, name: str) -> "Signer":
        """The signer of requests for a model; one for each region, so that fetched credentials are shared."""
        from ghostwriter.bedrock.credentials.signer import Signer  # noqa: PLC0415  (it imports httpx)

        region, destination = self.region_of(name), Destination.of(self.address_of(name))
        return self._signers.setdefault(region, Signer(self.credentials, region, self.env, destination))


def find_region(env: Mapping[str, str]) -> str:
    """The region that ``env`` names, or the default.

    Raises:
        ConfigurationError: for what would not end up as one label of AWS's host name, but name a host of its own.
    """
    name, region = first_set(env, REGIONS) or ("", DEFAULT_REGION)
    if not is_region(region):
        raise ConfigurationError(f"{name}={region!r} is not a region; write one such as {DEFAULT_REGION}.")
    return region
