"""Pages parsed in a process of their own, so that a bomb takes down that process and not the run."""

import json
import subprocess
import time
from types import TracebackType
from typing import Any, Self

from ghostwriter.security.isolation.process import EndedEarly, NotRunning, SaidTooMuch, TookTooLong, asked, end, started
from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.hidden_text.tag_scanner import MOST_TAGS
from ghostwriter.sources.loaders.loaded_text import LoadedText
from ghostwriter.sources.parser_process.worker import MEMORY, SECONDS

LONGEST_PAGE, LONGEST_WAIT = 12.0, 16.0
"""Seconds for one page and for all of them, by the clock on the wall: a machine may be busy."""
EACH, FOR_A_MEGABYTE = 0.1, 1.0
"""Seconds that every page may take; what pages take beyond that they take from one wait, however many they are."""
LARGEST_ANSWER = 20_000_000
"""Bytes; the Markdown of a page is smaller than the page."""
_ADVICE = "save its text as Markdown or plain text"
_TOO_LONG = f"takes too long to parse, by itself or with the pages before it; {_ADVICE}"


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
        process = self._process = self._process or started("ghostwriter.sources.parser_process.worker")
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
            end(process)


def _ask(process: "subprocess.Popen[bytes]", page: bytes, seconds: float) -> Any:
    try:
        return json.loads(asked(process, page, seconds=seconds, longest=LARGEST_ANSWER))
    except NotRunning as error:
        raise Unreadable(f"cannot be parsed: the parser did not start; {_ADVICE}") from error
    except TookTooLong as error:
        raise Unreadable(_TOO_LONG) from error
    except SaidTooMuch as error:
        raise Unreadable(f"makes a text of more than {LARGEST_ANSWER:,} bytes; {_ADVICE}") from error
    except EndedEarly as error:
        raise Unreadable(
            f"cannot be parsed with {MEMORY // 1024**2} MB of memory in {SECONDS} s of computing; {_ADVICE}"
        ) from error
