"""Access to the models of one run: AWS, other providers, or the emulator of an offline run."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.credentials.resolve import BearerToken
from ghostwriter.bedrock.endpoints.providers import require_key
from ghostwriter.bedrock.litellm_proxy import Caveat, caveats
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.config.environment_secrets import secrets_of
from ghostwriter.config.settings import Settings
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.secrets.scanner import SecretScanner

if TYPE_CHECKING:
    from ghostwriter.emulator.server import Emulator


class ModelAccess:
    """The connection to the models, found when it is first needed; the emulator of an offline run stops when this is left."""

    def __init__(self, settings: Settings, env: Mapping[str, str]) -> None:
        self._settings = settings
        self.env = env
        self._emulator: Emulator | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._emulator is not None:
            self._emulator.__exit__(kind, error, traceback)

    @cached_property
    def access(self) -> Access:
        """Region, endpoint and credentials, which are looked up and not yet tried.

        Raises:
            ConfigurationError: for a wrong address, or a model that an offline run cannot call.
        """
        found = Access.find(self.env)
        if not self._settings.offline:
            return found
        from ghostwriter.emulator.server import Emulator  # noqa: PLC0415  (only an offline run needs it)

        for model in self._settings.all_models():
            if not model.on_bedrock:
                raise ConfigurationError(
                    f"--offline answers for Bedrock models only, and {model.id!r} is none; "
                    "leave out that model, or --offline."
                )
        self._emulator = Emulator().__enter__()
        return replace(found, endpoint=self._emulator.url, given=BearerToken(self._emulator.bearer_token))

    def check(self, models: Iterable[ResolvedModel] | None = None) -> list[Caveat]:
        """Check that ``models`` (or else all that a run may call) can be called; returns limits that users may not expect.

        Credentials that have to be fetched are fetched once; nothing is sent to a model.

        Raises:
            ConfigurationError: for what is missing or wrong.
        """
        access = self.access
        if self._settings.offline:
            return []
        for model in self._settings.all_models() if models is None else models:
            if model.on_bedrock:
                access.signer(model.id).check()
            else:
                require_key(model.id, self.env)
        if self._settings.article_guardrail and models is None:
            access.signer("").check()
        return caveats(self._settings.unguarded_models(), access)

    def scanner(self) -> SecretScanner:
        """A scanner for the secrets of the environment, and for those that requests are signed with once they are known."""
        in_environment = secrets_of(self.env)

        def secrets() -> dict[str, str]:
            found: Access | None = self.__dict__.get("access")
            return in_environment if found is None or self._settings.offline else in_environment | found.secrets()

        return SecretScanner(secrets)
