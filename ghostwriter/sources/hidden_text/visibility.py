"""Judge by their styles whether a reader can see elements and make out the letters in them.

Only what elements and the page's own style sheets declare counts. What needs a browser to know (scripts, animations, what is
painted over what, style sheets from elsewhere) does not.
"""

from itertools import takewhile
from math import prod
from typing import Any, NamedTuple

from ghostwriter.sources.hidden_text.css import WIDTH, Style
from ghostwriter.sources.hidden_text.css_values import EDGES, SIDES, Colour, colour, colours, lengths, pixels

FAR_AWAY = 500
"""Pixels beyond an edge from which nothing is seen."""
SMALLEST_FONT = 2.0
"""Pixels; nobody reads smaller letters."""
LEAST_OPACITY = _SMALLEST_SCALE = 0.1
_SAME = 20
"""Steps of 255 in which nobody tells two colours apart who is not told to look."""
_COVERS = 0.5
"""Opacity from which a colour is what letters stand on."""
_FONT_RELATIVE = {"em": 1.0, "ex": 0.5, "ch": 0.5}
_MARGINS = ("margin", "margin-left", "margin-top", "margin-right", "margin-inline-start", "margin-block-start")
_OVERFLOWS = ("overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline")
_CUT_OFF = frozenset({"hidden", "clip", "auto", "scroll"})
_TRANSFORMS = ("transform", "-webkit-transform")
_BACKGROUNDS = ("background", "background-color", "background-image")


class Sight(NamedTuple):
    """The look of letters in an element; ``behind`` is None where it is unknown what is painted behind them."""

    size: float = 16.0
    letters: Colour = Colour(0, 0, 0)
    behind: Colour | None = Colour(255, 255, 255)
    opacity: float = 1.0
    visible: bool = True

    def within(self, style: Style) -> "Sight":
        """The look of letters in a child element of this style."""
        if not style:
            return self
        letters = next(filter(None, map(colour, _tokens(style, "-webkit-text-fill-color", "color"))), self.letters)
        visibility = _text(style, "visibility")
        return Sight(
            size=_font_size(style, self.size),
            letters=letters,
            behind=_background(style, self.behind, letters),
            opacity=self.opacity * _opacity(style),
            visible=self.visible if visibility in {"", "inherit"} else visibility not in {"hidden", "collapse"},
        )

    @property
    def readable(self) -> bool:
        """True if words that stand here can be made out; those of elements within may be where these are not."""
        lost = self.letters.alpha == 0 or (self.behind is not None and _is_lost(self.letters, self.behind))
        return self.visible and self.size >= SMALLEST_FONT and not lost

    def is_gone(self, style: Style) -> bool:
        """True if an element of this style, whose letters look like this, is hidden with all that is in it."""
        judgements = (_is_not_shown, _has_no_room, _is_elsewhere, _is_clipped)
        return self.opacity < LEAST_OPACITY or (bool(style) and any(is_hidden(style) for is_hidden in judgements))


def _is_lost(letters: Colour, behind: Colour) -> bool:
    distances = (abs(one - other) * letters.alpha for one, other in zip(letters[:3], behind[:3], strict=True))
    return letters.alpha < LEAST_OPACITY or all(distance <= _SAME for distance in distances)


def _background(style: Style, around: Colour | None, letters: Colour) -> Colour | None:
    """The colour behind letters; None for several colours or a picture, in which letters do not vanish."""
    said = _text(style, *_BACKGROUNDS)
    found = [one for one in colours(_tokens(style, *_BACKGROUNDS)) if one.alpha > _COVERS]
    found += [letters] * ("currentcolor" in said)
    if found and all(one[:3] == found[0][:3] for one in found):
        return found[0]
    return None if found or "url(" in said else around


def _opacity(style: Style) -> float:
    """The opacity of an element, of 0 to 1."""
    shares = (*_lengths(style, "opacity", of=1), *_arguments(style, "opacity", "filter", "-webkit-filter", of=1))
    return prod(max(0.0, min(1.0, share)) for share in shares)


def _font_size(style: Style, around: float) -> float:
    """The size of letters in pixels, where they are ``around`` pixels in the element around."""
    before_slash = takewhile(lambda part: part != "/", _tokens(style, "font"))
    sizes = [part for part in before_slash if part.type in {"number", "percentage", "dimension"}]
    for token in (*_tokens(style, "font-size"), *sizes[::-1]):
        if token.type == "dimension" and token.lower_unit in _FONT_RELATIVE:
            return around * float(token.value) * _FONT_RELATIVE[token.lower_unit]
        if (size := pixels(token, of=around)) is not None:
            return size
    return around


def _is_not_shown(style: Style) -> bool:
    if _text(style, "display") == "none" or _text(style, "content-visibility") == "hidden":
        return True
    scales = (*_lengths(style, "scale", of=1), *_arguments(style, "scale", *_TRANSFORMS, of=1))
    return any(abs(one) < _SMALLEST_SCALE for one in scales)


def _has_no_room(style: Style) -> bool:
    """True if there is no room for a letter, and what does not fit is cut off."""
    cut = not _CUT_OFF.isdisjoint(_text(style, *_OVERFLOWS).split())
    return cut and any(one <= 1 for one in _lengths(style, *SIDES))


def _is_elsewhere(style: Style) -> bool:
    offsets, indents = _lengths(style, *EDGES), _lengths(style, "text-indent")
    moved = (*_lengths(style, "translate"), *_arguments(style, "translate", *_TRANSFORMS, of=WIDTH))
    placed = _text(style, "position") not in {"static", "inherit", "initial", ""}
    return (
        any(one <= -FAR_AWAY for one in (*offsets, *indents, *_lengths(style, *_MARGINS)))
        or any(abs(one) >= FAR_AWAY for one in moved)
        or any(one >= WIDTH for one in indents)
        or (placed and any(one > WIDTH for one in offsets))
    )


def _is_clipped(style: Style) -> bool:
    """True if the visible area is empty."""
    shapes = (token for token in _tokens(style, "clip", "clip-path", "-webkit-clip-path") if token.type == "function")
    return any(_is_empty(shape.lower_name, lengths(takewhile(_is_size, shape.arguments), of=100)) for shape in shapes)


def _is_empty(shape: str, sizes: list[float]) -> bool:
    if not sizes:
        return False
    top, right, bottom, left = (sizes * 4)[:4] if len(sizes) != 3 else (*sizes, sizes[1])  # noqa: PLR2004
    match shape:
        case "inset":
            return top + bottom >= 100 or left + right >= 100  # noqa: PLR2004  (per cent)
        case "rect":
            return abs(bottom - top) <= 1 or abs(right - left) <= 1
        case "circle" | "ellipse":
            return min(sizes[:2]) <= 0
    return shape == "polygon" and (len(set(sizes[0::2])) == 1 or len(set(sizes[1::2])) == 1)


def _is_size(token: Any) -> bool:
    return token.type != "ident" or token.lower_value not in {"at", "round"}


def _text(style: Style, *names: str) -> str:
    return " ".join(style[name].text for name in names if name in style)


def _tokens(style: Style, *names: str) -> list[Any]:
    return [token for name in names if name in style for token in style[name].tokens]


def _lengths(style: Style, *names: str, of: float = WIDTH) -> list[float]:
    return lengths(_tokens(style, *names), of)


def _arguments(style: Style, prefix: str, *names: str, of: float) -> list[float]:
    """The lengths in the functions, named with a prefix, of some properties."""
    calls = (
        token for token in _tokens(style, *names) if token.type == "function" and token.lower_name.startswith(prefix)
    )
    return [one for call in calls for one in lengths(call.arguments, of)]
