"""Which declarations of CSS keep words from a reader's eyes.

Only what an element says of itself counts, inline or in the page's own style sheets. What needs a browser to know (scripts,
animations, what is painted over what, sheets from elsewhere) does not.
"""

import re
from collections.abc import Mapping

from ghostwriter.sources.hidden_text.css.lengths import number, pixels
from ghostwriter.sources.hidden_text.css.values import EDGES, SIDES, is_taken

type Style = dict[str, str]
"""Declarations: property to value, both in lower case."""

FAR_AWAY = 500
"""Pixels beyond an edge from which nothing is seen."""
SMALLEST_FONT = 2.0
"""Pixels; nobody reads smaller letters."""
LEAST_OPACITY = 0.1
_WINDOW = 1280.0
_SMALLEST_SCALE = 0.1
_LEAST_SPACING = -10.0
"""Pixels; letters lie one upon the other."""
_LEAST_BLUR = 8
"""Pixels at which letters are a cloud."""
_DECLARATION = re.compile(
    r"""/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|((?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\([^()]*+\)|[^;"'/]|/(?!\*))+)""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\r\n\f]?|\\([^\r\n0-9a-fA-F])")
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)", re.DOTALL)
_IMPORTANT = re.compile(r"!\s*important\s*$")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]{1,100})\s*(?:,([^()]{0,200}))?\)")
_MOST_VARIABLES = 10
_LONGEST_VALUE = 2_000
_MARGINS = ("margin", "margin-left", "margin-top", "margin-right", "margin-inline-start", "margin-block-start")
_CALL = re.compile(r"(?<![a-z0-9-])([a-z0-9-]+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ZERO_BY = {"scale", "scalex", "scaley", "scale3d", "matrix", "matrix3d"}
_ON_EDGE = re.compile(r"-?(?:90|270)deg|-?0?\.25turn|-?100grad")


def declarations(style: str) -> Style:
    """Read an inline style, or the inside of a rule; of a property given twice, the last one that a browser takes holds.

    Those marked as important are kept under ``!`` and the property's name.
    """
    found: Style = {}
    for piece in _COMMENT.sub("", style).split(";"):
        name, colon, value = _ESCAPE.sub(_unescaped, piece).partition(":")
        name, value = name.strip().lower(), " ".join(value.lower().split())
        if not colon or len(value) > _LONGEST_VALUE:
            continue
        plain = _IMPORTANT.sub("", value).rstrip()
        if is_taken(name, plain):
            found[f"!{name}" if plain != value else name] = plain
    return found


def settled(style: Style, variables: Mapping[str, str]) -> Style:
    """With what is important in its place, and variables by their values."""
    plain = {name: value for name, value in style.items() if not name.startswith("!")}
    plain |= {name[1:]: value for name, value in style.items() if name.startswith("!")}
    return {name: _resolved(value, variables) if "var(" in value else value for name, value in plain.items()}


def takes_away(style: Style) -> bool:
    """Whether an element with these declarations, and all that is in it, is not shown, or not where a reader looks."""
    return bool(style) and (_not_shown(style) or _without_room(style) or _elsewhere(style) or _transformed(style))


def opacity(style: Style) -> float:
    """How much is seen of an element, of 0 to 1."""
    value = style.get("opacity", "")
    share = number(value) if value else 1.0
    seen = 1.0 if share is None else share / 100 if "%" in value else share
    for name, inside in _CALL.findall(f"{style.get('filter', '')} {style.get('-webkit-filter', '')}"):
        if name == "opacity" and (part := number(inside.rstrip("% "))) is not None:
            seen *= part / 100 if "%" in inside else part
    return max(0.0, min(1.0, seen))


def font_size(style: Style, around: float) -> float:
    """The size of letters in pixels, where they are ``around`` pixels in the element around."""
    words = style.get("font", "").split()
    value = style.get("font-size") or next((word for word in words if re.match(r"[\d.]+(?:[a-z%]|/|$)", word)), "")
    value = value.split("/")[0]
    relative = re.fullmatch(r"([\d.]{1,9})(em|%|ex|ch)", value)
    if relative and (times := number(relative[1])) is not None:
        return around * times * {"em": 1, "%": 0.01}.get(relative[2], 0.5)
    size = pixels(value, of=around) if value else None
    return around if size is None else size


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return str(escape[2])
    code = int(escape[1], 16)
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else ""  # noqa: PLR2004  (surrogates)


def _resolved(value: str, variables: Mapping[str, str]) -> str:
    for _ in range(_MOST_VARIABLES):
        value = _VARIABLE.sub(lambda found: variables.get(found[1], found[2] or ""), value)[:_LONGEST_VALUE]
        if "var(" not in value:
            break
    return value.strip()


def _not_shown(style: Style) -> bool:
    blurred = any(
        name == "blur" and (pixels(inside, of=0) or 0) >= _LEAST_BLUR
        for name, inside in _CALL.findall(style.get("filter", ""))
    )
    masks = " ".join(style.get(name, "") for name in ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image"))
    masked = "gradient(" in masks and not re.sub(
        r"[\w-]*gradient\(|transparent|#0000(?:0000)?\b|[\s(),]|\d+%|to (?:top|left|right|bottom)", "", masks
    )
    return (
        style.get("display") == "none"
        or style.get("content-visibility") == "hidden"
        or blurred
        or masked
        or (number(style.get("zoom", "")) or 1) / (100 if "%" in style.get("zoom", "") else 1) < _SMALLEST_SCALE
        or style.get("content", "").startswith("url(")
        or (pixels(style.get("letter-spacing", ""), of=16) or 0) <= _LEAST_SPACING
        or style.get("zoom", "").strip("0.%") == "" != style.get("zoom", "")
    )


def _without_room(style: Style) -> bool:
    """No room for a letter, and what does not fit is cut off."""
    cut = any(
        word in {"hidden", "clip", "auto", "scroll"}
        for name in ("overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline")
        for word in style.get(name, "").split()
    ) or style.get("contain", "") in {"strict", "content", "size", "paint"}
    sides = [pixels(style.get(side, ""), of=_WINDOW) for side in SIDES]
    return cut and (
        any(side is not None and side <= 1 for side in sides)
        or pixels(style.get("line-height", ""), of=16) == 0
        or style.get("-webkit-line-clamp") == "0"
    )


def _elsewhere(style: Style) -> bool:
    placed = style.get("position", "static") not in {"static", "inherit", "initial", ""}
    offsets = _lengths(style, EDGES)
    moved = [*_lengths(style, _MARGINS), *_lengths(style, ("text-indent",)), *offsets]
    if any(one <= -FAR_AWAY for one in moved):
        return True
    if placed and any(one > _WINDOW for one in offsets):
        return True
    indent = pixels(style.get("text-indent", ""), of=_WINDOW)
    return (indent is not None and abs(indent) >= _WINDOW) or _clipped(style)


def _lengths(style: Style, names: tuple[str, ...]) -> list[float]:
    """Those of some properties; sums in parentheses are taken for one word."""
    words = [
        word
        for name in names
        for word in re.findall(r"[a-z-]*\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()]+", style.get(name, ""))
    ]
    return [length for word in words if (length := pixels(word, of=_WINDOW)) is not None]


def _clipped(style: Style) -> bool:
    """Whether all is cut away; of an area that has a shape only whether it can have a size."""
    found = _CALL.search(f"{style.get('clip', '')} {style.get('clip-path', '')} {style.get('-webkit-clip-path', '')}")
    if found is None:
        return False
    shape, inside = found[1], found[2].split(" round ")[0]
    sizes = [
        size for word in re.split(r"[\s,]+", inside.split(" at ")[0]) if (size := pixels(word, of=100)) is not None
    ]
    return bool(sizes) and _is_nothing(shape, sizes)


def _is_nothing(shape: str, sizes: list[float]) -> bool:
    """Whether a shape with these sizes, in per cent or pixels, has no inside."""
    if shape == "inset":
        top, right, bottom, left = (sizes + [sizes[0]] * 3 if len(sizes) == 1 else sizes * 2)[:4]
        return top + bottom >= 100 or left + right >= 100  # noqa: PLR2004  (per cent)
    if shape in {"circle", "ellipse"}:
        return min(sizes[:2]) <= 0
    if shape == "polygon":
        return len(set(sizes[0::2])) == 1 or len(set(sizes[1::2])) == 1
    if shape == "xywh":
        return min(sizes[2:4], default=1) <= 0
    corners = sizes if shape == "rect" and len(sizes) == 4 else [0, 9, 9, 0]  # noqa: PLR2004  (top, right, bottom, left)
    return abs(corners[2] - corners[0]) <= 1 or abs(corners[1] - corners[3]) <= 1


def _transformed(style: Style) -> bool:
    """Moved far away, shrunk to nothing, or turned on its edge."""
    if any(abs(one) >= FAR_AWAY for one in _lengths(style, ("translate",))):
        return True
    scaled = [number(word) for word in style.get("scale", "").split()]
    if any(one is not None and abs(one) < _SMALLEST_SCALE for one in scaled):
        return True
    for name, inside in _CALL.findall(f"{style.get('transform', '')} {style.get('-webkit-transform', '')}"):
        words = [word.strip() for word in inside.split(",")]
        if name.startswith("translate") and any(abs(pixels(word, of=_WINDOW) or 0) >= FAR_AWAY for word in words):
            return True
        if name in _ZERO_BY and any(abs(one) < _SMALLEST_SCALE for one in _scales(name, words)):
            return True
        if name in {"rotatex", "rotatey"} and _ON_EDGE.fullmatch(words[0]):
            return True
    return bool(re.match(r"[xy]\s", style.get("rotate", "")) and _ON_EDGE.search(style["rotate"]))


def _scales(name: str, words: list[str]) -> list[float]:
    numbers = [one for word in words if (one := number(word)) is not None]
    if not name.startswith("matrix"):
        return numbers
    second = 2 if name == "matrix" else 4
    columns = (numbers[:2], numbers[second : second + 2])
    return [max(abs(one) for one in column) for column in columns if column]
