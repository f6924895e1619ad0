"""Which values of CSS a browser takes: where it does not know a word, the declaration before that one holds."""

import re

from ghostwriter.sources.hidden_text.css.colors import colour

EDGES = (
    "left",
    "right",
    "top",
    "bottom",
    "inset",
    "inset-inline-start",
    "inset-block-start",
    "inset-inline",
    "inset-block",
)
"""How far something is from an edge."""
SIDES = (
    "width",
    "height",
    "max-width",
    "max-height",
    "inline-size",
    "block-size",
    "max-inline-size",
    "max-block-size",
)
"""How long a side is."""
_DISPLAYS = re.compile(
    r"none|contents|(?:-\w+-)?(?:inline-?)?(?:block|flex|grid|box|table|flow-root|flow|list-item)?|(?:table|ruby)-[a-z-]+|ruby|"
    r"initial|inherit|unset|revert(?:-layer)?"
)
_KEYWORDS = frozenset(
    {
        "inherit", "initial", "unset", "revert", "currentcolor", "auto", "none", "small", "medium", "large",
        "smaller", "larger", "stretch", "windowtext", "buttontext", "buttonface", "field", "fieldtext", "highlight",
        "highlighttext", "graytext", "linktext", "visitedtext", "activetext", "mark", "marktext",
    }
)  # fmt: skip
"""Words that are a colour, or stand in the place of a length."""


def is_taken(name: str, value: str) -> bool:
    """Whether a value, in small letters, is one that the property can have, as far as it takes to tell words from nonsense."""
    if name == "display" and "var(" not in value:
        return bool(value) and all(_DISPLAYS.fullmatch(word) for word in value.split())
    if name == "visibility" and "var(" not in value:
        return value in {"visible", "hidden", "collapse", "inherit", "initial", "unset", "revert"}
    if name == "color" and re.fullmatch(r"#.*|[a-z]+", value):
        return colour(value) is not None or value in _KEYWORDS
    if name in {"opacity", "font-size", *EDGES, *SIDES} and re.fullmatch(r"[a-z]+", value):
        return value in _KEYWORDS
    return bool(value)
