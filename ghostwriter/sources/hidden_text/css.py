"""CSS syntax, read by tinycss2: declarations, the rules of style sheets that apply on a screen, and variables."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

import tinycss2
from tinycss2.ast import FunctionBlock

from ghostwriter.sources.hidden_text.css_values import is_valid

type Tokens = list[Any]
"""Component values of tinycss2."""


@dataclass(frozen=True)
class Value:
    """A property's value: as text in lower case, and its tokens without white space and comments."""

    text: str = ""
    tokens: tuple[Any, ...] = ()


type Style = dict[str, Value]
"""Declarations by property in lower case; those marked as important have a ``!`` before the property's name."""

WIDTH = 1280
"""Pixels of the window that a page is assumed to be read in."""
_WINDOW = {"width": WIDTH, "height": 800}
_MOST_TOKENS = 200
_DEEPEST = 10
"""Brackets within brackets in a value or a selector, and rules within rules."""
_LONGEST_SELECTOR = 2_000
_VARIABLE_ROUNDS = 5
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_FEATURE = re.compile(r"(min|max)-(width|height)\s*:\s*(\d{1,9}(?:\.\d{1,9})?)\s*(px|r?em)", re.ASCII)
_OTHER_DEVICES = re.compile(r"\b(?:print|speech|aural|braille|tty|dark|reduce|portrait|coarse)\b|:\s*(?:none|active)\b")
_ALTERNATIVES = re.compile(r",|\bor\b")
_CONDITIONAL = frozenset({"media", "supports", "layer", "container", "scope", "document", "-moz-document"})
_LEGACY_HEX = re.compile(r"[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
_PRESENTATIONAL = (("color", "color"), ("text", "color"), ("bgcolor", "background-color"))


class Rule(NamedTuple):
    """One selector list and its declarations; rules in a cascade layer yield to all others."""

    selector: str
    style: Style
    layered: bool = False


@lru_cache
def declarations(style: str) -> Style:
    """Read an inline style; of a property given twice, the last value that a browser accepts holds."""
    return _declared(tinycss2.parse_blocks_contents(style))


def element_style(sheets: Style, attribute: Callable[[str], str | None], variables: Mapping[str, Value]) -> Style:
    """Cascade an element's presentational attributes, what style sheets declare for it, and its own style."""
    given = ((name, (attribute(one) or "").partition(";")[0].strip()) for one, name in _PRESENTATIONAL)
    hints = (f"{name}:{'#' * bool(_LEGACY_HEX.fullmatch(text))}{text}" for name, text in given if text)
    style = declarations(";".join(hints)) | sheets
    if own := attribute("style"):
        style |= declarations(own)
    plain = {name: value for name, value in style.items() if name[0] != "!"}
    plain |= {name[1:]: value for name, value in style.items() if name[0] == "!"}
    return {name: _resolved(value, variables) if "var(" in value.text else value for name, value in plain.items()}


def variables(style: Style) -> dict[str, Value]:
    """The custom properties among some declarations."""
    return {plain: value for name, value in style.items() if (plain := name.lstrip("!")).startswith("--")}


def rules(sheet: str) -> Iterator[Rule]:
    """The rules of a sheet in their order."""
    nodes = tinycss2.parse_stylesheet(_CDATA.sub("", sheet), skip_comments=True, skip_whitespace=True)
    return _rules(nodes, "", layered=False, depth=0)


def holds_on_a_screen(media: str) -> bool:
    """True if a media query holds on a screen of ordinary size."""
    return any(_query_holds(query) for query in _ALTERNATIVES.split(media.lower()))


def _query_holds(query: str) -> bool:
    negations = len(list(takewhile(lambda word: word == "not", query.split())))
    holds = not _OTHER_DEVICES.search(query)
    for bound, side, number, unit in _FEATURE.findall(query):
        asked = float(number) * (1 if unit == "px" else 16)
        holds &= asked <= _WINDOW[side] if bound == "min" else asked >= _WINDOW[side]
    return holds != bool(negations % 2)


def _rules(nodes: Tokens, outer: str, *, layered: bool, depth: int) -> Iterator[Rule]:
    """The rules in a sheet or a block; ``outer`` is the selector of the rule around them."""
    if depth > _DEEPEST:
        return
    if outer:
        yield Rule(outer, _declared(nodes), layered)
    for node in nodes:
        if node.type == "qualified-rule" and (selector := _selector(node.prelude, outer)):
            yield from _rules(_contents(node), selector, layered=layered, depth=depth + 1)
        elif node.type == "at-rule" and node.content is not None and _applies(node):
            in_layer = layered or node.lower_at_keyword == "layer"
            yield from _rules(_contents(node), outer, layered=in_layer, depth=depth + 1)


def _contents(node: Any) -> Tokens:
    found: Tokens = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    return found


def _applies(node: Any) -> bool:
    if node.lower_at_keyword not in _CONDITIONAL or not _is_shallow(node.prelude):
        return False
    condition = tinycss2.serialize(node.prelude)
    return holds_on_a_screen(condition) if node.lower_at_keyword == "media" else "not " not in condition


def _selector(prelude: Tokens, outer: str) -> str:
    """The selector of a rule within another; empty for one that is too long or too deep to be meant."""
    own = tinycss2.serialize(prelude).strip() if _is_shallow(prelude) else ""
    if own and outer:
        scoped = f":is({outer})"
        below = own if own.startswith((">", "+", "~")) else f":is({own})"
        own = own.replace("&", scoped) if "&" in own else f"{scoped} {below}"
    return own if len(own) <= _LONGEST_SELECTOR else ""


def _declared(nodes: Iterable[Any]) -> Style:
    style: Style = {}
    for node in nodes:
        if node.type == "declaration" and len(node.value) <= _MOST_TOKENS and _is_shallow(node.value):
            value = _value(node.value)
            if is_valid(node.lower_name, value.text, value.tokens):
                style[f"!{node.lower_name}" if node.important else node.lower_name] = value
    return style


def _value(tokens: Iterable[Any]) -> Value:
    kept = tuple(token for token in tokens if token.type not in {"whitespace", "comment"})
    return Value(" ".join(token.serialize() for token in kept).lower(), kept)


def _is_shallow(tokens: Iterable[Any], deepest: int = _DEEPEST) -> bool:
    """True if brackets are nested so little that code that reads them may be recursive."""
    inside = (getattr(token, "arguments", None) or getattr(token, "content", None) for token in tokens)
    return deepest > 0 and all(_is_shallow(one, deepest - 1) for one in inside if one)


def _resolved(value: Value, variables: Mapping[str, Value]) -> Value:
    for _ in range(_VARIABLE_ROUNDS):
        tokens = _substituted(value.tokens, variables)[:_MOST_TOKENS]
        if not _is_shallow(tokens):
            return Value()
        value = _value(tokens)
        if "var(" not in value.text:
            break
    return value


def _substituted(tokens: Iterable[Any], variables: Mapping[str, Value]) -> Tokens:
    done: Tokens = []
    for token in tokens:
        if token.type != "function":
            done.append(token)
        elif token.lower_name != "var":
            inside = _substituted(token.arguments, variables)
            done.append(FunctionBlock(token.source_line, token.source_column, token.name, inside))
        elif name := next((one.value.lower() for one in token.arguments if one.type == "ident"), ""):
            comma = next((at for at, one in enumerate(token.arguments) if one == ","), len(token.arguments))
            done += variables[name].tokens if name in variables else token.arguments[comma + 1 :]
    return done
