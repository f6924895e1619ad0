"""``python -m tests.chaos.full_disk STEP [bytes|entries]``: a run on a full disk.

The disk grows by a little each time the run has failed.

A disk of its own takes a mount, and so this is a process with its own view of the file systems; where that is not permitted
it ends with ``NOT_PERMITTED``.
"""

import ctypes
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from ghostwriter.emulator.server import Emulator
from tests.chaos.newsroom import Newsroom
from tests.chaos.paid import finished
from tests.scripting import artifact_asked_for

NOT_PERMITTED = 77
PAGE = 4_096
INODES = 12
OPTIONS: dict[str, Callable[[int, int], str]] = {
    "bytes": lambda step, number: f"size={number * step * PAGE}",
    "entries": lambda step, number: f"size=32m,nr_inodes={INODES + number * step}",
}
"""What a disk is given room for, in steps."""
_REMOUNT = 32
_DETACH = 2
_PRIVATE_AND_BELOW = 1 << 18 | 1 << 14


def main(step: int, kinds: Sequence[str]) -> int:
    """Fill up the disk's bytes, or another's entries; the figures are printed as JSON, and what is wrong makes 1."""
    if not _see_file_systems_of_our_own():
        return NOT_PERMITTED
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="full-disk-") as name, Emulator() as emulator:
        peace = Newsroom(Path(name) / "peace")
        assert peace.start(emulator).wait() == 0
        article = peace.read("final.md")
        emulator.received.clear()
        figures = {
            kind: _grow(Path(name) / kind, emulator, partial(OPTIONS[kind], step), article, wrong) for kind in kinds
        }
    print(json.dumps({"runs": figures, "wrong": wrong}))  # noqa: T201
    return bool(wrong)


def _grow(folder: Path, emulator: Emulator, options: Callable[[int], str], article: str, wrong: list[str]) -> int:
    """Run on ever larger disks until it is done; returns how many runs that took."""
    newsroom = Newsroom(folder)
    disk = folder / "disk"
    disk.mkdir()
    newsroom.workspace = disk / "workspace"
    told: set[str] = set()
    for number in range(1, 1_000):
        _mount(disk, options(number), again=number > 1)
        emulator.received.clear()
        run = newsroom.start(emulator)
        code = run.wait()
        if again := told & {artifact_asked_for(received) for received in emulator.received}:
            wrong.append(f"run {number}: paid for again: {again}")
        if code == 0:
            break
        if "No space left on device" not in run.err or "Traceback" in run.err or "internal error" in run.err:
            wrong.append(f"run {number} ended with {code}: {run.err[-1_000:]}")
        told = finished(newsroom.workspace)
    if newsroom.read("final.md") != article:
        wrong.append("the article is another one")
    if litter := [str(path) for path in newsroom.workspace.rglob(".*")]:
        wrong.append(f"litter: {litter}")
    _libc().umount2(bytes(disk), _DETACH)
    return number


def _see_file_systems_of_our_own() -> bool:
    user, group = os.getuid(), os.getgid()
    try:
        if user:
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNS)
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
        else:
            os.unshare(os.CLONE_NEWNS)
        _call_mount(b"none", b"/", None, _PRIVATE_AND_BELOW, None)
    except OSError:
        return False
    return True


def _mount(folder: Path, options: str, *, again: bool) -> None:
    _call_mount(b"tmpfs", bytes(folder), b"tmpfs", _REMOUNT if again else 0, options.encode())


def _call_mount(source: bytes, target: bytes, kind: bytes | None, flags: int, options: bytes | None) -> None:
    if _libc().mount(source, target, kind, ctypes.c_ulong(flags), options):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:] or list(OPTIONS)))
