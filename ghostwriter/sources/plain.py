"""Markdown and plain text: the text itself, under its first heading."""

import re
from pathlib import Path

_HEADING = re.compile(r"^#{1,2}\s+(.+?)\s*#*$", re.MULTILINE)
_FIRST_LINE = re.compile(r"\s*(\S[^\n]{2,79}[^\s.!?:;,])\n\s*\n")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)


def accepts(path: Path, text: str) -> bool:  # noqa: ARG001  (the interface of all loaders)
    """Any text can be read as it is."""
    return True


def load(text: str) -> tuple[str, str]:
    """Title and text; a Markdown file's front matter gives the title and is left out."""
    front = _FRONT_MATTER.match(text)
    title = _TITLE.search(front[1]) if front else None
    body = text[front.end() :] if front else text
    heading = title or _HEADING.search(body) or _FIRST_LINE.match(body)
    return (heading[1] if heading else "", body)
