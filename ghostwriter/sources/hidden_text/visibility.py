"""Whether a reader can make out the letters in an element, by what holds within it and what it takes over from around it."""

from typing import NamedTuple

from ghostwriter.sources.hidden_text.css.colors import WHITE, Colour, colour, colours, unseen
from ghostwriter.sources.hidden_text.css.declarations import (
    LEAST_OPACITY,
    SMALLEST_FONT,
    Style,
    font_size,
    opacity,
    takes_away,
)

_BLACK = Colour(0, 0, 0)
_COVERS = 0.5
"""How much of what lies behind a colour has to cover, to be what letters stand on."""


class Sight(NamedTuple):
    """What letters in an element look like; ``behind`` is None where it cannot be known what is painted behind them."""

    size: float = 16.0
    letters: Colour = _BLACK
    behind: Colour | None = WHITE
    opacity: float = 1.0
    visible: bool = True
    blank: bool = False

    def within(self, style: Style) -> "Sight":
        """What holds within an element of this style."""
        if not style:
            return self
        word = style.get("-webkit-text-fill-color") or style.get("color", "")
        visibility = style.get("visibility", "")
        blank = "blank" in style.get("font-family", "") or style.get("-webkit-text-security", "none") != "none"
        letters = colour(word) or self.letters
        return Sight(
            size=font_size(style, self.size),
            letters=letters,
            behind=_painted(style, self.behind, letters),
            opacity=self.opacity * opacity(style),
            visible=self.visible if visibility in {"", "inherit"} else visibility not in {"hidden", "collapse"},
            blank=self.blank or blank,
        )

    @property
    def readable(self) -> bool:
        """Whether words that stand here are seen; elements within may be seen where they are not."""
        lost = self.behind is not None and unseen(self.letters, self.behind)
        clear = self.letters.cover == 0
        return self.visible and not self.blank and self.size >= SMALLEST_FONT and not lost and not clear

    def is_gone(self, style: Style) -> bool:
        """Whether an element of this style, in which this holds, is not shown with all that is in it."""
        return takes_away(style) or self.opacity < LEAST_OPACITY


def _painted(style: Style, around: Colour | None, letters: Colour) -> Colour | None:
    """What letters stand on; several colours, or a picture, are not one that letters could vanish in."""
    said = " ".join(style.get(name, "") for name in ("background", "background-color", "background-image")).strip()
    found = [one for one in colours(said) if one.cover > _COVERS] + [letters] * ("currentcolor" in said)
    if found and all(one[:3] == found[0][:3] for one in found):
        return found[0]
    return None if found or "url(" in said else around
