"""Credentials that have to be fetched: profiles, roles, web identity, what the machine lends. botocore does the fetching.

A botocore session reads the process's environment wherever it can. Here it is told everything that the run's own
environment says, and asked for nothing else, so that two pipelines in one process never mix.
"""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.configprovider import ConfiguredEndpointProvider
from botocore.credentials import (
    AssumeRoleCredentialFetcher,
    AssumeRoleWithWebIdentityCredentialFetcher,
    ContainerProvider,
    CredentialResolver,
    DeferredRefreshableCredentials,
    InstanceMetadataProvider,
)
from botocore.credentials import Credentials as BotocoreCredentials
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound
from botocore.session import Session
from botocore.utils import InstanceMetadataFetcher

from ghostwriter.bedrock.credentials.configuration_files import configuration_files
from ghostwriter.bedrock.credentials.resolve import AccessKeys, Ambient, AssumedRole, Borrowed, Profile, WebIdentity
from ghostwriter.bedrock.endpoints.addresses import find_endpoint
from ghostwriter.bedrock.endpoints.regions import origin, origins
from ghostwriter.errors import CredentialsError
from ghostwriter.security.destinations import Destination, send_only_to

STS_ENDPOINTS = ("AWS_STS_ENDPOINT", "AWS_ENDPOINT_URL_STS")
_OWN_HOSTS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "sts": lambda region: (*origins("sts", region), "https://sts.amazonaws.com"),
    "sso": lambda region: (*origins("portal.sso", region), *origins("sso", region)),
    "sso-oidc": lambda region: origins("oidc", region),
    "bedrock-agent-runtime": lambda region: origins("bedrock-agent-runtime", region),
    "signin": lambda region: (f"https://{region}.signin.aws.amazon.com", origin("signin", region)),
}
"""A service's own hosts in a region. Those but one are what botocore's providers of credentials call; no other is called."""
_PATIENCE = Config(connect_timeout=5, read_timeout=20, retries={"mode": "standard", "total_max_attempts": 3})
NO_CREDENTIALS = (
    "no AWS credentials: set AWS_BEARER_TOKEN_BEDROCK (a Bedrock API key), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY "
    "(IAM keys), or AWS_PROFILE, or run with --offline to try everything without an account."
)


def borrow(source: Borrowed, env: Mapping[str, str], region: str) -> Any:
    """Botocore credentials that renew themselves where their source allows it.

    Profiles and files are read now; a role is assumed when the keys are first asked for.

    Raises:
        CredentialsError: for a profile that does not exist, or an ambient chain that holds nothing.
    """
    try:
        return _borrow(source, env, region)
    except ProfileNotFound as error:
        known = ", ".join(isolated_session(env, None, region).available_profiles) or "none"
        raise CredentialsError(f"{error}; AWS_PROFILE names it, and the configuration files know: {known}.") from error
    except (BotoCoreError, ClientError, OSError) as error:
        raise explained(source, error) from error


def region_of_profile(name: str, env: Mapping[str, str]) -> str | None:
    """The region that a profile is set up for, None where it says none or does not exist."""
    try:
        region = isolated_session(env, name, "").get_scoped_config().get("region")
    except ProfileNotFound:
        return None
    return str(region) if region else None


def frozen(source: Borrowed, credentials: Any) -> Any:
    """The keys as they are now, renewed if they have to be.

    Raises:
        CredentialsError: if their source does not give any (any longer).
    """
    try:
        return credentials.get_frozen_credentials()
    except (BotoCoreError, ClientError, OSError) as error:
        raise explained(source, error) from error


def explained(source: Borrowed, error: Exception) -> CredentialsError:
    """Explain the failure of a source of credentials, with what to do."""
    reason, (name, remedy) = " ".join(str(error).split())[:300], _SOURCES[type(source)]
    return CredentialsError(f"{name.format_map(vars(source))} gives no credentials: {reason}", advice=remedy)


def _borrow(source: Borrowed, env: Mapping[str, str], region: str) -> Any:
    match source:
        case Profile(name):
            found = isolated_session(env, name, region).get_credentials()
            if found is None:
                raise CredentialsError(
                    f"profile {name!r} holds no credentials; add keys, sso_session, credential_process or role_arn to it."
                )
            return found
        case WebIdentity():
            by_token = AssumeRoleWithWebIdentityCredentialFetcher(
                client_creator=_sts(env, region),
                # Read again for each session: Kubernetes and CI systems replace the file's content.
                web_identity_token_loader=lambda: Path(source.token_file).read_text(encoding="utf-8").strip(),
                role_arn=source.role,
                extra_args={"RoleSessionName": source.session_name},
            )
            return DeferredRefreshableCredentials(by_token.fetch_credentials, "assume-role-with-web-identity")
        case AssumedRole():
            external_id = {"ExternalId": source.external_id} if source.external_id else {}
            by_keys = AssumeRoleCredentialFetcher(
                client_creator=_sts(env, region),
                source_credentials=_base(source, env, region),
                role_arn=source.role,
                extra_args={"RoleSessionName": source.session_name, **external_id},
            )
            return DeferredRefreshableCredentials(by_keys.fetch_credentials, "assume-role")
        case Ambient():
            return _ambient(env, region)


def _base(source: AssumedRole, env: Mapping[str, str], region: str) -> Any:
    """The credentials that assume a role."""
    base = source.base
    if isinstance(base, AccessKeys):
        return BotocoreCredentials(base.access_key_id, base.secret_access_key, base.session_token)
    return _borrow(base, env, region)


def _ambient(env: Mapping[str, str], region: str) -> Any:
    if "default" in isolated_session(env, None, region).available_profiles:
        found = isolated_session(env, "default", region).get_credentials()
        if found is not None:
            return found
    found = CredentialResolver([ContainerProvider(environ=env), *_instance(env)]).load_credentials()
    if found is None:
        raise CredentialsError(NO_CREDENTIALS)
    return found


def _instance(env: Mapping[str, str]) -> list[InstanceMetadataProvider]:
    if env.get("AWS_EC2_METADATA_DISABLED", "").strip().lower() == "true":
        return []
    endpoint = env.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "").strip()
    config = {"ec2_metadata_service_endpoint": endpoint} if endpoint else None
    # One short try: on a machine that is no instance nobody should wait for this.
    return [InstanceMetadataProvider(InstanceMetadataFetcher(timeout=1, num_attempts=1, env=dict(env), config=config))]


class _IsolatedSession(Session):
    """A session whose clients go where the run's environment says: a profile's own region, else the run's.

    They send to the service's own hosts in that region and to what the user's environment and AWS configuration name instead.
    """

    def __init__(self, profile: str | None, env: Mapping[str, str], region: str) -> None:
        # Named without environment variables: botocore would look for them in the process's environment.
        variables = {"profile": (None, None, None, None), "region": ("region", None, None, None)}
        super().__init__(session_vars=variables, profile=profile)
        self._env = env
        self._region = region

    def create_client(self, service_name: str, *args: Any, **kwargs: Any) -> Any:
        sts_endpoint = find_endpoint(self._env, STS_ENDPOINTS) if service_name == "sts" else None
        if sts_endpoint:
            kwargs.setdefault("endpoint_url", sts_endpoint)
        kwargs["region_name"] = kwargs.get("region_name") or self.get_config_variable("region") or self._region
        kwargs["config"] = _PATIENCE.merge(kwargs["config"]) if kwargs.get("config") else _PATIENCE
        client = super().create_client(service_name, *args, **kwargs)
        configured = ConfiguredEndpointProvider(
            full_config=self.full_config,
            scoped_config=self.get_scoped_config(),
            client_name=service_name,
            environ=self._env,
        ).provide()
        overrides = [address for address in (kwargs.get("endpoint_url"), configured) if address]
        send_only_to(client, Destination.of(*_OWN_HOSTS[service_name](client.meta.region_name), *overrides))
        return client


def isolated_session(env: Mapping[str, str], profile: str | None, region: str) -> Session:
    """A botocore session that knows the run's own configuration files, profile and region."""
    session = _IsolatedSession(profile, env, region)
    for variable, path in configuration_files(env).items():
        session.set_config_variable(variable, path)
    return session


def _sts(env: Mapping[str, str], region: str) -> Callable[..., Any]:
    return functools.partial(isolated_session(env, None, region).create_client, region_name=region)


_SOURCES: Mapping[type, tuple[str, str]] = {
    Profile: (
        "profile {name!r}",
        "For SSO run `aws sso login --profile NAME`; else look at the profile. Then run the same command again.",
    ),
    AssumedRole: (
        "role {role!r}",
        "Check the role's name, its trust policy, AWS_EXTERNAL_ID and the credentials that assume it.",
    ),
    WebIdentity: (
        "web identity for role {role!r}",
        "Check the token file, its audience, and the role's trust policy.",
    ),
    Ambient: ("the ambient chain", "Set AWS_BEARER_TOKEN_BEDROCK, IAM keys or AWS_PROFILE."),
}
"""A source of credentials in words, and what to do when it fails."""
