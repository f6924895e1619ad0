"""How the models of one run are reached: one door for AWS and for the emulator of an offline run."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ghostwriter.bedrock.connection import Access
from ghostwriter.bedrock.credentials.resolve import BearerToken
from ghostwriter.bedrock.endpoints.providers import require_addresses
from ghostwriter.bedrock.litellm_proxy import Caveat, caveats
from ghostwriter.bedrock.models.catalog import is_bedrock
from ghostwriter.config.settings import Settings
from ghostwriter.errors import ConfigurationError

if TYPE_CHECKING:
    from ghostwriter.emulator.server import Emulator


class ModelAccess:
    """The way to the models, found when it is first needed; the emulator of an offline run stops when this is left."""

    def __init__(self, settings: Settings, env: Mapping[str, str]) -> None:
        self._settings = settings
        self._env = env
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
            ConfigurationError: for half a pair of keys, a wrong address, or a model that an offline run cannot ask.
        """
        found = self._offline() if self._settings.offline else self._online()
        return replace(found, profile=self._settings.inference_profile)

    def check(self, models: Sequence[str] | None = None) -> list[Caveat]:
        """See that ``models`` (or else all that a run may call) have what it takes to ask them; returns what to know.

        Credentials that have to be fetched are fetched once; nothing is asked of Bedrock.

        Raises:
            ConfigurationError: for what is missing or wrong.
        """
        asked = self._settings.all_models() if models is None else models
        access = self.access
        if self._settings.offline:
            return []
        require_addresses(asked, self._env)
        for model in asked:
            if is_bedrock(model):
                access.signer(model).check()
        return caveats(self._settings.unguarded_models(), access)

    def secrets(self) -> dict[str, str]:
        """The secrets that requests are signed with; none as long as nothing has been looked up."""
        known: Access | None = self.__dict__.get("access")
        return known.secrets() if known is not None and not self._settings.offline else {}

    def _online(self) -> Access:
        on_bedrock = any(is_bedrock(model) for model in self._settings.all_models())
        return Access.find(self._env, needs_credentials=bool(on_bedrock or self._settings.article_guardrail))

    def _offline(self) -> Access:
        from ghostwriter.emulator.server import Emulator  # noqa: PLC0415  (only an offline run needs it)

        for model in self._settings.all_models():
            if not is_bedrock(model):
                raise ConfigurationError(
                    f"--offline answers for Bedrock models only, and {model!r} is none; "
                    "leave out that model, or --offline."
                )
        found = Access.find(self._env, needs_credentials=False)
        self._emulator = Emulator().__enter__()
        return replace(found, endpoint=self._emulator.url, credentials=BearerToken(self._emulator.bearer_token))
