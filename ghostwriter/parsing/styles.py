"""Which declarations of CSS keep words from a reader's eyes.

Only what an element says of itself counts, inline or in a simple rule of the page's own style sheet. What needs a browser
to know (scripts, layout, sheets from elsewhere, media) does not.
"""

import re
from collections.abc import Iterator

type Style = dict[str, str]
"""Declarations: property to value, both in lower case."""

FAR_AWAY = 500
"""Pixels beyond an edge from which nothing is seen."""
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\r\n\f]?|\\([^\r\n0-9a-fA-F])")
_NUMBER = re.compile(r"(-?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))(px|pt|em|rem|ex|ch|%|vw|vh|vmin|vmax|in|cm|mm|)")
_PIXELS = {"": 1, "px": 1, "pt": 1.33, "em": 16, "rem": 16, "ex": 8, "ch": 8, "%": 0.16, "in": 96, "cm": 38, "mm": 3.8}
_VIEWPORT = 10
"""Pixels of a hundredth of a small window."""
_EDGES = ("left", "right", "top", "bottom", "inset", "margin-left", "margin-top", "text-indent")
_LEAST_OPACITY = 0.1
_SMALLEST_FONT = 2
"""Pixels; nobody reads smaller letters."""
_NAMED = {"white": "ffffff", "black": "000000", "transparent": "00000000"}
_RGB = re.compile(r"(?:rgb|hsl)a?\(([^)]{1,60})\)")


def declarations(style: str) -> Style:
    """Read an inline style, or the inside of a rule; of a property given twice, the last one holds."""
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", style))
    pairs = (one.partition(":") for one in plain.split(";"))
    return {
        name.strip().lower(): " ".join(value.lower().replace("!important", "").split())
        for name, colon, value in pairs
        if colon
    }


def hides(style: Style) -> bool:
    """Whether an element with these declarations shows nothing of its text."""
    return _not_shown(style) or _too_small(style) or _elsewhere(style) or _same_colours(style)


def background(style: Style) -> str:
    """The background's colour in one form, or an empty text if none is set."""
    value = style.get("background-color") or style.get("background", "")
    return next((colour for word in _words(value) if (colour := _colour(word))), value and "picture")


def is_white(style: Style) -> bool:
    """Whether the letters are white, which shows on a coloured background only."""
    return _colour(style.get("color", "")) == "ffffff"


def rules(sheet: str) -> Iterator[tuple[str, Style]]:
    """Selector and declarations of each plain rule; what stands within an at-rule holds for some readers only."""
    depth = start = 0
    selector = ""
    plain = _COMMENT.sub("", sheet)
    for brace in re.finditer(r"[{}]", plain):
        if brace[0] == "{":
            if depth == 0:
                selector, start = plain[start : brace.start()].rpartition(";")[2].strip(), brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if not selector.startswith("@"):
                    body = declarations(plain[start : brace.start()])
                    yield from ((one.strip(), body) for one in selector.split(","))
                start = brace.end()


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return str(escape[2])
    code = int(escape[1], 16)
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else ""  # noqa: PLR2004  (surrogates)


def _not_shown(style: Style) -> bool:
    opacity = _number(style.get("opacity", "1"))
    return (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("content-visibility") == "hidden"
        or (opacity is not None and opacity < (10 if "%" in style.get("opacity", "") else _LEAST_OPACITY))
        or "opacity(0" in style.get("filter", "").replace(" ", "")
    )


def _too_small(style: Style) -> bool:
    font = style.get("font-size") or next((word for word in style.get("font", "").split() if _NUMBER.match(word)), "")
    size = _pixels(font.split("/")[0])
    if size is not None and size < _SMALLEST_FONT:
        return True
    cut = style.get("overflow", "").startswith(("hidden", "clip"))
    sides = [_pixels(style.get(side, "")) for side in ("width", "height", "max-width", "max-height")]
    return cut and any(side is not None and side <= 1 for side in sides)


def _elsewhere(style: Style) -> bool:
    offsets = [_pixels(word) for edge in _EDGES for word in style.get(edge, "").split()]
    if any(offset is not None and offset <= -FAR_AWAY for offset in offsets):
        return True
    if style.get("position") in {"absolute", "fixed"} and any(offset and offset > 10 * FAR_AWAY for offset in offsets):
        return True
    moved = style.get("transform", "").replace(" ", "")
    far = [_pixels(word) for word in re.split(r"[(),]", moved)] if "translate" in moved else []
    clip = (style.get("clip", "") + style.get("clip-path", "")).replace(" ", "").replace("px", "")
    return (
        bool(re.search(r"scale[xy]?\(0[,.0]*\)", moved))
        or any(one is not None and abs(one) >= FAR_AWAY for one in far)
        or clip.startswith(
            ("rect(0,0,0,0", "rect(0000", "rect(1,1,1,1", "rect(1111", "inset(50%", "inset(100%", "circle(0")
        )
    )


def _same_colours(style: Style) -> bool:
    letters = _colour(style.get("color", ""))
    return letters == "transparent" or (bool(letters) and letters == background(style))


def _words(value: str) -> list[str]:
    return re.findall(r"[a-z]+\([^)]*\)|[^\s()]+", value)


def _colour(word: str) -> str:
    """Six hex digits, ``transparent``, another colour's own name, or nothing if it is none."""
    word = _NAMED.get(word, word.lstrip("#") if word.startswith("#") else word)
    if re.fullmatch(r"[0-9a-f]{3,4}", word):
        word = "".join(digit * 2 for digit in word)
    if re.fullmatch(r"[0-9a-f]{8}", word):
        return "transparent" if word.endswith("00") else word[:6]
    if call := _RGB.fullmatch(word):
        return _mixed(word[:3], re.split(r"[\s,/]+", call[1].strip()))
    return word if re.fullmatch(r"[0-9a-f]{6}|[a-z]{3,20}", word) and word not in {"none", "inherit", "initial"} else ""


def _mixed(kind: str, parts: list[str]) -> str:
    if len(parts) > 3 and _number(parts[3]) == 0:  # noqa: PLR2004  (three colours, then how much of them)
        return "transparent"
    if kind != "rgb":
        return " ".join(parts[:3])
    values = [_number(part) or 0 for part in parts[:3]]
    full = [value * 2.55 if "%" in part else value for value, part in zip(values, parts, strict=False)]
    return "".join(f"{min(255, max(0, round(value))):02x}" for value in full)


def _number(value: str) -> float | None:
    match = _NUMBER.match(value)
    return float(match[1]) if match else None


def _pixels(value: str) -> float | None:
    match = _NUMBER.fullmatch(value)
    return float(match[1]) * _PIXELS.get(match[2], _VIEWPORT) if match else None
