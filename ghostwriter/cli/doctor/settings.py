"""The static part of ``doctor``: what would be used, where it was found, and what is wrong with it; nothing is called."""

import platform
import stat
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from ghostwriter.bedrock.connection import DEFAULT_REGION, ENDPOINTS, Access
from ghostwriter.bedrock.credentials.resolve import Profile, find_credentials
from ghostwriter.bedrock.endpoints.addresses import first, first_set
from ghostwriter.bedrock.endpoints.providers import address_of, key_variable, require_key
from ghostwriter.bedrock.endpoints.regions import REGIONS
from ghostwriter.bedrock.litellm_proxy import ADDRESS, caveats, is_proxy_alias
from ghostwriter.cli.doctor.credentials import describe_credentials
from ghostwriter.cli.doctor.finding import Finding, fail, ok, warn
from ghostwriter.cli.doctor.models import describe_models
from ghostwriter.cli.sandbox.enter import SWITCHED_OFF, chosen_mode, describe_limits
from ghostwriter.cli.sandbox.enter import VARIABLE as SANDBOX
from ghostwriter.config.dotenv import NAME as DOTENV
from ghostwriter.config.environment import VARIABLES
from ghostwriter.config.settings import Settings
from ghostwriter.errors import ConfigurationError, CredentialsError
from ghostwriter.security.environment import dotenv_of
from ghostwriter.security.sandbox.landlock import landlock_version
from ghostwriter.text.suggest import closest

OLDEST_PYTHON = (3, 12)


def diagnose(env: Mapping[str, str], settings: Settings) -> list[Finding]:
    """Look at everything that a run with ``settings`` would use, without calling anything."""
    now = datetime.now(UTC)
    on_bedrock = any(model.on_bedrock for model in settings.all_models())
    return [
        _python(),
        *(_credentials(env, settings, now) if on_bedrock else []),
        _region(env),
        *_connection(env, settings),
        *_other_providers(env, settings),
        *([] if settings.offline else describe_models(settings, first(env, REGIONS) or DEFAULT_REGION, now.date())),
        *_unknown_variables(env),
    ]


def _python() -> Finding:
    if sys.version_info >= OLDEST_PYTHON:
        return ok("python", platform.python_version())
    return fail("python", platform.python_version(), "Ghostwriter needs Python 3.12 or newer")


def _credentials(env: Mapping[str, str], settings: Settings, now: datetime) -> Iterator[Finding]:
    if settings.offline:
        yield ok("credentials", "none needed: offline no model is asked, the emulator answers")
        return
    yield describe_credentials(env, now)
    yield from _ignored(env)
    yield from _profiles_region(env)


def _ignored(env: Mapping[str, str]) -> Iterator[Finding]:
    """Credentials in a ``.env`` that are not used, since the user has some without it."""
    dotenv = dotenv_of(env)
    if dotenv and dotenv.ignored:
        names = ", ".join(dotenv.ignored)
        yield warn(
            "credentials in .env",
            f"{dotenv.path}: {names} ignored, since you have credentials of your own ({dotenv.own})",
            f"if it is your own file, export {names} instead; else take them out of it",
        )


def _profiles_region(env: Mapping[str, str]) -> Iterator[Finding]:
    """A profile may be set up for another region than the one that is called; only variables set the region."""
    try:
        credentials = find_credentials(env)
    except ConfigurationError:
        return  # said by the other findings
    if not isinstance(credentials, Profile):
        return
    from ghostwriter.bedrock.credentials.aws_providers import region_of_profile

    region, own = first(env, REGIONS) or DEFAULT_REGION, region_of_profile(credentials.name, env)
    if own is not None and own != region:
        found = f"profile {credentials.name!r} is set up for {own}, but {region} will be called"
        yield warn("region of the profile", found, f"set {REGIONS[1]}={own} to call that region")


def _region(env: Mapping[str, str]) -> Finding:
    name = next((name for name in REGIONS if env.get(name, "").strip()), None)
    if name is None:
        return ok("region", f"{DEFAULT_REGION} (the default; set {REGIONS[0]} to change it)")
    shadowed = [other for other in REGIONS if other != name and env.get(other, env[name]).strip() != env[name].strip()]
    found = f"{env[name].strip()} from {name}"
    if shadowed:
        return warn("region", f"{found}; it shadows {', '.join(shadowed)}", "set one only")
    return ok("region", found)


def _connection(env: Mapping[str, str], settings: Settings) -> Iterator[Finding]:
    """An endpoint override, and the limits of a LiteLLM proxy behind it."""
    try:
        access = Access.find(env)
        limits = caveats(settings.unguarded_models(), access)
    except CredentialsError:
        return  # reported by the finding on credentials
    except ConfigurationError as error:
        yield fail("access", "cannot be used", str(error))
        return
    if (override := first_set(env, ENDPOINTS)) is not None:
        yield warn("endpoint", f"{access.endpoint} from {override[0]}", f"unset {override[0]} to reach AWS")
    for caveat in limits:
        yield warn("proxy", caveat.found, caveat.remedy)


def _other_providers(env: Mapping[str, str], settings: Settings) -> Iterator[Finding]:
    """Address and key of each provider besides Bedrock, a LiteLLM proxy among them."""
    for provider, model in {one.provider: one.id for one in settings.all_models() if not one.on_bedrock}.items():
        name = "proxy" if is_proxy_alias(model) else f"key of {provider}"
        try:
            require_key(model, env)
        except ConfigurationError as error:
            yield fail(name, "cannot be used", str(error))
        else:
            yield ok(name, f"{address_of(model, env)} from {ADDRESS}" if name == "proxy" else key_variable(model))


def _unknown_variables(env: Mapping[str, str]) -> Iterator[Finding]:
    """Variables that look like settings and are none: a slip of the pen would be ignored in silence."""
    for name in sorted(env):
        if name.startswith("GHOSTWRITER_") and name not in {*VARIABLES, SANDBOX}:
            near = closest(name, [*VARIABLES, SANDBOX])
            remedy = f"did you mean {near}?" if near else "unset it; docs/bedrock.md lists the settings"
            yield warn("environment", f"{name} is not a setting", remedy)


def describe_sandbox(env: Mapping[str, str]) -> Finding:
    """The sandbox that a run would have on this machine; nothing is restricted for this."""
    try:
        mode = chosen_mode(None, env)
    except ConfigurationError as error:
        return fail("sandbox", "cannot be used", str(error))
    found = landlock_version()
    if mode == "off":
        return warn("sandbox", f"{SWITCHED_OFF} by {SANDBOX}", f"unset {SANDBOX}")
    if found.abi:
        return ok("sandbox", describe_limits(found.abi))
    if mode == "require":
        return fail("sandbox", f"none: {found.why_not}", f"unset {SANDBOX}")
    return warn("sandbox", f"none: {found.why_not}", "a run goes on without it, by the editor's confinement alone")


def describe_dotenv(folder: Path) -> Iterator[Finding]:
    """A warning where others on this machine can read the folder's ``.env``."""
    path = folder / DOTENV
    if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield warn(DOTENV, f"{path} can be read by others", f"chmod 600 {path}")
