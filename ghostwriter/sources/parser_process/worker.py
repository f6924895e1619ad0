"""The process in which pages are parsed."""

import json

from ghostwriter.security.isolation.worker import limit, serve
from ghostwriter.security.safe_read import Unreadable

MEMORY = 512 * 1024 * 1024
"""Bytes of address space; a page of 5 MB takes a third of it."""
SECONDS = 10
"""Of the processor, for one page."""


def main() -> None:
    """Answer pages until there are no more."""
    limit(MEMORY)
    from ghostwriter.sources.parser_process.html_to_markdown import read_page  # noqa: PLC0415  (the parsers are loaded within the limits)

    def answer(data: bytes) -> bytes:
        try:
            title, text, taken_out = read_page(data.decode())
        except Unreadable as error:
            return json.dumps({"unreadable": str(error)}).encode()
        except RecursionError:
            return json.dumps({"unreadable": "is nested too deeply"}).encode()
        return json.dumps({"title": title, "text": text, "taken_out": dict(taken_out)}).encode()

    serve(answer, SECONDS)
