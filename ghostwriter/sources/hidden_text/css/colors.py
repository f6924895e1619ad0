"""Colours of CSS, as far as it takes to tell letters from what is painted behind them."""

import colorsys
import re
from typing import NamedTuple

from ghostwriter.sources.hidden_text.css.lengths import number


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
_CALL = re.compile(r"(rgb|hsl|hwb|lab|lch|oklab|oklch|color-mix|color)a?\(([^()]{0,200})\)")
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
    "antiquewhite": "faebd7", "aquamarine": "7fffd4", "bisque": "ffe4c4", "blanchedalmond": "ffebcd", "blueviolet": "8a2be2",
    "burlywood": "deb887", "cadetblue": "5f9ea0", "chartreuse": "7fff00", "chocolate": "d2691e", "coral": "ff7f50",
    "cornflowerblue": "6495ed", "darkcyan": "008b8b", "darkgoldenrod": "b8860b", "darkgreen": "006400", "darkkhaki": "bdb76b",
    "darkmagenta": "8b008b", "darkolivegreen": "556b2f", "darkorange": "ff8c00", "darkorchid": "9932cc",
    "darksalmon": "e9967a", "darkseagreen": "8fbc8f", "darkslateblue": "483d8b", "darkslategray": "2f4f4f",
    "darkslategrey": "2f4f4f", "darkturquoise": "00ced1", "darkviolet": "9400d3", "deeppink": "ff1493",
    "deepskyblue": "00bfff", "dodgerblue": "1e90ff", "firebrick": "b22222", "forestgreen": "228b22", "goldenrod": "daa520",
    "greenyellow": "adff2f", "hotpink": "ff69b4", "indianred": "cd5c5c", "indigo": "4b0082", "khaki": "f0e68c",
    "lawngreen": "7cfc00", "lemonchiffon": "fffacd", "lightblue": "add8e6", "lightcoral": "f08080",
    "lightgoldenrodyellow": "fafad2", "lightgreen": "90ee90", "lightpink": "ffb6c1", "lightsalmon": "ffa07a",
    "lightseagreen": "20b2aa", "lightskyblue": "87cefa", "lightslategray": "778899", "lightslategrey": "778899",
    "lightsteelblue": "b0c4de", "limegreen": "32cd32", "mediumaquamarine": "66cdaa", "mediumblue": "0000cd",
    "mediumorchid": "ba55d3", "mediumpurple": "9370db", "mediumseagreen": "3cb371", "mediumslateblue": "7b68ee",
    "mediumspringgreen": "00fa9a", "mediumturquoise": "48d1cc", "mediumvioletred": "c71585", "midnightblue": "191970",
    "mistyrose": "ffe4e1", "moccasin": "ffe4b5", "navajowhite": "ffdead", "olivedrab": "6b8e23", "orangered": "ff4500",
    "orchid": "da70d6", "palegoldenrod": "eee8aa", "palegreen": "98fb98", "paleturquoise": "afeeee",
    "palevioletred": "db7093", "papayawhip": "ffefd5", "peachpuff": "ffdab9", "peru": "cd853f", "plum": "dda0dd",
    "powderblue": "b0e0e6", "rebeccapurple": "663399", "rosybrown": "bc8f8f", "royalblue": "4169e1", "saddlebrown": "8b4513",
    "salmon": "fa8072", "sandybrown": "f4a460", "seagreen": "2e8b57", "sienna": "a0522d", "skyblue": "87ceeb",
    "slateblue": "6a5acd", "slategray": "708090", "slategrey": "708090", "springgreen": "00ff7f", "steelblue": "4682b4",
    "tan": "d2b48c", "thistle": "d8bfd8", "turquoise": "40e0d0", "violet": "ee82ee", "wheat": "f5deb3",
    "yellowgreen": "9acd32", "window": "ffffff",
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
    if kind == "color":  # a space of colours comes first, and its shares reach from 0 to 1
        kind, parts = "rgb", [part if "%" in part else f"{100 * (number(part) or 0):.6f}%" for part in parts[1:]]
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
