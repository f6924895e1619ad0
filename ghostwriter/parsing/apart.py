"""Pages parsed in a process of their own, so that a bomb takes down that process and not the run."""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ghostwriter.parsing.loaded_text import LoadedText
from ghostwriter.parsing.markup import MOST_TAGS
from ghostwriter.parsing.serving import LENGTH, MEMORY, SECONDS
from ghostwriter.reading import Unreadable

LONGEST_PAGE, LONGEST_WAIT = 12.0, 16.0
"""Seconds for one page and for all of them, by the clock on the wall: a machine may be busy."""
EACH, FOR_A_MEGABYTE = 0.1, 1.0
"""Seconds that every page may take; what pages take beyond that they take from one wait, however many they are."""
LARGEST_ANSWER = 20_000_000
"""Bytes; the Markdown of a page is smaller than the page."""
_ADVICE = "save its text as Markdown or plain text"
_TOO_LONG = f"takes too long to parse, by itself or with the pages before it; {_ADVICE}"
# -I: neither the folder nor the environment decides which modules are loaded; ours come last.
_PROGRAM = "import sys; sys.path.extend(sys.argv[1:]); from ghostwriter.parsing.serving import main; main()"


class ParsersApart:
    """Reads pages one after the other in one process, which is started with the first page."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._spent = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._end()

    def read_page(self, text: str) -> LoadedText:
        """Title and main content of a page.

        Raises:
            Unreadable: if there is nothing to read, or it takes too much time or memory.
        """
        if text.count("<") > MOST_TAGS:
            raise Unreadable(f"is a page of more than {MOST_TAGS:,} tags; {_ADVICE}")
        if self._spent >= LONGEST_WAIT:
            raise Unreadable(_TOO_LONG)
        process = self._process = self._process or _started()
        page = text.encode()
        ordinary = EACH + FOR_A_MEGABYTE * len(page) / 1_000_000
        began = time.monotonic()
        try:
            answer = _ask(process, page, ordinary + min(LONGEST_PAGE, LONGEST_WAIT - self._spent))
        except Unreadable:
            self._end()
            raise
        finally:
            self._spent += max(0.0, time.monotonic() - began - ordinary)
        if "unreadable" in answer:
            raise Unreadable(str(answer["unreadable"]))
        return LoadedText(str(answer["title"]), str(answer["text"]), answer["taken_out"])

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _started() -> "subprocess.Popen[bytes]":
    paths = [str(Path(__file__).parents[2]), *(path for path in sys.path if Path(path).is_absolute())]
    return subprocess.Popen(  # noqa: S603  (this Python, and a program of our own)
        [sys.executable, "-I", "-c", _PROGRAM, *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )


def _ask(process: "subprocess.Popen[bytes]", page: bytes, seconds: float) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    until = time.monotonic() + seconds
    try:
        process.stdin.write(LENGTH.pack(len(page)) + page)
        process.stdin.flush()
    except BrokenPipeError as error:
        raise Unreadable(f"cannot be parsed: the parser did not start; {_ADVICE}") from error
    (length,) = LENGTH.unpack(_read(process.stdout.fileno(), LENGTH.size, until))
    if length > LARGEST_ANSWER:
        raise Unreadable(f"makes a text of more than {LARGEST_ANSWER:,} bytes; {_ADVICE}")
    return json.loads(_read(process.stdout.fileno(), length, until))


def _read(handle: int, wanted: int, until: float) -> bytes:
    pieces = bytearray()
    while len(pieces) < wanted:
        ready, _, _ = select.select([handle], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise Unreadable(_TOO_LONG)
        piece = os.read(handle, wanted - len(pieces))
        if not piece:
            raise Unreadable(
                f"cannot be parsed with {MEMORY // 1024**2} MB of memory in {SECONDS} s of computing; {_ADVICE}"
            )
        pieces += piece
    return bytes(pieces)
