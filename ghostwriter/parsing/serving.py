"""The process in which pages are parsed: it limits itself, then answers each page it is sent, one after the other.

It has no credentials (its environment is empty), may write no file, and ends with its input. A page that is too much for it
ends it as well; the process that started it starts another one for the next page.
"""

import json
import resource
import struct
import sys
from typing import BinaryIO

from ghostwriter.reading import Unreadable

MEMORY = 512 * 1024 * 1024
"""Bytes of address space; a page of 5 MB takes a third of it."""
SECONDS = 10
"""Of the processor, for one page."""
LENGTH = struct.Struct(">Q")
"""Before every page and every answer: its length in bytes."""


def main() -> None:
    """Answer pages until there are no more."""
    limit()
    from ghostwriter.parsing.page import read_page  # noqa: PLC0415  (the parsers are loaded within the limits)

    pages, answers = sys.stdin.buffer, sys.stdout.buffer
    while (data := _next(pages)) is not None:
        _allow_time()
        try:
            title, text, taken_out = read_page(data.decode())
            answer = {"title": title, "text": text, "taken_out": dict(taken_out)}
        except Unreadable as error:
            answer = {"unreadable": str(error)}
        except RecursionError:
            answer = {"unreadable": "is nested too deeply"}
        encoded = json.dumps(answer).encode()
        answers.write(LENGTH.pack(len(encoded)) + encoded)
        answers.flush()


def limit() -> None:
    """No files, no core dumps, little memory. Where the system takes no such limit, the others hold."""
    for what, most in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY)):
        try:
            resource.setrlimit(what, (most, most))
        except ValueError:  # macOS does not limit address space
            continue


def _allow_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _next(pages: BinaryIO) -> bytes | None:
    head = pages.read(LENGTH.size)
    return pages.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None
