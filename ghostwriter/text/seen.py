"""A Markdown text as a reader sees it, character for character: what a page does not show is blank, all else keeps its offset."""

import re

from ghostwriter.text.markdown import blanked, blocks, comments

_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\n(?:[\w -]++:.*\n|[ \t]++.*\n|-[ \t].*\n|#.*\n|[ \t]*+\n)++(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_UNSEEN = re.compile(
    r"""
    !\[[^\]\n]{0,1000}\]\([^)\n]*\)                          # a picture
  | (?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:[ ]+"[^"\n]*")?\)      # a link's target
  | (?<=\])\[[^\]\n]+\](?!\()(?=\W)                          # a link's reference
  | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ ]+\S[^\n]*$                  # the definition of one
  | <?\bhttps?://[^\s<>)\]]+>?
  | ^\[\^[^\]\s]+\]:[ ][^\n"]+:[ ](?="[^\n]+"$)              # of a footnote that gives evidence: its number and place
  | \[\^[^\[\]\s]+\]:?
  | \*\*\[(?:unverified|contradicted\ by\ its\ source)\]\*\*
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def as_seen(text: str) -> str:
    """The text with spaces in place of front matter, code blocks, comments, link targets, pictures and footnote numbers."""
    hidden = [match.span() for pattern in (_FRONT_MATTER, _UNSEEN) for match in pattern.finditer(text)]
    hidden += comments(text)
    hidden += [(block.start, block.end) for block in blocks(text) if block.kind == "code"] if _has_code(text) else []
    return blanked(text, hidden)


def _has_code(text: str) -> bool:
    return "```" in text or "~~~" in text
