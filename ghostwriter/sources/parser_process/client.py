"""Pages parsed in a process of their own, so that a bomb takes down that process and not the run."""

import json
import time
from contextlib import AbstractContextManager

from ghostwriter.security.isolation import IsolatedProcess, NoAnswer, limit, serve
from ghostwriter.security.safe_read import Unreadable
from ghostwriter.sources.hidden_text.tag_scanner import MOST_TAGS
from ghostwriter.sources.loaders.loaded_text import LoadedText

MEMORY = 512 * 1024 * 1024
"""Bytes of address space; a page of 5 MB takes a third of it."""
SECONDS = 10
"""Of the processor, for one page."""
LONGEST_PAGE, LONGEST_WAIT = 12.0, 16.0
"""Seconds for one page and for all of them, by the clock on the wall: a machine may be busy."""
EACH, FOR_A_MEGABYTE = 0.1, 1.0
"""Seconds that every page may take; what pages take beyond that they take from one wait, however many they are."""
LARGEST_ANSWER = 20_000_000
"""Bytes; the Markdown of a page is smaller than the page."""
_ADVICE = "save its text as Markdown or plain text"
_WHY = {
    "not running": "cannot be parsed: the parser did not start",
    "too slow": "takes too long to parse, by itself or with the pages before it",
    "ended": f"cannot be parsed with {MEMORY // 1024**2} MB of memory in {SECONDS} s of computing",
    "too long": f"makes a text of more than {LARGEST_ANSWER:,} bytes",
}


class PageParser(AbstractContextManager["PageParser"]):
    """Reads pages one after the other in one process, which is started with the first page."""

    def __init__(self) -> None:
        self.process = IsolatedProcess(__name__)
        self._spent = 0.0

    def __exit__(self, *_: object) -> None:
        self.process.end()

    def read_page(self, text: str) -> LoadedText:
        """Title and main content of a page.

        Raises:
            Unreadable: if there is nothing to read, or it takes too much time or memory.
        """
        if text.count("<") > MOST_TAGS:
            raise Unreadable(f"is a page of more than {MOST_TAGS:,} tags; {_ADVICE}")
        if self._spent >= LONGEST_WAIT:
            raise Unreadable(f"{_WHY['too slow']}; {_ADVICE}")
        page = text.encode()
        ordinary = EACH + FOR_A_MEGABYTE * len(page) / 1_000_000
        began = time.monotonic()
        try:
            seconds = ordinary + min(LONGEST_PAGE, LONGEST_WAIT - self._spent)
            answer = json.loads(self.process.ask(page, seconds=seconds, longest=LARGEST_ANSWER))
        except NoAnswer as error:
            raise Unreadable(f"{_WHY[error.reason]}; {_ADVICE}") from error
        finally:
            self._spent += max(0.0, time.monotonic() - began - ordinary)
        if isinstance(answer, str):
            raise Unreadable(answer)
        return LoadedText(*answer)


def main() -> None:
    """Within the process: answer pages until there are no more."""
    limit(MEMORY)
    from ghostwriter.sources.parser_process.html_to_markdown import read_page  # noqa: PLC0415  (the parsers are loaded within the limits)

    def answer(page: bytes) -> bytes:
        try:
            made: LoadedText | str = read_page(page.decode())
        except Unreadable as error:
            made = str(error)
        except RecursionError:
            made = "is nested too deeply"
        return json.dumps(made).encode()

    serve(answer, SECONDS)
