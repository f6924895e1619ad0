"""Judge by their styles whether a reader can see elements and make out the letters in them.

Only what elements and the page's own style sheets declare counts. What needs a browser to know (scripts, animations, what is
painted over what, style sheets from elsewhere) does not.
"""

from collections.abc import Iterable
from itertools import takewhile
from typing import Any, NamedTuple

from ghostwriter.sources.hidden_text.css import WIDTH, Style, Value
from ghostwriter.sources.hidden_text.css_values import EDGES, SIDES, Colour, colour, colours, lengths, pixels

FAR_AWAY = 500
"""Pixels beyond an edge from which nothing is seen."""
SMALLEST_FONT = 2.0
"""Pixels; nobody reads smaller letters."""
LEAST_OPACITY = 0.1
_SMALLEST_SCALE = 0.1
_SAME = 20
"""Steps of 255 in which nobody tells two colours apart who is not told to look."""
_COVERS = 0.5
"""Opacity from which a colour is what letters stand on."""
_FONT_RELATIVE = {"em": 1.0, "ex": 0.5, "ch": 0.5}
_MARGINS = ("margin", "margin-left", "margin-top", "margin-right", "margin-inline-start", "margin-block-start")
_OVERFLOWS = ("overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline")
_CLIPS = ("clip", "clip-path", "-webkit-clip-path")
_NOTHING = Value()


class Sight(NamedTuple):
    """What letters in an element look like; ``behind`` is None where it is unknown what is painted behind them."""

    size: float = 16.0
    letters: Colour = Colour(0, 0, 0)
    behind: Colour | None = Colour(255, 255, 255)
    opacity: float = 1.0
    visible: bool = True

    def within(self, style: Style) -> "Sight":
        """What letters look like in a child element of this style."""
        if not style:
            return self
        painted = style.get("-webkit-text-fill-color") or style.get("color", _NOTHING)
        letters = next(filter(None, map(colour, painted.tokens)), self.letters)
        visibility = style.get("visibility", _NOTHING).text
        return Sight(
            size=_font_size(style, self.size),
            letters=letters,
            behind=_background(style, self.behind, letters),
            opacity=self.opacity * _opacity(style),
            visible=self.visible if visibility in {"", "inherit"} else visibility not in {"hidden", "collapse"},
        )

    @property
    def readable(self) -> bool:
        """Whether words that stand here are seen; elements within may be seen where they are not."""
        lost = self.letters.alpha == 0 or (self.behind is not None and _is_lost(self.letters, self.behind))
        return self.visible and self.size >= SMALLEST_FONT and not lost

    def is_gone(self, style: Style) -> bool:
        """Whether an element of this style, in which this holds, is not shown with all that is in it."""
        if self.opacity < LEAST_OPACITY:
            return True
        return bool(style) and (
            _is_not_shown(style) or _has_no_room(style) or _is_elsewhere(style) or _is_clipped(style)
        )


def _is_lost(letters: Colour, behind: Colour) -> bool:
    """Whether letters of this colour cannot be told from what is behind them."""
    distances = (abs(one - other) * letters.alpha for one, other in zip(letters[:3], behind[:3], strict=True))
    return letters.alpha < LEAST_OPACITY or all(distance <= _SAME for distance in distances)


def _background(style: Style, around: Colour | None, letters: Colour) -> Colour | None:
    """What letters stand on; several colours, or a picture, are not one that letters could vanish in."""
    said = [style.get(name, _NOTHING) for name in ("background", "background-color", "background-image")]
    found = [one for value in said for one in colours(value.tokens) if one.alpha > _COVERS]
    found += [letters for value in said if "currentcolor" in value.text]
    if found and all(one[:3] == found[0][:3] for one in found):
        return found[0]
    return None if found or any("url(" in value.text for value in said) else around


def _opacity(style: Style) -> float:
    """The opacity of an element, of 0 to 1."""
    values = [*style.get("opacity", _NOTHING).tokens[:1]]
    values += [one for call in _calls(style, ("filter", "-webkit-filter"), "opacity") for one in call.arguments]
    share = 1.0
    for one in lengths(values, of=1.0):
        share *= max(0.0, min(1.0, one))
    return share


def _font_size(style: Style, around: float) -> float:
    """The size of letters in pixels, where they are ``around`` pixels in the element around."""
    font = style.get("font", _NOTHING).tokens
    before_slash = takewhile(lambda part: part != "/", font)
    sizes = [part for part in before_slash if part.type in {"number", "percentage", "dimension"}]
    for token in [*style.get("font-size", _NOTHING).tokens[:1], *sizes[::-1]]:
        if token.type == "dimension" and token.lower_unit in _FONT_RELATIVE:
            return around * float(token.value) * _FONT_RELATIVE[token.lower_unit]
        if (size := pixels(token, of=around)) is not None:
            return size
    return around


def _is_not_shown(style: Style) -> bool:
    return (
        style.get("display", _NOTHING).text == "none"
        or style.get("content-visibility", _NOTHING).text == "hidden"
        or any(abs(one) < _SMALLEST_SCALE for one in lengths(style.get("scale", _NOTHING).tokens, of=1.0))
        or any(
            abs(one) < _SMALLEST_SCALE
            for call in _calls(style, ("transform", "-webkit-transform"), "scale")
            for one in lengths(call.arguments, of=1.0)
        )
    )


def _has_no_room(style: Style) -> bool:
    """Whether there is no room for a letter, and what does not fit is cut off."""
    cut = {word for name in _OVERFLOWS for word in style.get(name, _NOTHING).text.split()} & {
        "hidden",
        "clip",
        "auto",
        "scroll",
    }
    return bool(cut) and any(one <= 1 for one in _lengths(style, SIDES))


def _is_elsewhere(style: Style) -> bool:
    offsets, indents = _lengths(style, EDGES), _lengths(style, ("text-indent",))
    moved = [
        one
        for call in _calls(style, ("transform", "-webkit-transform"), "translate")
        for one in lengths(call.arguments, WIDTH)
    ]
    moved += _lengths(style, ("translate",))
    placed = style.get("position", _NOTHING).text not in {"static", "inherit", "initial", ""}
    return (
        any(one <= -FAR_AWAY for one in (*offsets, *indents, *_lengths(style, _MARGINS)))
        or any(abs(one) >= FAR_AWAY for one in moved)
        or any(one >= WIDTH for one in indents)
        or (placed and any(one > WIDTH for one in offsets))
    )


def _is_clipped(style: Style) -> bool:
    """Whether the visible area has no inside; of a shape only whether it can have a size."""
    for call in _calls(style, _CLIPS, ""):
        size = takewhile(
            lambda token: token.type != "ident" or token.lower_value not in {"at", "round"}, call.arguments
        )
        sizes = lengths(size, of=100)
        if not sizes:
            continue
        top, right, bottom, left = (sizes * 4)[:4] if len(sizes) != 3 else (*sizes, sizes[1])  # noqa: PLR2004
        match call.lower_name:
            case "inset" if top + bottom >= 100 or left + right >= 100:  # noqa: PLR2004  (per cent)
                return True
            case "rect" if abs(bottom - top) <= 1 or abs(right - left) <= 1:
                return True
            case "circle" | "ellipse" if min(sizes[:2]) <= 0:
                return True
            case "polygon" if len(set(sizes[0::2])) == 1 or len(set(sizes[1::2])) == 1:
                return True
    return False


def _calls(style: Style, properties: Iterable[str], prefix: str) -> list[Any]:
    """The functions in the values of some properties whose names begin with a prefix."""
    tokens = (token for name in properties for token in style.get(name, _NOTHING).tokens)
    return [token for token in tokens if token.type == "function" and token.lower_name.startswith(prefix)]


def _lengths(style: Style, properties: Iterable[str]) -> list[float]:
    return [one for name in properties for one in lengths(style.get(name, _NOTHING).tokens, of=WIDTH)]
