"""The brief: what to write, for whom, from which sources. Markdown, with everything in its front matter optional."""

import hashlib
import os
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ghostwriter.bedrock.knowledge_bases.query import Asked
from ghostwriter.brief import values as brief_values
from ghostwriter.brief.front_matter import FrontMatter, Problem, split
from ghostwriter.brief.source_list import listed_sources
from ghostwriter.errors import BriefError
from ghostwriter.schema.stages import STAGE_NAMES
from ghostwriter.security.safe_read import Missing, Unreadable, decode, read_regular
from ghostwriter.text.invisible import without_unseen
from ghostwriter.text.markdown import first_heading
from ghostwriter.text.suggest import did_you_mean

LARGEST_BRIEF = 200_000
"""Bytes; a brief is a page or two."""
_MOST_PROBLEMS, _LONGEST_PROBLEM = 20, 400
"""How many problems of a brief are told, and in how many characters each."""
_FOR_PROMPTS = ("title", "goal", "audience", "tone", "length", "language", "structure", "must_include", "must_avoid")
_FOR_EXTRACTION = ("title", "goal", "language", "must_include")


class Brief(BaseModel):
    """One brief. ``length`` is in words; ``length_range`` is the range of which it is the middle, where one was given.

    ``structure`` are the headings that the article's sections are to have, in order.

    ``sources`` are paths, globs or folders relative to ``base``, and what is asked on Bedrock.

    ``allowed`` are files and folders outside of ``base``, by their real paths, that a person lets the brief read.

    ``text`` is the brief as it was read, and ``path`` where, or None for standard input. ``taken_out`` counts, by its kind,
    what no reader of it sees, and no model is told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    audience: str = ""
    goal: str = ""
    tone: str = ""
    length: int | None = None
    length_range: tuple[int, int] | None = None
    language: str = "English"
    style: str = ""
    sources: tuple[str | Asked, ...] = ()
    structure: tuple[str, ...] = ()
    must_include: tuple[str, ...] = ()
    must_avoid: tuple[str, ...] = ()
    models: dict[str, str] = Field(default_factory=dict)
    threshold: float | None = None
    body: str = ""
    base: Path = Path()
    allowed: tuple[Path, ...] = ()
    path: Path | None = None
    text: str = ""
    taken_out: dict[str, int] = Field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The digest of the brief as it was read, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def allowing(self, paths: Iterable[Path]) -> "Brief":
        """The same brief, which may also read these files, and what lies in these folders."""
        real = (Path(os.path.realpath(path)) for path in paths)
        return self.model_copy(update={"allowed": tuple(dict.fromkeys([*self.allowed, *real]))})

    def may_read(self, real: Path) -> bool:
        """Check that a real path lies in the brief's own folder, or in what is allowed outside of it."""
        return any(real.is_relative_to(root) for root in (Path(os.path.realpath(self.base)), *self.allowed))

    def for_stage(self, stage: str) -> dict[str, Any]:
        """Values for a stage's prompt; extraction gets only those that can make a fact matter."""
        names = _FOR_EXTRACTION if stage == "extraction" else _FOR_PROMPTS
        told = {name: getattr(self, name) for name in names} | {"instructions": self.body.strip()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items() if value}

    @field_validator("title", "audience", "goal", "tone", "language", "style", mode="before")
    @classmethod
    def _text(cls, value: Any) -> str:
        return brief_values.text(value)

    @field_validator("length", mode="before")
    @classmethod
    def _length(cls, value: Any) -> int | None:
        return brief_values.length_in_words(value)

    @field_validator("sources", mode="before")
    @classmethod
    def _sources(cls, value: Any) -> tuple[str | Asked, ...]:
        return brief_values.sources(value)

    @field_validator("structure", "must_include", "must_avoid", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> tuple[str, ...]:
        return brief_values.texts(value)

    @field_validator("models", mode="before")
    @classmethod
    def _models(cls, value: Any) -> dict[str, str]:
        models = dict.fromkeys(STAGE_NAMES, value) if isinstance(value, str) else value
        if not isinstance(models, dict) or not all(isinstance(model, str) and model for model in models.values()):
            raise ValueError("expected a model, or one for each stage, such as {drafting: opus}")
        for stage in models:
            if stage not in STAGE_NAMES:
                raise ValueError(f"there is no stage {stage!r}; {did_you_mean(stage, STAGE_NAMES)}")
        return models

    @field_validator("threshold", mode="before")
    @classmethod
    def _threshold(cls, value: Any) -> float | None:
        return brief_values.share(value)


_NOT_IN_FRONT_MATTER = {"length_range", "body", "base", "allowed", "path", "text", "taken_out"}
KEYS = tuple(name for name in Brief.model_fields if name not in _NOT_IN_FRONT_MATTER)
"""What front matter may say; what the brief may read is for nobody to say who wrote it."""


def load_brief(path: Path) -> Brief:
    """Read a brief from a file.

    Raises:
        BriefError: one line for each problem, with file, line and the nearest known key.
    """
    try:
        data = read_regular(path, LARGEST_BRIEF, only_name=True)
    except Unreadable as error:
        cure = f"; `ghostwriter new {path}` writes one to start from" if isinstance(error, Missing) else ""
        raise BriefError(f"{path}: {error}{cure}.") from error
    return read_brief(data, path.parent, str(path)).model_copy(update={"path": path})


def read_brief(text: str | bytes, base: Path, name: str) -> Brief:
    """Read a brief from its text; ``base`` is where its sources are looked for, ``name`` what errors call it.

    Raises:
        BriefError: one line for each problem.
    """
    text = _decoded(text, name)
    if not text.strip():
        raise BriefError(f"{name}: the brief is empty; say in a sentence or two what to write.")
    seen, taken_out = without_unseen(text)
    head = split(text if "control characters" in taken_out else seen)  # which are refused, by their line
    problems = [*head.problems, *_unknown(head)]
    brief = Brief()
    given = {key: value for key, value in head.values.items() if key in KEYS and value is not None}
    try:
        brief = Brief(
            **given, body=without_unseen(head.body)[0].strip("\n"), base=base, text=text, taken_out=dict(taken_out)
        )
    except ValidationError as error:
        problems += _wrong(error, head)
    if problems:
        ordered = sorted(problems, key=lambda problem: problem.line)
        lines = [f"{name}:{problem.line}: {problem.message}"[:_LONGEST_PROBLEM] for problem in ordered[:_MOST_PROBLEMS]]
        more = [f"{name}: and {len(ordered) - len(lines)} more"] if len(ordered) > len(lines) else []
        raise BriefError("\n".join(lines + more))
    found = {
        "title": brief.title or first_heading(brief.body, deepest=1),
        "length_range": brief_values.word_range(given.get("length")),
        "sources": brief.sources or _unnamed_sources(brief),
    }
    return brief.model_copy(update=found)


def _decoded(text: str | bytes, name: str) -> str:
    r"""Text with ``\n`` line ends; standard input can bring undecodable bytes along as surrogates."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > LARGEST_BRIEF:
        raise BriefError(f"{name}: is too large (the limit is {LARGEST_BRIEF:,} bytes); put material into sources.")
    try:
        decoded = decode(data)
    except Unreadable as error:
        raise BriefError(f"{name}: {error}.") from error
    if "\0" in decoded:
        raise BriefError(f"{name}: is a binary file; a brief is Markdown.")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def _unknown(head: FrontMatter) -> list[Problem]:
    unknown = [key for key in head.values if key not in KEYS]
    # A hint is only looked for where it will be told: it takes its time.
    hints = [f"; {did_you_mean(key, KEYS)}" for key in unknown[: _MOST_PROBLEMS + 1]]
    return [
        Problem(head.lines[key], f"unknown key {key[:_LONGEST_PROBLEM]!r}{hint}")
        for key, hint in zip_longest(unknown, hints, fillvalue="")
    ]


def _wrong(error: ValidationError, head: FrontMatter) -> list[Problem]:
    found: dict[str, Problem] = {}
    for problem in error.errors(include_url=False):
        key = str(problem["loc"][0])
        message = problem["msg"].removeprefix("Value error, ")
        found.setdefault(key, Problem(head.lines.get(key, 1), f"{key}: {message}"))
    return list(found.values())


def _unnamed_sources(brief: Brief) -> tuple[str, ...]:
    """Those that the body lists under ``## Sources``, else the folder ``sources`` beside the brief."""
    return listed_sources(brief.body) or (("sources",) if (brief.base / "sources").is_dir() else ())
