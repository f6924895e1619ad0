"""boto3 clients that know what the run's own environment says, and nothing of the process's."""

from collections.abc import Callable, Mapping
from typing import Any

from ghostwriter.bedrock.credentials.signer import Signer

_CONNECTING = 15.0
"""Seconds."""
_TOLD_OTHERWISE = frozenset({"profile", "region", "config_file", "credentials_file"})


_NOT_TOLD = frozenset({"csm_enabled", "csm_host", "csm_port", "csm_client_id", "data_path"})
"""Client-side monitoring sends session tokens to any host, by UDP; service models say which operation a call is."""


class Lent:
    """The keys of a run's signer, as botocore asks for them: anew for each signature."""

    method = "ghostwriter"
    account_id = None

    def __init__(self, signer: Signer) -> None:
        self._signer = signer
        self._used: Any = None

    def get_frozen_credentials(self) -> Any:
        """The keys as they are now; see ``botocore.credentials.Credentials``."""
        self._used = self._signer.keys()
        return self._used

    def get_deferred_property(self, name: str) -> Callable[[], Any]:
        """What endpoints that hold an account id would ask for; there is none."""
        return lambda: getattr(self, name, None)

    def load_credentials(self) -> "Lent":
        """Itself: it also takes the place of botocore's chain of providers."""
        return self

    def renewed(self) -> bool:
        """Whether there are other keys to be had than those used last, which have expired."""
        return self._signer.renewed(self._used)


def boto_client(  # noqa: PLR0913  (keyword only, and each is one thing that a client has to be told)
    service: str, env: Mapping[str, str], region: str, lent: Lent, *, endpoint: str | None, silence: float, direct: bool
) -> Any:
    """A client of boto3's that never retries; ``silence`` is in seconds, ``direct`` leaves proxies out."""
    import boto3  # noqa: PLC0415  (few runs need it)
    from botocore.config import Config  # noqa: PLC0415

    from ghostwriter.bedrock.credentials.aws_providers import told_session  # noqa: PLC0415

    session = told_session(env, None, region)
    _tell(session, env)
    session.register_component("credential_provider", lent)
    config = Config(
        retries={"mode": "standard", "total_max_attempts": 1},
        connect_timeout=min(silence, _CONNECTING),
        read_timeout=silence,
        ignore_configured_endpoint_urls=True,
        # A proxy from the environment must not see what is meant for this machine.
        proxies={} if direct else None,
    )
    verify = env.get("AWS_CA_BUNDLE") or None
    found = boto3.Session(botocore_session=session)
    return found.client(service, region_name=region, endpoint_url=endpoint, config=config, verify=verify)


def _tell(session: Any, env: Mapping[str, str]) -> None:
    """Whatever botocore would look up in the process's environment is looked up in the run's."""
    from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES  # noqa: PLC0415

    for name, (in_file, variable, default, convert) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items():
        if name in _TOLD_OTHERWISE:
            continue
        session.session_var_map[name] = (in_file, None, default, convert)
        if name in _NOT_TOLD:
            continue
        if isinstance(variable, str) and (given := env.get(variable, "").strip()):
            session.set_config_variable(name, convert(given) if convert else given)
