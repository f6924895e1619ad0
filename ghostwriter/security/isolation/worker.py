"""The inside of a process that works apart: it limits itself, then answers each message it is sent, one after the other.

It has no credentials (its environment is empty), may write no file, and ends with its input. A message that is too much for
it ends it as well; whoever started it starts another one for the next message.
"""

import resource
import struct
import sys
from collections.abc import Callable
from typing import BinaryIO

LENGTH = struct.Struct(">Q")
"""Before every message and every answer: its length in bytes."""


def serve(answer: Callable[[bytes], bytes], seconds: int) -> None:
    """Answer messages until there are no more; each may take so many seconds of the processor."""
    messages, answers = sys.stdin.buffer, sys.stdout.buffer
    while (message := _next(messages)) is not None:
        _allow_time(seconds)
        said = answer(message)
        answers.write(LENGTH.pack(len(said)) + said)
        answers.flush()


def limit(memory: int) -> None:
    """No files, no core dumps, so many bytes of address space. Where the system takes no such limit, the others hold."""
    for what, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory)):
        try:
            resource.setrlimit(what, (most, most))
        except ValueError:  # macOS does not limit address space
            continue


def _allow_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _next(messages: BinaryIO) -> bytes | None:
    head = messages.read(LENGTH.size)
    return messages.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None
