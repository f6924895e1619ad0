"""YAML front matter, parsed with the line of every key, so that an error can say where it is."""

from dataclasses import dataclass
from typing import Any

import yaml

FENCE = "---"
LARGEST_BRIEF = 1_000_000
"""Bytes; a brief is a page or two."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a brief, and the line (from 1) it stands on."""

    line: int
    message: str


@dataclass(frozen=True)
class FrontMatter:
    """The values of a brief's front matter, the line of each, and the Markdown after it."""

    values: dict[str, Any]
    lines: dict[str, int]
    body: str
    problems: tuple[Problem, ...] = ()


def split(text: str) -> FrontMatter:
    """Take a brief apart; never raises: what is wrong is in ``problems``."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != FENCE:
        return FrontMatter({}, {}, text)
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() in {FENCE, "..."}), None)
    if end is None:
        return FrontMatter({}, {}, "", (Problem(1, f"the front matter is not closed; end it with a line of {FENCE!r}"),))
    return _parse("".join(lines[1:end]), "".join(lines[end + 1 :]))


def _parse(head: str, body: str) -> FrontMatter:
    try:
        _refuse_aliases(head)
        node = yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        return FrontMatter({}, {}, body, (Problem(line, f"this is not YAML: {error.problem}"),))
    except yaml.YAMLError as error:
        return FrontMatter({}, {}, body, (Problem(2, f"this is not YAML: {' '.join(str(error).split())}"),))
    if node is None:
        return FrontMatter({}, {}, body)
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter({}, {}, body, (Problem(2, "the front matter has to be 'key: value' lines"),))
    return _read(node, body)


def _refuse_aliases(head: str) -> None:
    """A brief needs no anchors, and a nest of them can grow to gigabytes."""
    for token in yaml.scan(head, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            raise yaml.MarkedYAMLError(problem="anchors and aliases are not supported", problem_mark=token.start_mark)


def _read(node: yaml.MappingNode, body: str) -> FrontMatter:
    loader = yaml.SafeLoader("")
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        try:
            key, value = str(key_node.value), loader.construct_object(value_node, deep=True)
        except (yaml.YAMLError, ValueError) as error:
            problems.append(Problem(line, f"this value cannot be read: {' '.join(str(error).split())}"))
            continue
        if key in values:
            problems.append(Problem(line, f"{key!r} was already given on line {lines[key]}"))
            continue
        values[key], lines[key] = value, line
    return FrontMatter(values, lines, body, tuple(problems))
