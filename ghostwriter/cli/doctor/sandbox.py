"""The doctor's lines on what keeps a run apart: the sandbox, and who else can read ``.env``."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from ghostwriter.cli.doctor.finding import Finding, fail, ok, warn
from ghostwriter.cli.sandbox.enter import SWITCHED_OFF, VARIABLE, chosen_mode, describe_limits
from ghostwriter.config.dotenv import NAME
from ghostwriter.errors import ConfigurationError
from ghostwriter.security.sandbox.landlock import landlock_version


def describe_sandbox(env: Mapping[str, str]) -> Finding:
    """The sandbox that a run would have on this machine; nothing is restricted for this."""
    try:
        mode = chosen_mode(None, env)
    except ConfigurationError as error:
        return fail("sandbox", "cannot be used", str(error))
    found = landlock_version()
    if mode == "off":
        return warn("sandbox", f"{SWITCHED_OFF} by {VARIABLE}", f"unset {VARIABLE}")
    if found.abi:
        return ok("sandbox", describe_limits(found.abi))
    if mode == "require":
        return fail("sandbox", f"none: {found.why_not}", f"unset {VARIABLE}")
    return warn("sandbox", f"none: {found.why_not}", "a run goes on without it, by the editor's confinement alone")


def describe_dotenv(folder: Path) -> Iterator[Finding]:
    """A warning where others on this machine can read the folder's ``.env``."""
    path = folder / NAME
    if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield warn(NAME, f"{path} can be read by others", f"chmod 600 {path}")
