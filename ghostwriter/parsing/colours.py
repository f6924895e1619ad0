"""Colours of CSS, as far as it takes to tell letters from what is painted behind them."""

import colorsys
import re
from typing import NamedTuple

from ghostwriter.parsing.lengths import number


class Colour(NamedTuple):
    """Red, green and blue of 0 to 255, and how much of what lies behind is covered, of 0 to 1."""

    red: float
    green: float
    blue: float
    cover: float = 1.0


WHITE = Colour(255, 255, 255)
_UNSEEN_COVER = 0.1
_ALIKE = 20
"""Steps of 255 in which nobody tells two colours apart who is not told to look."""
_HEX = re.compile(r"#?(?:([0-9a-f]{3,4})|([0-9a-f]{6}(?:[0-9a-f]{2})?))")
_CALL = re.compile(r"(rgb|hsl|hwb|lab|lch|oklab|oklch|color-mix)a?\(([^()]{0,200})\)")
_PART = re.compile(r"[^\s,/]+")
_NAMED = {
    "white": "ffffff", "black": "000000", "transparent": "00000000", "snow": "fffafa", "ivory": "fffff0", "red": "ff0000",
    "ghostwhite": "f8f8ff", "floralwhite": "fffaf0", "whitesmoke": "f5f5f5", "seashell": "fff5ee", "mintcream": "f5fffa",
    "azure": "f0ffff", "aliceblue": "f0f8ff", "honeydew": "f0fff0", "lavenderblush": "fff0f5", "oldlace": "fdf5e6",
    "linen": "faf0e6", "lightyellow": "ffffe0", "lightcyan": "e0ffff", "beige": "f5f5dc", "cornsilk": "fff8dc",
    "lime": "00ff00", "green": "008000", "blue": "0000ff", "navy": "000080", "yellow": "ffff00", "aqua": "00ffff",
    "cyan": "00ffff", "fuchsia": "ff00ff", "magenta": "ff00ff", "gray": "808080", "grey": "808080", "silver": "c0c0c0",
    "maroon": "800000", "olive": "808000", "purple": "800080", "teal": "008080", "orange": "ffa500", "pink": "ffc0cb",
    "canvas": "ffffff", "canvastext": "000000", "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "gainsboro": "dcdcdc",
    "lavender": "e6e6fa", "darkgray": "a9a9a9", "darkgrey": "a9a9a9", "dimgray": "696969", "dimgrey": "696969",
    "gold": "ffd700", "brown": "a52a2a", "crimson": "dc143c", "tomato": "ff6347", "darkblue": "00008b", "darkred": "8b0000",
}  # fmt: skip


def colour(value: str) -> Colour | None:
    """What a word of CSS in small letters means; None if it is no colour, or one that is not known here."""
    value = _NAMED.get(value, value)
    if digits := _HEX.fullmatch(value):
        return _of_digits(digits[2] or "".join(digit * 2 for digit in digits[1]))
    call = _CALL.fullmatch(value)
    return _of_call(call[1], call[2]) if call else None


def colours(value: str) -> list[Colour]:
    """All that are named in a background, those of a gradient among them."""
    words = [call[0] for call in _CALL.finditer(value)] + re.split(r"[\s,()]+", _CALL.sub(" ", value))
    return [found for word in words if (word.startswith("#") or not _HEX.fullmatch(word)) and (found := colour(word))]


def unseen(letters: Colour, behind: Colour) -> bool:
    """Whether letters of this colour cannot be told from what is behind them."""
    if letters.cover < _UNSEEN_COVER:
        return True
    return all(abs(one - other) * letters.cover <= _ALIKE for one, other in zip(letters[:3], behind[:3], strict=True))


def _of_digits(digits: str) -> Colour:
    red, green, blue, cover = (int(digits[at : at + 2] or "ff", 16) for at in range(0, 8, 2))
    return Colour(red, green, blue, cover / 255)


def _of_call(kind: str, inside: str) -> Colour | None:
    if kind == "color-mix":
        mixed = colours(inside.partition(",")[2])
        return mixed[0] if len(set(mixed)) == 1 else None
    parts = _PART.findall(inside)
    values = [number(part.rstrip("%")) or 0.0 for part in parts]
    if len(values) < 3:  # noqa: PLR2004  (red, green, blue)
        return None
    cover = min(1.0, values[3] / (100 if "%" in parts[3] else 1)) if len(values) > 3 else 1.0  # noqa: PLR2004
    red, green, blue = (min(255.0, max(0.0, part)) for part in _mixed(kind, values, parts))
    return Colour(red, green, blue, max(0.0, cover))


def _mixed(kind: str, values: list[float], parts: list[str]) -> tuple[float, float, float]:
    first, second, third = values[:3]
    if kind == "rgb":
        red, green, blue = (
            value * 2.55 if "%" in part else value for value, part in zip(values[:3], parts, strict=False)
        )
        return red, green, blue
    if kind == "hsl":
        red, green, blue = colorsys.hls_to_rgb(first % 360 / 360, _share(third), _share(second))
        return red * 255, green * 255, blue * 255
    if kind == "hwb":
        white, black = _share(second), _share(third)
        pure = colorsys.hls_to_rgb(first % 360 / 360, 0.5, 1)
        red, green, blue = (255 * (part * max(0.0, 1 - white - black) + white) for part in pure)
        return red, green, blue
    # How light it is says whether it is white or black; with a tint it is some colour in between.
    light = first if "%" in parts[0] or not kind.startswith("ok") else first * 100
    return light * 2.55, light * 2.55, light * 2.55 - abs(second) - abs(third if kind.endswith("lab") else 0)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value / 100))
