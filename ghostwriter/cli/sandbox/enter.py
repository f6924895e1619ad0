"""Enter the sandbox: first everything that it needs is found and made, then the rights to all else are given up.

What is given up is given up for the rest of the process, so only the command line does this, before it starts a thread.
"""

import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, get_args

from ghostwriter.errors import ConfigurationError, WorkspaceError
from ghostwriter.schema.record_parts import SandboxRecord
from ghostwriter.security.sandbox.landlock import OWN, Grant, landlock_version, restrict
from ghostwriter.security.sandbox.system_paths import python_grants, system_grants
from ghostwriter.workspace.atomic_write import make_folder
from ghostwriter.workspace.layout import PRIVATE

type Mode = Literal["auto", "off", "require"]
MODES: tuple[str, ...] = get_args(Mode.__value__)
VARIABLE = "GHOSTWRITER_SANDBOX"
SWITCHED_OFF = "switched off"


def chosen_mode(flag: str | None, env: Mapping[str, str]) -> Mode:
    """Sandbox mode of the flag, or else of the environment, or else ``auto``.

    Raises:
        ConfigurationError: for anything but the three modes.
    """
    origin, given = ("--sandbox", flag) if flag is not None else (VARIABLE, env.get(VARIABLE, "").strip() or "auto")
    if given not in MODES:
        raise ConfigurationError(f"{origin} {given!r} is not one of {', '.join(MODES)}.")
    return given  # type: ignore[return-value]


@contextlib.contextmanager
def sandboxed(
    mode: Mode, workspace: Path, grants: Iterable[Grant], ports: frozenset[int] | None, env: Mapping[str, str]
) -> Iterator[SandboxRecord]:
    """Restrict this process for good, as far as ``mode`` and the machine allow; gives what is in force.

    In every mode temporary files lie in a private folder of the workspace from then on, which is removed at the end.

    Raises:
        ConfigurationError: if the sandbox is required and not to be had.
        WorkspaceError: if the workspace cannot be made or written.
    """
    found = landlock_version()
    why_not = SWITCHED_OFF if mode == "off" else found.why_not or _too_late()
    with _private_folder(workspace):
        if why_not:
            yield _without(mode, why_not)
            return
        try:
            restrict([*python_grants(), *system_grants(env), Grant(workspace, OWN), *grants], ports, found.abi)
        except OSError as error:
            yield _without(mode, f"the kernel refuses: {error.strerror}")
            return
        allows = _in_words(ports, found.abi)
        yield SandboxRecord(mode=mode, in_force=True, abi=found.abi, why_not=None, allows=allows)


def describe_limits(abi: int) -> str:
    """Describe in one line what the sandbox of a run allows."""
    return f"Landlock ABI {abi}; a run may do no more than this: {'; '.join(_in_words(frozenset(), abi))}"


def _without(mode: Mode, why_not: str) -> SandboxRecord:
    if mode == "require":
        raise ConfigurationError(
            f"the sandbox is required, but not to be had: {why_not}. Use --sandbox auto to run without it where need be."
        )
    return SandboxRecord(mode=mode, in_force=False, why_not=why_not)


def _too_late() -> str:
    return "other threads run already, and would not be restricted" if threading.active_count() > 1 else ""


def _in_words(ports: frozenset[int] | None, abi: int) -> list[str]:
    words = [
        "writing: its workspace",
        "reading: its Python, shared libraries, certificates, prompts, brief, sources and AWS files",
        "programs: its Python",
    ]
    if abi >= 4:  # noqa: PLR2004  (the first that knows of TCP)
        named = "any port" if ports is None else f"ports {', '.join(map(str, sorted(ports)))}" if ports else "https"
        words.append(f"TCP connections: {named}")
    return words


@contextlib.contextmanager
def _private_folder(workspace: Path) -> Iterator[None]:
    """Temporary files in the workspace: a shared folder is no place for them, and could not be tidied up from inside."""
    make_folder(workspace)
    try:
        private = Path(tempfile.mkdtemp(prefix=PRIVATE, dir=os.path.realpath(workspace)))
    except OSError as error:
        raise WorkspaceError(f"workspace {str(workspace)!r} cannot be written: {error.strerror}.") from error
    before, variable = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir = os.environ["TMPDIR"] = str(private)
    try:
        yield
    finally:
        tempfile.tempdir = before
        if variable is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = variable
        shutil.rmtree(private, ignore_errors=True)
