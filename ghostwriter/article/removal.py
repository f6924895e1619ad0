"""Leaving sentences out of an article such that it reads as if they had never been in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ghostwriter.schema.artifacts import Claim, Verdict
from ghostwriter.text.alignment import Edit
from ghostwriter.text.markdown import blocks
from ghostwriter.verification.citations import CITATIONS

_STANDS = frozenset({"supported", "opinion"})
_EMPTY_ITEM = re.compile(r"[ \t]*+(?:[-*+]|(?P<number>\d{1,9})[.)]|>)[ \t]*+")
_NUMBERED = re.compile(r"(?P<before>[ \t]*+)(?P<number>\d{1,9})(?P<after>[.)][ \t])")
_TABLE_RULE = re.compile(r"[ \t]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)++(?:[ \t]*+:?-++:?)?[ \t]*+")
_ROW = re.compile(r"[ \t]{0,100}\|")
_EMPTY_SECTION = re.compile(r"^(#{2,6}) [^\n]*\n+(?=(#{1,6}) |\[\^|\Z)", re.MULTILINE)


def left_out(draft: str, claims: Sequence[Claim], verdicts: Mapping[tuple[int, int], Verdict]) -> frozenset[str]:
    """The ids of the claims that do not stand, and, where nothing supported stays in their section, of what only led to them."""
    kinds = {claim.id: found.verdict for claim in claims if (found := verdicts.get((claim.start, claim.end)))}
    gone: list[Claim] = []
    for section in _by_section(draft, claims):
        failing = [claim for claim in section if kinds.get(claim.id) not in _STANDS]
        pointless = failing and not any(kinds.get(claim.id) == "supported" for claim in section)
        gone += section if pointless else failing
    return frozenset(claim.id for claim in gone)


def cut_of(draft: str, claim: Claim) -> Edit:
    """The edit that takes a sentence out with its citations and the space after it, or a row of a table with its line."""
    line = draft.rfind("\n", 0, claim.start) + 1
    if _ROW.match(draft, line, claim.start + 1):
        end = draft.find("\n", claim.end)
        return Edit(line, len(draft) if end < 0 else end + 1)
    behind = CITATIONS.match(draft, _after_spaces(draft, claim.end))
    return Edit(claim.start, _after_spaces(draft, behind.end() if behind else claim.end))


def without_what_is_empty(text: str) -> str:
    """Without items that hold nothing, tables without rows, sections without text, and runs of blank lines."""
    lines = _without_empty_tables(_renumbered([line.rstrip(" \t") for line in text.split("\n")]))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    shorter = _EMPTY_SECTION.sub(_only_if_a_parent, text)
    while shorter != text:  # what held nothing but an empty section is empty now
        text, shorter = shorter, _EMPTY_SECTION.sub(_only_if_a_parent, shorter)
    return text


def _by_section(draft: str, claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Claims between one heading and the next."""
    edges = [block.start for block in blocks(draft) if block.kind == "heading"]
    for _, section in groupby(claims, key=lambda claim: bisect_right(edges, claim.start)):
        yield list(section)


def _after_spaces(draft: str, at: int) -> int:
    while at < len(draft) and draft[at] in " \t":
        at += 1
    return at


def _renumbered(lines: Sequence[str]) -> Iterator[str]:
    """Without empty items; the items of a numbered list close up."""
    missing = 0
    for line in lines:
        empty, item = _EMPTY_ITEM.fullmatch(line), _NUMBERED.match(line)
        if empty and line.strip():
            missing += empty["number"] is not None
        elif item:
            yield f"{item['before']}{int(item['number']) - missing}{item['after']}{line[item.end() :]}"
        else:
            missing = missing if not line.strip() or line[0] in " \t" else 0  # an indented line goes on with the item
            yield line


def _without_empty_tables(lines: Iterator[str]) -> Iterator[str]:
    """Without heads of tables that no row follows."""
    kept: list[str] = []
    rest = [*lines, ""]
    for at, line in enumerate(rest[:-1]):
        if _TABLE_RULE.fullmatch(line) and "|" in line and not rest[at + 1].lstrip().startswith("|"):
            if kept and kept[-1].lstrip().startswith("|"):
                kept.pop()
            continue
        kept.append(line)
    yield from kept


def _only_if_a_parent(heading: re.Match[str]) -> str:
    """Nothing, unless the heading that follows is a deeper one: then it is that one's parent."""
    return heading[0] if heading[2] and len(heading[2]) > len(heading[1]) else ""
