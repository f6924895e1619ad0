"""The sandbox around one run: files and ports that it needs by its brief, its settings and its credentials."""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ghostwriter.bedrock.connection import find_region
from ghostwriter.bedrock.credentials.configuration_files import configuration_files
from ghostwriter.bedrock.credentials.resolve import CONTAINER_TOKEN_FILE, TOKEN_FILES, profile_in_use
from ghostwriter.bedrock.litellm_proxy import is_proxy_alias
from ghostwriter.bedrock.models.resolved_model import ResolvedModel
from ghostwriter.brief.brief import Brief
from ghostwriter.cli.sandbox.enter import Mode, sandboxed
from ghostwriter.config.settings import Settings
from ghostwriter.errors import SourceError
from ghostwriter.pipeline.prompts.files import shipped_prompts
from ghostwriter.schema.record_parts import SandboxRecord
from ghostwriter.security.safe_read import Unreadable
from ghostwriter.security.sandbox.landlock import LIST, OWN, READ, Grant, landlock_version
from ghostwriter.security.sandbox.system_paths import followed
from ghostwriter.sources.discovery import BriefSources, SourceEntry, SourceFile, allowed_path, plain_path, source_file

if TYPE_CHECKING:
    from ghostwriter.bedrock.credentials.profiles import UsedProfile

_HTTPS, _HTTP, _DNS = 443, 80, 53
_PORT_OF_SCHEME = {"https": _HTTPS, "http": _HTTP, "socks5": 1080, "socks5h": 1080}
_ADDRESSES = re.compile(r"AWS_\w*(?:ENDPOINT|_URI)\w*|\w+_API_BASE|\w+_PROXY", re.IGNORECASE)


@contextlib.contextmanager
def sandbox_around(
    mode: Mode, brief: Brief, settings: Settings, workspace: Path, env: Mapping[str, str]
) -> Iterator[tuple[SandboxRecord, Mapping[str, str]]]:
    """Restrict the process to what the run needs; gives what is in force, and the environment for the run.

    A profile's ``credential_process`` is any program whatever, which could not be started from inside: it is run before, once,
    and its keys take the profile's place. A run that outlives them stops, and goes on with new ones when it is repeated.

    Raises:
        ConfigurationError: if the sandbox is required and not to be had, or the program gives no keys.
        WorkspaceError: if the workspace cannot be made or written.
    """
    used, run_env = None, env
    if mode != "off" and landlock_version().abi and not settings.offline:
        used = _used_profile(brief, env)
        if used is not None and used.runs_a_program:
            from ghostwriter.bedrock.credentials.profiles import with_the_programs_keys

            run_env, used = with_the_programs_keys(env, used, find_region(env)), None
    ports = None if settings.offline else _ports(settings.all_models(), env, over_http=used is not None)
    grants = [*run_grants(brief, settings.prompts), *_credentials_grants(env, used)]
    with sandboxed(mode, workspace, grants, ports, env) as record:
        yield record, run_env


def run_grants(brief: Brief, prompts: Path | None) -> Iterator[Grant]:
    """Brief, style guide, prompts and sources, to be read."""
    yield from (Grant(path, READ) for path in (shipped_prompts(), prompts, brief.path) if path is not None)
    if brief.style:
        with contextlib.suppress(Unreadable):  # no path: whoever reads it reports it
            yield from _readable(brief, [source_file(brief.base, brief.style)])
    with contextlib.suppress(SourceError):  # too many, which the intake reports
        for entry in BriefSources.find(brief).files:
            yield from _source_grants(brief, entry)


def _source_grants(brief: Brief, entry: SourceEntry) -> Iterator[Grant]:
    """The files of an entry, and the folder in which they are found; nothing that the brief may not read."""
    if entry.folder is None:
        return
    try:
        folder = plain_path(brief, entry.folder)
    except Unreadable:
        return  # the intake reports it
    files = [*_readable(brief, entry.files)]
    if brief.may_read(folder) or (files and entry.folder == entry.place):
        yield Grant(folder, LIST)  # also to find the files that are allowed in a folder that is not
    yield from files


def _readable(brief: Brief, files: Iterable[SourceFile]) -> Iterator[Grant]:
    for file in files:
        with contextlib.suppress(Unreadable):  # whoever reads it reports it
            yield Grant(allowed_path(brief, file), READ)


def _used_profile(brief: Brief, env: Mapping[str, str]) -> "UsedProfile | None":
    asks_bedrock = any(not isinstance(entry, str) for entry in brief.sources)
    source = profile_in_use(env, signs=asks_bedrock)
    if source is None:
        return None
    from ghostwriter.bedrock.credentials.profiles import look_up

    return look_up(source, env)


def _credentials_grants(env: Mapping[str, str], used: "UsedProfile | None") -> Iterator[Grant]:
    """Token files, and the AWS configuration where a profile is used.

    The cache of a sign-in may be written: renewing it makes what it held before worthless.
    """
    token_files = [
        Path(env[name].strip()) for name in (*TOKEN_FILES, CONTAINER_TOKEN_FILE) if env.get(name, "").strip()
    ]
    for token_file in (*token_files, *(used.token_files if used else ())):
        yield from followed(token_file)
    if used is not None:
        yield from (Grant(Path(path), READ) for path in configuration_files(env).values() if path)
        yield Grant(Path("~/.aws/sso/cache").expanduser(), OWN)


def _ports(models: Iterable[ResolvedModel], env: Mapping[str, str], *, over_http: bool) -> frozenset[int] | None:
    """TCP ports of https, of DNS and of the addresses in the environment; None if they are not known beforehand.

    That is so for models of other providers, some of which answer at a port of LiteLLM's choosing. ``over_http``: credentials
    may come from the machine, which lends them over plain http.
    """
    if not all(model.on_bedrock or is_proxy_alias(model.id) for model in models):
        return None
    named = (_port(value) for name, value in env.items() if _ADDRESSES.fullmatch(name))
    return frozenset({_HTTPS, _DNS, *(port for port in named if port), *([_HTTP] if over_http else [])})


def _port(address: str) -> int | None:
    try:
        parts = urlsplit(address.strip())
        return parts.port or _PORT_OF_SCHEME.get(parts.scheme)
    except ValueError:
        return None  # reported where the address is used
