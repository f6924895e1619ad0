"""A stage's prompt, read back from a request by the marks that the templates put around its parts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ghostwriter.emulator.strict_json import parse_json

_TASK = re.compile(r'<task stage="(?P<stage>[a-z]+)" artifact="(?P<artifact>[^"]+)"/>')
_SOURCE = re.compile(
    r'<source id="(?P<id>S\d+)" title=(?P<title>"(?:[^"\\]|\\.)*") mark="(?P<mark>[0-9a-f]+\|)" fence="(?P<fence>[0-9a-f]+)">\n'
    r"(?P<text>.*?)\n"
    r"</source (?P=fence)>",
    re.DOTALL,
)
_LISTS = ("must_include", "must_avoid", "cites")
_KINDS: Mapping[str, type] = {"length": int, "title": str, "goal": str, "instructions": str, "statement": str}


@dataclass(frozen=True)
class PromptSource:
    """A source as a prompt gives it."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Prompt:
    """One task. Facts, claims, issues and failing verdicts are the JSON objects of the prompt's lines."""

    stage: str
    artifact: str
    brief: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[PromptSource, ...] = ()
    facts: tuple[Mapping[str, Any], ...] = ()
    claims: tuple[Mapping[str, Any], ...] = ()
    issues: tuple[Mapping[str, Any], ...] = ()
    failing: tuple[Mapping[str, Any], ...] = ()
    draft: str = ""


def read_prompt(request: Mapping[str, Any]) -> Prompt | None:
    """The task of a request: the first message that holds a task mark; None if none does."""
    for message in request.get("messages", []):
        text = "\n".join(_text(block) for block in message.get("content", []))
        # Source text may hold marks of its own; what lies within a fence is material, not prompt.
        sources = tuple(
            PromptSource(match["id"], _title(match["title"]), _unmarked(match["text"], match["mark"]))
            for match in _SOURCE.finditer(text)
        )
        outside = _SOURCE.sub("", text)
        task = _TASK.search(outside)
        if task is not None:
            return Prompt(
                stage=task["stage"],
                artifact=task["artifact"],
                brief=_brief(outside),
                sources=sources,
                facts=_lines(outside, "facts", "id", "source", "quote"),
                claims=_lines(outside, "claims", "id", "text"),
                issues=_lines(outside, "issues"),
                failing=_lines(outside, "failing"),
                draft=_section(outside, "draft"),
            )
    return None


def _text(block: Mapping[str, Any]) -> str:
    """A block's text, also where it is marked as what a guardrail is to judge."""
    guarded = (block.get("guardContent") or {}).get("text") or {}
    return str(block.get("text") or guarded.get("text") or "")


def _unmarked(text: str, mark: str) -> str:
    """The lines without the mark that each begins with."""
    return "\n".join(line.removeprefix(f"{mark} ") for line in text.split("\n"))


def _section(text: str, name: str) -> str:
    match = re.search(rf'<{name}(?: fence="([0-9a-f]+)")?>\n(.*?)\n?</{name}(?(1) \1)>', text, re.DOTALL)
    return match[2] if match else ""


def _title(written: str) -> str:
    """The title in a source's mark, in quotes; as it stands where that is no JSON."""
    return str(_read(written) or written)


def _brief(text: str) -> Mapping[str, Any]:
    """The brief's values that have the form of a brief's."""
    value = _read(_section(text, "brief"))
    return {name: one for name, one in value.items() if _fits(name, one)} if isinstance(value, dict) else {}


def _lines(text: str, name: str, *needed: str) -> tuple[Mapping[str, Any], ...]:
    """The objects of a section that hold what is ``needed``; whoever writes marks like ours may put anything between them."""
    found = [_read(line) for line in _section(text, name).splitlines()]
    return tuple(
        one
        for one in found
        if isinstance(one, dict)
        and all(isinstance(one.get(key), str) for key in needed)
        and _fits("cites", one.get("cites", []))
        and _fits("statement", one.get("statement", ""))
    )


def _fits(name: str, value: Any) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, _KINDS.get(name, object))


def _read(text: str) -> Any:
    """The value of a piece of JSON, None where it is none."""
    try:
        return parse_json(text.encode())
    except ValueError:
        return None
