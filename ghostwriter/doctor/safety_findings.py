"""The doctor's lines on what keeps a run apart: the sandbox, and who else can read ``.env``."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from ghostwriter.doctor.findings import Finding
from ghostwriter.dotenv import NAME
from ghostwriter.errors import ConfigurationError
from ghostwriter.sandbox.entering import SWITCHED_OFF, VARIABLE, chosen_mode, describe
from ghostwriter.sandbox.landlock import support


def describe_sandbox(env: Mapping[str, str]) -> Finding:
    """What a run's sandbox would be on this machine; nothing is restricted for this."""
    try:
        mode = chosen_mode(None, env)
    except ConfigurationError as error:
        return Finding(name="sandbox", status="fail", found="cannot be used", remedy=str(error))
    found = support()
    if mode == "off":
        return Finding(name="sandbox", status="warn", found=f"{SWITCHED_OFF} by {VARIABLE}", remedy=f"unset {VARIABLE}")
    if found.abi:
        return Finding(name="sandbox", status="ok", found=describe(found.abi))
    return Finding(
        name="sandbox",
        status="fail" if mode == "require" else "warn",
        found=f"none: {found.why_not}",
        remedy="a run goes on without it, by the editor's confinement alone" if mode == "auto" else f"unset {VARIABLE}",
    )


def describe_dotenv(folder: Path) -> Iterator[Finding]:
    """A warning where others on this machine can read the folder's ``.env``."""
    path = folder / NAME
    if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(name=NAME, status="warn", found=f"{path} can be read by others", remedy=f"chmod 600 {path}")
