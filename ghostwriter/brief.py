"""The brief: what to write, for whom, and from which sources. Markdown, with everything in its front matter optional."""

import difflib
import hashlib
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ghostwriter.errors import BriefError
from ghostwriter.front_matter import LARGEST_BRIEF, FrontMatter, Problem, split
from ghostwriter.stages import STAGE_NAMES

_HEADING = re.compile(r"^#\s+(.+?)\s*#*$", re.MULTILINE)
_SOURCES_SECTION = re.compile(r"^##\s+Sources\s*$(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_LIST_ITEM = re.compile(r"^\s*[-*]\s+(?:\[[^\]]*\]\(([^)]+)\)|(\S.*?))\s*$", re.MULTILINE)
_FOR_PROMPTS = ("title", "goal", "audience", "tone", "length", "language", "must_include", "must_avoid")
_FOR_EXTRACTION = ("title", "goal", "language", "must_include")


class Brief(BaseModel):
    """One brief. ``length`` is in words; ``sources`` are paths, globs or folders relative to ``base``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    audience: str = ""
    goal: str = ""
    tone: str = ""
    length: int | None = Field(default=None, ge=50, le=20_000)
    language: str = "English"
    style: str = ""
    sources: tuple[str, ...] = ()
    must_include: tuple[str, ...] = ()
    must_avoid: tuple[str, ...] = ()
    models: dict[str, str] = Field(default_factory=dict)
    threshold: float | None = Field(default=None, ge=0, le=1)
    body: str = ""
    base: Path = Path()
    text: str = ""

    @property
    def sha256(self) -> str:
        """The digest of the brief as it was read, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def for_stage(self, stage: str) -> dict[str, Any]:
        """What a stage's prompt is told; extraction hears only what could make a fact matter."""
        names = _FOR_EXTRACTION if stage == "extraction" else _FOR_PROMPTS
        told = {name: getattr(self, name) for name in names} | {"instructions": self.body.strip()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items() if value}

    @field_validator("title", "audience", "goal", "tone", "language", "style", mode="before")
    @classmethod
    def _words(cls, value: Any) -> Any:
        """``title: 1984`` is a title; ``tone: yes`` is a slip, since YAML has made it a truth value."""
        if isinstance(value, bool) or value is None:
            raise ValueError("expected text; put it in quotes")
        return value if isinstance(value, str | list | dict) else str(value)

    @field_validator("length", mode="before")
    @classmethod
    def _number_of_words(cls, value: Any) -> Any:
        if isinstance(value, str) and (match := re.fullmatch(r"(?:about |ca\.? ?)?(\d[\d,]*)(?: words)?", value.strip())):
            return int(match[1].replace(",", ""))
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"expected a number of words, such as 800, got {value!r}")
        return value

    @field_validator("sources", "must_include", "must_avoid", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
            raise ValueError("expected text, or a list of texts")
        return tuple(item.strip() for item in items if item.strip())

    @field_validator("models", mode="before")
    @classmethod
    def _by_stage(cls, value: Any) -> Any:
        if isinstance(value, str):
            return dict.fromkeys(STAGE_NAMES, value)
        if not isinstance(value, dict) or not all(isinstance(model, str) for model in value.values()):
            raise ValueError("expected a model, or one for each stage, such as {drafting: opus}")
        for stage in value:
            if stage not in STAGE_NAMES:
                raise ValueError(f"there is no stage {stage!r}{_nearest(str(stage), STAGE_NAMES)}")
        return value

    @field_validator("threshold", mode="before")
    @classmethod
    def _share(cls, value: Any) -> Any:
        if isinstance(value, str) and (match := re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", value.strip())):
            return float(match[1]) / 100
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"expected a share such as 0.9 or 90%, got {value!r}")
        return value


KEYS = tuple(name for name in Brief.model_fields if name not in {"body", "base", "text"})
"""What front matter may say."""


def load_brief(path: Path) -> Brief:
    """Read a brief from a file.

    Raises:
        BriefError: one line for each problem, with file, line and the nearest known key.
    """
    try:
        if path.exists() and not path.is_file():
            raise BriefError(f"{path}: a brief is a Markdown file; this is not a file.")
        if path.stat().st_size > LARGEST_BRIEF:
            raise BriefError(f"{path}: a brief of more than {LARGEST_BRIEF:,} bytes is not a brief; put material into sources.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise BriefError(f"{path}: no such file; `ghostwriter new {path}` writes one to start from.") from error
    except OSError as error:
        raise BriefError(f"{path}: cannot be read: {error.strerror}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    return read_brief(text, path.parent, str(path))


def read_brief(text: str, base: Path, name: str) -> Brief:
    """Read a brief from its text; ``base`` is where its sources are looked for, ``name`` what errors call it.

    Raises:
        BriefError: one line for each problem.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BriefError(f"{name}: the brief is empty; say in a sentence or two what to write.")
    head = split(text)
    known = {key: value for key, value in head.values.items() if key in KEYS}
    problems = [*head.problems, *_unknown(head)]
    try:
        brief = Brief(**known, body=head.body.strip(), base=base, text=text)
    except ValidationError as error:
        problems += _wrong(error, head)
        brief = Brief()
    if problems:
        ordered = sorted(problems, key=lambda problem: problem.line)
        raise BriefError("\n".join(f"{name}:{problem.line}: {problem.message}" for problem in ordered))
    return brief.model_copy(update={"title": brief.title or _first_heading(brief.body), "sources": _sources(brief)})


def _unknown(head: FrontMatter) -> list[Problem]:
    return [
        Problem(head.lines[key], f"unknown key {key!r}{_nearest(key, KEYS)}") for key in head.values if key not in KEYS
    ]


def _wrong(error: ValidationError, head: FrontMatter) -> list[Problem]:
    found: dict[str, Problem] = {}
    for problem in error.errors(include_url=False):
        key = str(problem["loc"][0])
        message = problem["msg"].removeprefix("Value error, ")
        found.setdefault(key, Problem(head.lines.get(key, 1), f"{key}: {message}"))
    return list(found.values())


def _nearest(word: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"


def _first_heading(body: str) -> str:
    match = _HEADING.search(body)
    return match[1] if match else ""


def _sources(brief: Brief) -> tuple[str, ...]:
    """Those of the front matter, else those listed under ``## Sources``, else the folder ``sources`` beside the brief."""
    if brief.sources:
        return brief.sources
    section = _SOURCES_SECTION.search(brief.body)
    if section:
        return tuple(link or plain for link, plain in _LIST_ITEM.findall(section[1]))
    return ("sources",) if (brief.base / "sources").is_dir() else ()
