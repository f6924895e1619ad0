"""What Markdown says beside what a reader sees: titles of links, texts in place of pictures, definitions, escapes."""

import html
import re
from collections import Counter

from ghostwriter.text.invisible import seen

COMMENTS, ATTRIBUTES = "comments", "texts in attributes"
_ESCAPED = r"\\[^\n]?+"
_LINES = rf"(?:[^{{0}}\\\n]|{_ESCAPED})*+(?:\n(?:[^{{0}}\\\n]|{_ESCAPED})++)*+"
_TITLE = rf"""(?:"{_LINES.format('"')}"|'{_LINES.format("'")}'|\({_LINES.format("()")}\))"""
_GAP = r"[ \t]*+(?:\n[ \t]*+)?"
"""Space, and one line's end at most; possessive, since gaps stand side by side where a target is empty."""
_TARGET = rf"(?:<(?:[^<>\\\n]|{_ESCAPED})*+>|[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+)"
_DEFINITION = re.compile(
    rf"^[ \t>*+\d.)-]{{0,12}}\[(?!\^)(?P<label>(?:[^\[\]\\\n]|{_ESCAPED}|\n(?![ \t]*\n)){{1,999}}+)\]:{_GAP}(?P<target>{_TARGET})"
    rf"(?P<title>{_GAP}{_TITLE})?[ \t]*+$",
    re.MULTILINE,
)
_COMMENT = re.compile(r"(?://|comment|#|\.|_|~)", re.IGNORECASE)
_COMMENT_LINE = re.compile(r"^[ \t>*+-]{0,12}\[(?://|comment|#|\.|_|~)\]:[^\n]*$", re.MULTILINE | re.IGNORECASE)
_LINKED = re.compile(rf"\]\({_GAP}(?P<target>{_TARGET})(?P<title>[ \t\n]++{_TITLE})?{_GAP}\)")
_REFERRED = re.compile(r"\](?:\[[^\[\]\n]{0,999}\])?")
_REFERENCE = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z]{2,31});")
_BRACKET = re.compile(r"\\.|!\[|\[|\]|\n[ \t]*\n", re.DOTALL)


def drop_beside(text: str, taken: Counter[str]) -> str:
    """The text without them; what is found is added to ``taken``."""
    if "]:" in text:
        text = _without_definitions(text, taken)
    if "](" in text:
        text = _LINKED.sub(lambda link: _without_title(link, taken), text)
    if "![" in text:
        text = _without_pictures(text, taken)
    return _REFERENCE.sub(lambda reference: _resolved(reference[0], taken), text) if "&" in text else text


def _without_definitions(text: str, taken: Counter[str]) -> str:
    """Without those that have something to say: a bare ``[1]: address`` is where a link leads."""

    def out(found: re.Match[str]) -> str:
        label, target, title = found["label"], found["target"], found["title"]
        if not title and not _COMMENT.fullmatch(label) and len(label.split()) == 1 and len(target.split()) == 1:
            return found[0] if target not in {"<>", "#"} else _told("")
        return _told("")

    def _told(nothing: str) -> str:
        taken[COMMENTS] += 1
        return nothing

    return _COMMENT_LINE.sub(lambda _: _told(""), _DEFINITION.sub(out, text))


def _without_title(link: re.Match[str], taken: Counter[str]) -> str:
    target = link["target"]
    wordy = len(target.split()) > 1
    if not link["title"] and not wordy:
        return link[0]
    taken[ATTRIBUTES] += 1
    return f"]({'' if wordy else target})"


def _without_pictures(text: str, taken: Counter[str]) -> str:
    """Without the texts that stand where a picture cannot be shown; each bracket is looked at once."""
    open_at: list[tuple[int, bool]] = []
    kept: list[str] = []
    at = 0
    for sign in _BRACKET.finditer(text):
        if sign[0] in {"[", "!["}:
            open_at.append((sign.start(), sign[0] == "!["))
        elif sign[0] != "]":
            open_at = [] if sign[0].startswith("\n") else open_at
        elif open_at:
            start, picture = open_at.pop()
            target = _LINKED.match(text, sign.start()) or _REFERRED.match(text, sign.start())
            if picture and target is not None and start >= at and text[start + 2 : sign.start()].strip():
                kept += [text[at:start], "![", target[0]]
                taken[ATTRIBUTES] += 1
                at = target.end()
    return "".join([*kept, text[at:]])


def _resolved(reference: str, taken: Counter[str]) -> str:
    """Nothing for an escape of a character that nobody sees; others stay as they are written."""
    meant = html.unescape(reference)
    if meant == reference or seen(meant):
        return reference
    taken["zero-width characters"] += 1
    return ""
