"""Numbers that state no quantity: what stands in a name, in an idiom, before a list item, or refers to something else."""

import re

_CITATION = re.compile(r"\[(?:S\d+F\d+[,;\s]*)+\]")
_REFERENCE = re.compile(
    r"""
    \[\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\] | \^\d{1,3}\b | \^\[\d{1,3}\]     # [1], [1, 2], ^1, [^1]
  | (?<=[\w.,;"”])\s?\(\d{1,2}\)(?=\s*(?:[.;:]|$))                          # (1), at the end of what it stands for
  | §{1,2}\s?\d+(?:\.\d+)*
  | \b[vV]\d+(?:\.\d+)*\b
    """,
    re.VERBOSE | re.MULTILINE,
)
_IDLE = re.compile(
    r"""
    \b(?:24/7|24x7|50/50|50-50|9/11|20/20)\b
  | \b(?:7\sdays\s(?:a|per)\sweek|24\shours\s(?:a|per)\sday|365\sdays\s(?:a|per)\syear)\b
  | (?<=\d)\s?/\s?(?:5|10|100)\b(?![/.\d]) | \bout\s+of\s+(?:5|10|100)\b  # the scale of a rating
  | (?:^|(?<=[.!?:;]\s))[^\S\n]*+(?:\d{1,3}[.)]|\(\d{1,3}\))\s         # the number of a list item
  | (?<![\w.,])(?!(?:EUR|USD|GBP|CHF|INR|Rs)\d)[^\W\d_]+\d[\w-]*          # A380
  | (?<![\w.,-])[A-Z]\w*[-‐‑]\d{1,3}(?!\d)                               # COVID-19
    """,
    re.VERBOSE | re.MULTILINE,
)
_PATTERNS = (_CITATION, _REFERENCE, _IDLE)


def without_idle_numbers(text: str) -> str:
    """The text with spaces in their place: everything else keeps its own."""
    for pattern in _PATTERNS:
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text
