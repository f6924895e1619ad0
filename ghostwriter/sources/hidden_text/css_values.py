"""Lengths and colours in CSS values, evaluated as far as a file without a browser allows."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tinycss2.color4 import parse_color

_PIXELS = {
    "px": 1.0, "pt": 1.33, "pc": 16.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "lh": 20.0, "rlh": 20.0, "in": 96.0,
    "cm": 38.0, "mm": 3.8, "q": 0.95, "vw": 12.8, "vh": 8.0, "vmin": 8.0, "vmax": 12.8, "dvh": 8.0, "svh": 8.0, "lvh": 8.0,
    "dvw": 12.8, "vi": 12.8, "vb": 8.0,
}  # fmt: skip
"""Of letters of 16 pixels in a window of 1280 by 800."""
EDGES = (
    "left", "right", "top", "bottom", "inset", "inset-inline-start", "inset-block-start", "inset-inline", "inset-block",
)  # fmt: skip
SIDES = ("width", "height", "max-width", "max-height", "inline-size", "block-size", "max-inline-size", "max-block-size")
_DISPLAYS = frozenset(
    {
        "none", "contents", "block", "inline", "inline-block", "flex", "inline-flex", "grid", "inline-grid", "table", "flow",
        "inline-table", "flow-root", "list-item", "ruby", "run-in", "-webkit-box", "-webkit-flex", "-ms-flexbox",
    }
)  # fmt: skip
_ANYWHERE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_LENGTHS = frozenset({"auto", "none", "small", "medium", "large", "x-large", "smaller", "larger", "stretch"})
_PAPER = frozenset({"canvas", "window"})


class Colour(NamedTuple):
    """Red, green and blue of 0 to 255, and opacity of 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


def is_valid(name: str, text: str, tokens: Sequence[Any]) -> bool:
    """True if a browser accepts a value, as far as it takes to tell words from nonsense; else the one before it holds."""
    if not tokens or "var(" in text or text in _ANYWHERE:
        return bool(tokens)
    if name == "display":
        return all(word in _DISPLAYS or word.startswith(("table-", "ruby-")) for word in text.split())
    if name == "visibility":
        return text in {"visible", "hidden", "collapse"}
    if name == "color":
        return tokens[0].type not in {"ident", "hash"} or colour(tokens[0]) is not None or text == "currentcolor"
    if name in {"opacity", "font-size", *EDGES, *SIDES}:
        return tokens[0].type != "ident" or text in _LENGTHS
    return True


def pixels(token: Any, of: float) -> float | None:
    """A length in pixels, those in per cent of ``of``; a number as it is; None if it is neither, such as a sum."""
    match token.type:
        case "number":
            return float(token.value)
        case "percentage":
            return float(token.value) * of / 100
        case "dimension":
            unit = _PIXELS.get(token.lower_unit)
            return None if unit is None else token.value * unit
    return None


def lengths(tokens: Iterable[Any], of: float) -> list[float]:
    """The lengths among tokens that can be evaluated."""
    return [length for token in tokens if (length := pixels(token, of)) is not None]


def colour(token: Any) -> Colour | None:
    """The colour that a token names, approximately for spaces other than RGB; None if it is none, or unknown."""
    if token.type == "ident" and token.lower_value in _PAPER:
        return Colour(255, 255, 255)
    if token.type not in {"ident", "hash", "function"} or (token.type == "function" and len(token.arguments) <= 1):
        return None
    found = parse_color(token)
    if found is None or isinstance(found, str):
        return None
    if found.space in {"lab", "lch", "oklab", "oklch"}:
        light, first, second = found.to("lab").coordinates
        return Colour(light * 2.55, light * 2.55, light * 2.55 - abs(first) - abs(second), found.alpha)
    red, green, blue = (found.to("srgb") if found.space in {"hsl", "hwb"} else found).coordinates
    return Colour(255 * (red or 0), 255 * (green or 0), 255 * (blue or 0), found.alpha)


def colours(tokens: Iterable[Any]) -> list[Colour]:
    """All colours in a background, those of a gradient among them."""
    found: list[Colour] = []
    for token in tokens:
        one = colour(token)
        if one is not None:
            found.append(one)
        elif token.type == "function":
            found += colours(token.arguments)
    return found
