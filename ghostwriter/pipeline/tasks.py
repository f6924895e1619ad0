"""Tasks: one conversation each, with its prompt rendered and the check that its artifact has to pass."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ghostwriter.agents.task import Task
from ghostwriter.article.final import check_draft
from ghostwriter.article.safe_markdown import check_outward
from ghostwriter.brief.brief import Brief
from ghostwriter.pipeline.material import Material
from ghostwriter.pipeline.prompts.render import Prompts
from ghostwriter.schema.artifacts import (
    Claim,
    Compliance,
    Critique,
    Extraction,
    Fact,
    Flag,
    Issue,
    Verdict,
    VerdictBatch,
)
from ghostwriter.schema.base import Artifact
from ghostwriter.schema.source import Source
from ghostwriter.schema.stages import CRITIQUE, DRAFTING, EXTRACTION, REVISION, VERIFICATION, Stage
from ghostwriter.verification.batches import Batch
from ghostwriter.verification.verdicts import validate_batch


class TaskWriter:
    """Writes the tasks of one brief; each method is one stage."""

    def __init__(self, brief: Brief, prompts: Prompts) -> None:
        self._brief = brief
        self._prompts = prompts
        self._style_guide = prompts.style_guide(brief) if brief.style else ""

    def extraction(self, source: Source) -> Task:
        """Read one source."""
        return self._task(EXTRACTION, source.id, Extraction.from_json, [source], source=source)

    def drafting(self, material: Material) -> Task:
        """Write the first draft."""
        check = _is_draft(material.facts, self._brief.length)
        return self._task(DRAFTING, "draft", check, **_shared(material), style_guide=self._style_guide)

    def critique(self, material: Material, draft: str, compliance: Compliance) -> Task:
        """Compare the draft with the brief; what can be counted is in ``compliance``."""
        counted = [requirement.model_dump() for requirement in compliance.requirements]
        return self._task(
            CRITIQUE, "critique", Critique.from_json, **_shared(material), draft=draft, compliance=counted
        )

    def verification(
        self, number: int, batch_number: int, batch: Batch, flags: Mapping[str, Sequence[Flag]] = MappingProxyType({})
    ) -> Task:
        """Check one batch of claims; ``number`` is the round, from 1, ``flags`` what code found in each claim, by its id."""
        return self._task(
            VERIFICATION,
            f"round-{number}/batch-{batch_number}",
            lambda text: validate_batch(VerdictBatch.from_json(text), batch.claims),
            batch.sources,
            sources=batch.sources,
            facts=[_fields(fact, "id", "source", "quote") for fact in batch.facts],
            claims=[_claim_line(claim, flags.get(claim.id, ())) for claim in batch.claims],
        )

    def revision(
        self, number: int, material: Material, draft: str, issues: Sequence[Issue], failing: Iterable[Verdict]
    ) -> Task:
        """Revise draft ``number``; the result is the next one."""
        return self._task(
            REVISION,
            f"draft-{number + 1}",
            _is_draft(material.facts, self._brief.length),
            **_shared(material),
            style_guide=self._style_guide,
            draft=draft,
            issues=[issue.model_dump() for issue in issues],
            failing=[_failing_line(verdict) for verdict in failing],
        )

    def _task(
        self,
        stage: Stage,
        name: str,
        check: Callable[[str], object],
        reads: Sequence[Source] = (),
        **values: Any,
    ) -> Task:
        """The task ``name`` of a stage; ``reads`` are what to split if its prompt is too long, and are named largest first."""
        artifact = f"drafting/{name}.md" if stage in {DRAFTING, REVISION} else f"{stage.name}/{name}.json"
        values |= {"stage": stage.name, "artifact": artifact, "brief": self._brief.for_stage(stage.name)}
        system, shared, user = self._prompts.blocks(stage.name, **values)
        largest_first = sorted(reads, key=lambda source: source.words, reverse=True)
        return Task(
            stage,
            f"{stage.name}/{name}",
            artifact,
            system,
            shared,
            user,
            check,
            self._room_for_answer(stage),
            tuple(f"{source.origin} ({source.words:,} words)" for source in largest_first),
        )

    def _room_for_answer(self, stage: Stage) -> int:
        """Output tokens: an article of n words, its citations and its JSON escapes fit in 4 n."""
        if stage in {DRAFTING, REVISION} and self._brief.length:
            return max(stage.max_output_tokens, 4 * self._brief.length + 2_000)
        return stage.max_output_tokens


def _shared(material: Material) -> dict[str, Any]:
    """The material for all writing stages, in the same words, so that it is read from cache."""
    titles = {source.id: source.title for source in material.sources}
    facts = [
        _fields(fact, "id", "source") | {"title": titles[fact.source]} | _fields(fact, "locator", "statement", "quote")
        for fact in material.facts
    ]
    return {"facts": facts, "disagreements": [one.model_dump() for one in material.disagreements]}


def _claim_line(claim: Claim, flags: Sequence[Flag]) -> dict[str, Any]:
    return _fields(claim, "id", "text", "cites") | ({"flags": [flag.message for flag in flags]} if flags else {})


def _failing_line(verdict: Verdict) -> dict[str, Any]:
    evidence = [_fields(item, "source", "quote") for item in verdict.evidence]
    line = _fields(verdict.claim, "text", "cites") | _fields(verdict, "verdict", "reasoning", "objections")
    nearest = {"nearest": _fields(verdict.nearest, "source", "quote")} if verdict.nearest else {}
    return line | {"evidence": evidence} | nearest


def _fields(artifact: Artifact, *names: str) -> dict[str, Any]:
    return {name: getattr(artifact, name) for name in names}


def _is_draft(facts: Sequence[Fact], asked: int | None) -> Callable[[str], None]:
    ids = {fact.id for fact in facts}

    def check(text: str) -> None:
        check_draft(text, ids, asked)
        check_outward(text, facts)

    return check
