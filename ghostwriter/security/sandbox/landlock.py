"""Landlock by ctypes: a thread gives up rights to files and ports, for itself and for whatever it starts, for good.

The kernel's versions (ABIs) know more rights each; what a kernel does not know is left out of what is asked of it. The
numbers are those of ``linux/landlock.h``, the same on every architecture that Python ships for.
"""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_ONLY = 1
_BENEATH, _PORT = 1, 2
_SET_NO_NEW_PRIVS = 38
_BIND_TCP, _CONNECT_TCP = 1, 2
_ANY_FREE_PORT = 0
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3
_FIRST_WITH_TCP, _FIRST_WITH_SCOPES = 4, 6


Right = IntFlag(
    "Right",
    "EXECUTE WRITE_FILE READ_FILE READ_DIR REMOVE_DIR REMOVE_FILE MAKE_CHAR MAKE_DIR MAKE_REG MAKE_SOCK MAKE_FIFO MAKE_BLOCK "
    "MAKE_SYM REFER TRUNCATE IOCTL_DEV",
)
"""Rights to a file, or to a folder and all beneath it, in the order of ``linux/landlock.h``."""
LIST = Right.READ_DIR
READ = Right.READ_FILE | LIST
RUN = READ | Right.EXECUTE
_REPLACE = Right.WRITE_FILE | Right.TRUNCATE | Right.REMOVE_FILE | Right.REMOVE_DIR
OWN = READ | _REPLACE | Right.MAKE_REG | Right.MAKE_DIR | Right.REFER
"""Everything but programs, links, devices, sockets and FIFOs, none of which a run makes."""
_OF_A_FILE = Right.EXECUTE | Right.WRITE_FILE | Right.READ_FILE | Right.TRUNCATE | Right.IOCTL_DEV
_SINCE = {Right.REFER: 2, Right.TRUNCATE: 3, Right.IOCTL_DEV: 5}


@dataclass(frozen=True)
class Grant:
    """A right to a path; a path that is not there is passed over."""

    path: Path
    rights: Right


@dataclass(frozen=True)
class LandlockVersion:
    """The kernel's version of Landlock; 0 where there is none, and then why."""

    abi: int
    why_not: str = ""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("ports", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


class _Port(ctypes.Structure):
    _fields_ = (("rights", ctypes.c_uint64), ("port", ctypes.c_uint64))


def landlock_version() -> LandlockVersion:
    """The version of Landlock on this machine."""
    if sys.platform != "linux":
        return LandlockVersion(0, f"{sys.platform} has no Landlock")
    try:
        return LandlockVersion(_call(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_ONLY)))
    except OSError as error:
        return LandlockVersion(0, _WHY_NOT.get(error.errno or 0, f"Landlock is not to be had: {error.strerror}"))


_WHY_NOT = {
    errno.ENOSYS: "this kernel has no Landlock (Linux 5.13 or newer has)",
    errno.EOPNOTSUPP: "this kernel has Landlock, but it was not switched on when it started",
    errno.EPERM: "a seccomp filter, such as a container's, forbids Landlock",
}


def handled(abi: int) -> Right:
    """The rights that a kernel of this version can take away."""
    return Right(sum(right for right in Right if _SINCE.get(right, 1) <= abi))


def restrict(grants: Iterable[Grant], ports: frozenset[int] | None, abi: int) -> None:
    """Give up all rights but ``grants``, and TCP connections to all ports but ``ports``; None gives up none of those.

    It holds for the calling thread, for the threads and processes that it starts from now on, and cannot be undone.

    Raises:
        OSError: if the kernel refuses; then nothing has been given up.
    """
    known = handled(abi)
    tcp = (_BIND_TCP if ports is None else _BIND_TCP | _CONNECT_TCP) if abi >= _FIRST_WITH_TCP else 0
    scoped = _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS if abi >= _FIRST_WITH_SCOPES else 0
    size = 24 if abi >= _FIRST_WITH_SCOPES else 16 if abi >= _FIRST_WITH_TCP else 8
    ruleset = ctypes.byref(_Ruleset(known, tcp, scoped))
    handle = _call(_CREATE_RULESET, ruleset, ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        for grant in grants:
            _add(handle, grant, known)
        if tcp:
            for right, port in ((_BIND_TCP, _ANY_FREE_PORT), *((_CONNECT_TCP, port) for port in sorted(ports or ()))):
                _add_rule(handle, _PORT, _Port(right, port))
        _checked(_libc().prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        _call(_RESTRICT_SELF, handle, ctypes.c_uint32(0))
    finally:
        os.close(handle)


def _add(ruleset: int, grant: Grant, known: Right) -> None:
    try:
        path = os.open(grant.path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there, or out of reach anyway, needs no right
    try:
        is_folder = stat.S_ISDIR(os.fstat(path).st_mode)
        if rights := grant.rights & known & (known if is_folder else _OF_A_FILE):
            _add_rule(ruleset, _BENEATH, _Beneath(rights, path))
    finally:
        os.close(path)


def _add_rule(ruleset: int, kind: int, rule: ctypes.Structure) -> None:
    _call(_ADD_RULE, ruleset, ctypes.c_int(kind), ctypes.byref(rule), ctypes.c_uint32(0))


def _call(number: int, *arguments: object) -> int:
    return _checked(_libc().syscall(ctypes.c_long(number), *arguments))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
