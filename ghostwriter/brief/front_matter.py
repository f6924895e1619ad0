"""YAML front matter, read with the line of every key, so that an error can say where it is.

Scalars are kept as they are written: YAML would make a truth value of ``no``, 90 of ``1:30`` and 7 of ``007``, and
what a key means is for the brief to say.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from ghostwriter.text.invisible import without_unseen

FENCE = "---"
LARGEST_FRONT_MATTER = 65_536
"""Characters; the parser takes its time, and a page of settings has a few hundred."""
_DEEPEST = 3
"""The mapping, a value of it, and an item of that."""
_NULLS = {"", "~", "null", "Null", "NULL"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_CURES = (
    ("'\\t'", "a tab; indent with spaces"),
    ("mapping values are not allowed", "a text with ': ' in it has to stand in quotes"),
    ("could not find expected ':'", "expected 'key: value'"),
    ("cannot start any token", "a text that begins with this character has to stand in quotes"),
    ("alphabetic or numeric character", "a text that begins with '*' or '&' has to stand in quotes"),
    ("found unexpected end of stream", "a quotation mark is not closed"),
)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a brief, and the line (from 1) it stands on."""

    line: int
    message: str


@dataclass(frozen=True)
class FrontMatter:
    """The values of front matter (text, None, lists, mappings), the line of each, and the Markdown after it."""

    values: dict[str, Any]
    lines: dict[str, int]
    body: str
    problems: tuple[Problem, ...] = ()


def split(text: str) -> FrontMatter:
    r"""Take a brief (with ``\n`` line ends) apart; never raises: what is wrong is in ``problems``."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != FENCE:
        return FrontMatter({}, {}, text)
    end = next((at for at in range(start + 1, len(lines)) if lines[at].rstrip() in {FENCE, "..."}), None)
    if end is None:
        problem = Problem(start + 1, f"the front matter is not closed; end it with a line of {FENCE!r}")
        return FrontMatter({}, {}, "", (problem,))
    reader = _Reader(first_line=start + 2)
    reader.read("\n".join(lines[start + 1 : end]))
    return FrontMatter(reader.values, reader.lines, "\n".join(lines[end + 1 :]), tuple(reader.problems))


class _UnwantedYamlError(Exception):
    """YAML that a brief does not take."""

    def __init__(self, message: str, event: yaml.Event) -> None:
        super().__init__(message)
        self.message = message
        self.line = event.start_mark.line if event.start_mark else 0


class _Loader(yaml.SafeLoader):
    """PyYAML's composer without what a brief has no use for and an attacker has: aliases, tags, depth."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose one node; see ``yaml.composer.Composer``."""
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _UnwantedYamlError("a text that begins with '*' or '&' has to stand in quotes", event)
        if getattr(event, "tag", None):
            raise _UnwantedYamlError("a text that begins with '!' has to stand in quotes", event)
        if self._depth > _DEEPEST:
            raise _UnwantedYamlError("this is nested too deeply", event)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _Reader:
    """Collects values, their lines, and everything that is wrong with them."""

    def __init__(self, first_line: int) -> None:
        self.values: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._first_line = first_line

    def read(self, head: str) -> None:
        """Read the text between the fences."""
        if len(head) > LARGEST_FRONT_MATTER:
            self._note(0, f"the front matter is too large (the limit is {LARGEST_FRONT_MATTER:,} characters)")
            return
        try:
            node = yaml.compose(head, Loader=_Loader)
        except _UnwantedYamlError as error:
            self._note(error.line, error.message)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._note(mark.line if mark else 0, _cure(error.problem or error.context or ""))
        except yaml.reader.ReaderError as error:
            self._note(head.count("\n", 0, error.position), "there is a control character here; remove it")
        except (ValueError, OverflowError):
            self._note(0, "one of the escapes (\\x, \\u, \\U) is not a character")  # PyYAML hands it to chr() unchecked
        else:
            self._top(node)

    def _top(self, node: yaml.Node | None) -> None:
        if isinstance(node, yaml.MappingNode):
            self.values = self._mapping(node, self.lines)
        elif node is not None:
            self._note(node.start_mark.line, "expected 'key: value' lines between the two '---'")

    def _mapping(self, node: yaml.MappingNode, lines: dict[str, int]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self._note(line, "a key has to be a word")
            elif key_node.value in values:
                self._note(line, f"{key_node.value!r} was already given on line {lines[key_node.value]}")
            else:
                values[key_node.value] = self._value(value_node)
                lines[key_node.value] = line + self._first_line
        return values

    def _value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, {})
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item) for item in node.value]
        text = str(node.value)
        if getattr(node, "style", None) is None and text in _NULLS:
            return None
        if _CONTROL.search(text):
            self._note(node.start_mark.line, "there is a control character in this text; remove it")
            return None
        if without_unseen(text)[1]:  # by an escape: what stands here as it is has been removed before
            self._note(node.start_mark.line, "there is a character in this text that no reader sees; remove it")
            return None
        return text.strip()

    def _note(self, line: int, message: str) -> None:
        """``line`` counts from 0, as PyYAML's marks do."""
        self.problems.append(Problem(line + self._first_line, message))


def _cure(problem: str) -> str:
    """PyYAML's words, or better ones where they are known."""
    return next((cure for sign, cure in _CURES if sign in problem), f"this is not YAML: {problem}")
