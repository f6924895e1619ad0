"""Markdown and plain text: the text itself, word for word, under its own title."""

import re
from pathlib import Path

from ghostwriter.sources.hidden_text.markdown import drop_hidden
from ghostwriter.sources.loaders.loaded_text import MARKDOWN, LoadedText, ReadPage, text_of
from ghostwriter.text.markdown import first_heading

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIRST_LINE = re.compile(r"\s*(\w[^\r\n]{2,79}[^\s.!?:;,])\r?\n[ \t]*\r?\n")
"""A short first line that ends like a headline and stands by itself."""
_TITLE = re.compile(r"^title:[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\r\n]*))", re.MULTILINE | re.IGNORECASE)
_HEAD = 20_000
"""Characters in which a title is looked for."""


def accepts(path: Path, data: bytes) -> bool:  # noqa: ARG001  (the interface of all loaders)
    """Accept every file: ``load`` refuses what turns out not to be text."""
    return True


def load(path: Path, data: bytes, read_page: ReadPage) -> LoadedText:  # noqa: ARG001  (the interface of all loaders)
    """The whole text, front matter included (it may hold the date and the author), and its title.

    Raises:
        Unreadable: if it is no text.
    """
    text = text_of(data)
    text, taken_out = drop_hidden(text) if path.suffix.lower() in MARKDOWN | {""} else (text, {})
    head = text[:_HEAD]
    front = _FRONT_MATTER.match(head)
    named = _TITLE.search(front[1]) if front else None
    title = next((words for words in named.groups() if words), "") if named else ""
    body = head[front.end() if front else 0 :]
    first_line = _FIRST_LINE.match(body)
    return LoadedText(
        title or first_heading(body, deepest=2) or (first_line[1] if first_line else ""), text, dict(taken_out)
    )
