"""The style sheets that a page brings along: which rules hold for somebody who reads it on a screen.

Selectors are text; which elements they are for is found where the page is. Nothing is fetched: of sheets from elsewhere only
those count that stand in the page itself, as ``data:`` addresses.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

WIDTH, HEIGHT = 1280, 800
"""Pixels of the window that a page is taken to be read in."""
_LONGEST_SELECTOR = 2_000
_DEEPEST_IMPORT = 3
_TOKEN = re.compile(
    r"""/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?|\((?:\s*data:)[^)]*+\)?|\\.|<!--|-->|[{};]""",
    re.DOTALL,
)
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?(data:[^\"')\s]*)", re.IGNORECASE)
_DATA = re.compile(r"\s*data:([^,]{0,200}),(.*)", re.IGNORECASE | re.DOTALL)
_FEATURE = re.compile(r"(min-|max-)?(width|height)\s*(:|[<>]=?)\s*([\d.]{1,9})\s*(px|em|rem)?")
_NOT_OURS = re.compile(
    r"\b(?:print|speech|aural|braille|tty)\b|prefers-color-scheme\s*:\s*dark|prefers-reduced-motion\s*:\s*reduce|"
    r"orientation\s*:\s*portrait|hover\s*:\s*none|pointer\s*:\s*coarse|forced-colors\s*:\s*active|scripting\s*:\s*none"
)
_NEGATIONS = re.compile(r"(?:not\s+)+")
_HOLD_FOR_ALL = ("@supports", "@layer", "@container", "@scope", "@document", "@-moz-document")


class Rule(NamedTuple):
    """One selector, and the text of the declarations for what it selects."""

    selector: str
    declarations: str
    layered: bool = False


class _Block(NamedTuple):
    """An open brace: the selectors before it, and whether what is in it holds."""

    selectors: tuple[str, ...]
    holds: bool
    layered: bool = False


def rules(sheet: str, depth: int = 0) -> Iterator[Rule]:
    """The rules of a sheet in their order, those of sheets within it first; one that is never closed counts as well."""
    if depth < _DEEPEST_IMPORT:
        for address in _IMPORT.findall(sheet):
            yield from rules(sheet_at(address), depth + 1)
    blocks: list[_Block] = []
    said: list[str] = []
    for text, brace in _pieces(sheet):
        said.append(text)
        if brace == "{":
            blocks.append(_opened("".join(said).strip(), blocks[-1] if blocks else _Block((), holds=True)))
        elif brace == ";":
            yield from _ruled(blocks, "".join(said))
        else:
            yield from _ruled(blocks, "".join(said))
            del blocks[-1:]
        said = []


def sheet_at(address: str) -> str:
    """The sheet that stands in a ``data:`` address; empty for any other."""
    found = _DATA.match(address)
    if found is None:
        return ""
    text = unquote(found[2])
    if not found[1].lower().rstrip().endswith(";base64"):
        return text
    try:
        return base64.b64decode(text + "==").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def holds_on_a_screen(media: str) -> bool:
    """Whether a media query is true for a reader with a window of ordinary size."""
    return any(_query_holds(query.strip()) for query in media.lower().split(","))


def _query_holds(query: str) -> bool:
    if " or " in query:
        return any(_query_holds(part.strip()) for part in query.split(" or "))
    negations = _NEGATIONS.match(query)
    if negations:
        query = query[negations.end() :]
    holds = _NOT_OURS.search(query) is None and all(_feature_holds(found) for found in _FEATURE.finditer(query))
    return holds if negations is None or negations[0].count("not") % 2 == 0 else not holds


def _feature_holds(found: "re.Match[str]") -> bool:
    ours = WIDTH if found[2] == "width" else HEIGHT
    asked = float(found[4].rstrip(".") or 0) * (1 if found[5] in {None, "px"} else 16) if found[4].count(".") < 2 else 0  # noqa: PLR2004
    if found[1] == "min-" or found[3].startswith(">"):
        return ours >= asked
    if found[1] == "max-" or found[3].startswith("<"):
        return ours <= asked
    return ours == asked


def _pieces(sheet: str) -> Iterator[tuple[str, str]]:
    """The text before each brace and semicolon, without comments, and that sign; an empty one at the end."""
    at = 0
    said: list[str] = []
    for token in _TOKEN.finditer(sheet):
        said.append(sheet[at : token.start()])
        at = token.end()
        if token[0] in {"{", "}", ";"}:
            yield "".join(said), token[0]
            said = []
        elif not token[0].startswith(("/*", "<!--", "-->")):
            said.append(token[0])
    yield "".join([*said, sheet[at:]]), ""


def _opened(prelude: str, around: _Block) -> _Block:
    """What holds within a brace, by what stands before it."""
    prelude = prelude.replace("<![CDATA[", "").strip()
    if not prelude.startswith("@"):
        return around._replace(selectors=tuple(_nested(prelude, around.selectors)))
    name, _, condition = prelude.partition(" ")
    if name.lower().startswith("@media"):
        return around._replace(holds=around.holds and holds_on_a_screen(prelude[len("@media") :]))
    layered = around.layered or name.lower().startswith("@layer")
    return around._replace(
        layered=layered, holds=around.holds and name.lower().startswith(_HOLD_FOR_ALL) and "not " not in condition
    )


def _nested(prelude: str, around: tuple[str, ...]) -> Iterator[str]:
    """The selector itself, or the one that nesting makes of it."""
    if len(prelude) > _LONGEST_SELECTOR:
        return
    if not around:
        yield prelude
        return
    for outer in around:
        scoped = f":is({outer})"
        below = prelude if prelude.startswith((">", "+", "~")) else f":is({prelude})"
        inner = prelude.replace("&", scoped) if "&" in prelude else f"{scoped} {below}"
        if len(inner) <= _LONGEST_SELECTOR:
            yield inner


def _ruled(blocks: list[_Block], text: str) -> Iterator[Rule]:
    if not blocks or not blocks[-1].holds or ":" not in text:
        return
    for selector in blocks[-1].selectors:
        yield Rule(selector, text, blocks[-1].layered)
