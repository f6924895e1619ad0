"""What a machine can be like: each is called in the fork before the program begins (``prepare`` of ``tests.forkserver``)."""

import ctypes
import fcntl
import os
import random
import resource
import signal
import termios
import time

_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2
_CAPABILITIES_3 = 0x20080522


def leave_room(size: int) -> None:
    """Let the system refuse every byte of a file beyond ``size``, as a full disk does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def few_descriptors(count: int) -> None:
    """Let there be no more than so many open files."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))


def obey_permissions() -> None:
    """Let root mind the permissions of files as anybody else has to."""
    if os.geteuid():
        return
    all_but = ~(1 << _CAP_DAC_OVERRIDE | 1 << _CAP_DAC_READ_SEARCH) & 0xFFFFFFFF
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    data = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.capget(header, data) == 0
    for effective_or_permitted in (0, 1):
        data[effective_or_permitted] &= all_but
    assert libc.capset(header, data) == 0


def wild_clock() -> None:
    """Let the clock on the wall jump by up to a year, forwards and backwards, every time that somebody looks."""
    true_time, chance = time.time, random.Random(7)

    def jumping() -> float:
        return true_time() + chance.uniform(-31_536_000, 31_536_000)

    time.time = jumping
    time.time_ns = lambda: int(jumping() * 1e9)


def without(*numbers: int) -> None:
    """Start without standard streams, as after ``>&-``."""
    for number in numbers:
        os.close(number)


def nobody_reads(*numbers: int) -> None:
    """Lead streams into a pipe that nobody reads from."""
    reading, writing = os.pipe()
    os.close(reading)
    for number in numbers:
        os.dup2(writing, number)
    os.close(writing)


def onto(path: str, number: int) -> None:
    """Lead a stream into a file or device."""
    handle = os.open(path, os.O_WRONLY)
    os.dup2(handle, number)
    os.close(handle)


def stuck_reader() -> None:
    """Lead standard error into a pipe that is full, and whose reader has stopped reading."""
    _, writing = os.pipe()
    os.set_blocking(writing, False)
    try:
        while True:
            os.write(writing, bytes(4_096))
    except BlockingIOError:
        os.set_blocking(writing, True)
    os.dup2(writing, 2)


def on_terminal(name: str) -> None:
    """Run in the foreground of a terminal of one's own."""
    os.setsid()
    terminal = os.open(name, os.O_RDWR)
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(terminal, number)
    os.environ["TERM"] = "xterm"


def on_terminal_with_nohup(name: str) -> None:
    """The same, where a hang-up is to be ignored."""
    on_terminal(name)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
