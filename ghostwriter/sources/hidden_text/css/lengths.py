"""Numbers and lengths of CSS, worked out as far as a file without a browser allows."""

import re
from collections.abc import Callable, Iterator

_NUMBER = re.compile(r"([+-]?(?:\d{1,9}(?:\.\d{0,9})?\d*|\.\d{1,9}\d*)(?:e[+-]?\d{1,2})?)(%|[a-z]{0,4})", re.ASCII)
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 1.33, "pc": 16.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "lh": 20.0, "rlh": 20.0,
    "in": 96.0, "cm": 38.0, "mm": 3.8, "q": 0.95, "vw": 12.8, "vh": 8.0, "vmin": 8.0, "vmax": 12.8, "dvh": 8.0, "svh": 8.0,
    "lvh": 8.0, "dvw": 12.8, "vi": 12.8, "vb": 8.0,
}  # fmt: skip
"""Of letters of 16 pixels in a window of 1280 by 800."""
_LONGEST = 200
"""Characters of a sum that is worked out."""
_TOKEN = re.compile(r"\s*(?:(calc|min|max|clamp)?\(|([+-]?[\d.][\w.%]*)|([-+*/,)]))", re.ASCII)
_CALLS: dict[str, Callable[[list[float]], float]] = {
    "calc": lambda values: values[0],
    "min": min,
    "max": max,
    "clamp": lambda values: max(values[0], min(values[1], values[-1])) if len(values) > 1 else values[0],
}


def number(value: str) -> float | None:
    """A number, whatever its unit, or what a sum comes to; None if it is neither."""
    found = _NUMBER.fullmatch(value.strip())
    return float(found[1]) if found else pixels(value, of=100.0)


def pixels(value: str, *, of: float) -> float | None:
    """A length in pixels, those in per cent of ``of``; None if it is no length, or a sum that cannot be worked out."""
    value = value.strip()
    found = _NUMBER.fullmatch(value)
    if found:
        return _length(found, of)
    if "(" not in value or len(value) > _LONGEST:
        return None
    try:
        return _Sum(value, of).total()
    except (ValueError, ZeroDivisionError, OverflowError, IndexError):
        return None


def _length(found: "re.Match[str]", of: float) -> float | None:
    if found[2] == "%":
        return float(found[1]) * of / 100
    unit = _PIXELS.get(found[2])
    return None if unit is None else float(found[1]) * unit


class _Sum:
    """Works a sum out; as long as it may be, it is not nested too deeply for that."""

    def __init__(self, text: str, of: float) -> None:
        self._tokens = list(_tokens(text))
        self._of = of

    def total(self) -> float:
        """What it comes to; raises ValueError for what is no sum."""
        value = self._sum()
        if self._tokens:
            raise ValueError(self._tokens[0])
        return value

    def _sum(self) -> float:
        value = self._product()
        while self._tokens and self._tokens[0] in {"+", "-"}:
            sign = self._tokens.pop(0)
            value += self._product() * (1 if sign == "+" else -1)
        return value

    def _product(self) -> float:
        value = self._one()
        while self._tokens and self._tokens[0] in {"*", "/"}:
            times = self._tokens.pop(0) == "*"
            other = self._one()
            value = value * other if times else value / other
        return value

    def _one(self) -> float:
        token = self._tokens.pop(0)
        if not token.endswith("("):
            length = pixels(token, of=self._of)
            if length is None:
                raise ValueError(token)
            return length
        values = [self._sum()]
        while self._tokens.pop(0) == ",":
            values.append(self._sum())
        return _CALLS[token[:-1] or "calc"](values)


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise ValueError(text[at:])
        yield found[0].strip()
        at = found.end()
