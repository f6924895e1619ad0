"""A process that has entered the sandbox tries to get out; the same attempts succeed without it."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ghostwriter.security.sandbox.landlock import Right, handled, landlock_version
from ghostwriter.workspace.layout import PRIVATE

PROGRAM = """
import json, os, signal, socket, subprocess, sys, threading
from pathlib import Path

mode, abi, workspace, outside, port = sys.argv[1], int(sys.argv[2]), *map(Path, sys.argv[3:5]), int(sys.argv[5])

import ghostwriter.cli.sandbox.enter as entering
from ghostwriter.brief.brief import load_brief
from ghostwriter.security.sandbox.landlock import LandlockVersion
from ghostwriter.cli.sandbox.for_run import run_grants

if abi:
    entering.landlock_version = lambda: LandlockVersion(abi)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout


def in_a_thread(attempt):
    told = []
    def work():
        try:
            told.append(attempt())
        except OSError as error:
            told.append(error)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if isinstance(told[0], OSError):
        raise told[0]


def through_a_link():
    os.symlink(outside / "secret.txt", workspace / "link")
    return (workspace / "link").read_text()


def connect(to):
    with socket.create_connection(("127.0.0.1", to), timeout=60):
        pass


def bind():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))


def listen(at):
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", at))


child = "from pathlib import Path; Path({!r}).read_text()"
ATTEMPTS = {
    "read the list of users": lambda: Path("/etc/passwd").read_text(),
    "read a file of the home folder": lambda: (Path.home() / "diary.txt").read_text(),
    "read a key of the home folder": lambda: (Path.home() / ".ssh/id").read_text(),
    "read AWS credentials that are not used": lambda: (Path.home() / ".aws/credentials").read_text(),
    "read a secret file": lambda: (outside / "secret.txt").read_text(),
    "read a .env beside the brief": lambda: (workspace.parent / ".env").read_text(),
    "read the process's environment": lambda: Path("/proc/self/environ").read_bytes(),
    "read another process's environment": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "list the home folder": lambda: os.listdir(Path.home()),
    "read through a link": through_a_link,
    "take a file in by a hard link": lambda: os.link(outside / "secret.txt", workspace / "mine"),
    "read from a thread": lambda: in_a_thread((outside / "secret.txt").read_text),
    "read from a child": lambda: run(sys.executable, "-c", child.format(str(outside / "secret.txt"))),
    "write into the home folder": lambda: (Path.home() / "new.txt").write_text("x"),
    "write over a source": lambda: (workspace.parent / "source.md").write_text("x"),
    "append to a file outside": lambda: open(outside / "secret.txt", "a"),
    "make a folder outside": lambda: (outside / "new").mkdir(),
    "delete a file outside": lambda: (outside / "victim.txt").unlink(),
    "move a file out": lambda: os.rename(workspace / "draft.md", outside / "draft.md"),
    "write into the shared temporary folder": lambda: Path(f"/tmp/ghostwriter-test-{os.getpid()}").touch(),
    "make a FIFO": lambda: os.mkfifo(workspace / "fifo"),
    "make a link": lambda: os.symlink("draft.md", workspace / "other"),
    "start a shell": lambda: run("/bin/sh", "-c", "true"),
    "start a program of the workspace": lambda: run(workspace / "program"),
}
SINCE_TRUNCATE = {"empty a source": lambda: os.truncate(workspace.parent / "source.md", 0)}
SINCE_TCP = {"connect to another port": lambda: connect(port), "listen where it likes": lambda: listen(port + 1)}
SINCE_SCOPES = {"signal the process that started it": lambda: os.kill(os.getppid(), signal.SIGCONT)}
NEEDED = {
    "write into the workspace": lambda: (workspace / "new" / "file.md").write_text(str((workspace / "new").mkdir())),
    "replace a file": lambda: os.replace(workspace / "draft.md", workspace / "draft-2.md"),
    "replace a file in another folder": lambda: os.replace(workspace / "new" / "file.md", workspace / "draft.md"),
    "read a source": lambda: (workspace.parent / "source.md").read_text(),
    "read a folder of sources": lambda: [path.read_text() for path in (workspace.parent / "folder").iterdir()],
    "import what was not imported before": lambda: __import__("sqlite3"),
    "start Python": lambda: run(sys.executable, "-c", "import json"),
    "trust certificates": lambda: __import__("ssl").create_default_context(),
    "look names up": lambda: socket.getaddrinfo("localhost", 80),
    "use a temporary folder": lambda: __import__("tempfile").TemporaryDirectory().cleanup(),
    "bind a free port": bind,
}


def tried(attempts):
    told = {}
    for name, attempt in attempts.items():
        try:
            attempt()
            told[name] = "done"
        except (OSError, subprocess.CalledProcessError) as error:
            told[name] = type(error).__name__
    return told


brief = load_brief(workspace.parent / "brief.md")
(workspace / "program").write_text("#!/bin/sh\\n")
(workspace / "program").chmod(0o700)
(workspace / "draft.md").write_text("draft")
with entering.sandboxed(mode, workspace, run_grants(brief, None), frozenset({443}), os.environ) as record:
    needed = tried(NEEDED)
    told = [tried(attempts) for attempts in (ATTEMPTS, SINCE_TRUNCATE, SINCE_TCP, SINCE_SCOPES)]
    print(json.dumps({"record": record.model_dump(), "needed": needed, "attempts": told}))
"""
needs_landlock = pytest.mark.skipif(not landlock_version().abi, reason=f"no sandbox here: {landlock_version().why_not}")
ABIS = range(1, landlock_version().abi + 1)
SINCE = (1, 3, 4, 6)
"""The versions of Landlock from which on the four groups of attempts are refused."""
MOVES = {1: {"replace a file in another folder": "OSError"}}
"""The first kernels with Landlock refuse every move between folders; a run does without."""


@pytest.fixture
def port() -> Iterator[int]:
    """Somewhere to connect to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def enter(folder: Path, mode: str, port: int, abi: int = 0) -> Any:
    """What a process that entered the sandbox could do, and what it could not."""
    home, outside, workspace = folder / "home", folder / "outside", folder / "project" / "workspace"
    for made in (home / ".ssh", home / ".aws", outside, workspace, workspace.parent / "folder"):
        made.mkdir(parents=True, exist_ok=True)
    secret = ("diary.txt", ".ssh/id", ".aws/credentials")
    for path in (*(home / name for name in secret), outside / "secret.txt", outside / "victim.txt"):
        path.write_text("secret")
    for name in ("source.md", ".env", "folder/one.md"):
        (workspace.parent / name).write_text("A=1")
    (workspace.parent / "brief.md").write_text("---\nsources: [source.md, folder]\n---\n")
    arguments = [mode, str(abi), str(workspace), str(outside), str(port)]
    env = os.environ | {"HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], env=env, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not list(workspace.glob(f"{PRIVATE}*"))
    return json.loads(done.stdout)


@needs_landlock
@pytest.mark.parametrize("abi", ABIS)
def test_whatever_the_kernel_can_refuse_is_refused_and_what_a_run_needs_is_not(
    abi: int, tmp_path: Path, port: int
) -> None:
    told = enter(tmp_path, "require", port, abi)

    assert told["record"]["in_force"]
    assert told["record"]["abi"] == abi
    assert told["needed"] == dict.fromkeys(told["needed"], "done") | MOVES.get(abi, {})
    for since, attempts in zip(SINCE, told["attempts"], strict=True):
        if abi >= since:
            assert not {name for name, outcome in attempts.items() if outcome == "done"}


def test_without_the_sandbox_every_attempt_succeeds(tmp_path: Path, port: int) -> None:
    """The positive control."""
    told = enter(tmp_path, "off", port)

    assert not told["record"]["in_force"]
    outcomes = {name: outcome for attempts in told["attempts"] for name, outcome in attempts.items()}
    assert outcomes == dict.fromkeys(outcomes, "done")


def test_a_right_is_asked_only_of_kernels_that_know_it() -> None:
    assert Right.REFER not in handled(1)
    assert Right.REFER in handled(2)
    assert Right.TRUNCATE not in handled(2)
    assert Right.IOCTL_DEV not in handled(4)
    assert handled(5) == handled(7) == Right((1 << 16) - 1)
