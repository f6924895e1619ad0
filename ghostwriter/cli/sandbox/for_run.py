"""The sandbox around one run: what the run needs is worked out from its brief, its settings and its credentials."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ghostwriter.bedrock.connection import find_region
from ghostwriter.bedrock.credentials.resolve import profile_in_use
from ghostwriter.brief.brief import Brief
from ghostwriter.cli.sandbox.enter import Mode, sandboxed
from ghostwriter.cli.sandbox.run_paths import credentials_grants, run_grants
from ghostwriter.cli.sandbox.run_ports import ports_of
from ghostwriter.config.settings import Settings
from ghostwriter.schema.record_parts import SandboxRecord
from ghostwriter.security.sandbox.landlock import landlock_version

if TYPE_CHECKING:
    from ghostwriter.bedrock.credentials.profiles import UsedProfile


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
    used, lent = None, env
    if mode != "off" and landlock_version().abi and not settings.offline:
        used = _used_profile(brief, env)
        if used is not None and used.runs_a_program:
            from ghostwriter.bedrock.credentials.profiles import with_the_programs_keys

            lent, used = with_the_programs_keys(env, used, find_region(env)), None
    ports = ports_of(settings.all_models(), env, offline=settings.offline, lends=used is not None)
    grants = [*run_grants(brief, settings.prompts), *credentials_grants(env, used)]
    with sandboxed(mode, workspace, grants, ports, env) as record:
        yield record, lent


def _used_profile(brief: Brief, env: Mapping[str, str]) -> "UsedProfile | None":
    asks_bedrock = any(not isinstance(entry, str) for entry in brief.sources)
    source = profile_in_use(env, signs=asks_bedrock)
    if source is None:
        return None
    from ghostwriter.bedrock.credentials.profiles import look_up

    return look_up(source, env)
