"""Tasks: one conversation each, with its prompt rendered and the check that its artifact has to pass.

Everything a conversation depends on is in its task, so that the task's key says whether it has to be held again.
"""

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
        return self._task(
            EXTRACTION,
            f"extraction/{source.id}",
            f"extraction/{source.id}.json",
            _parses_as(Extraction),
            _by_size([source]),
            source=source,
        )

    def drafting(self, material: Material) -> Task:
        """Write the first draft."""
        return self._task(
            DRAFTING,
            "drafting/draft",
            "drafting/draft.md",
            _is_draft(material.facts, self._brief.length),
            **_shared(material),
            style_guide=self._style_guide,
        )

    def critique(self, material: Material, draft: str, compliance: Compliance) -> Task:
        """Hold the draft against the brief; what could be counted has been."""
        return self._task(
            CRITIQUE,
            "critique/critique",
            "critique/critique.json",
            _parses_as(Critique),
            **_shared(material),
            draft=draft,
            compliance=[requirement.model_dump() for requirement in compliance.requirements],
        )

    def verification(
        self, number: int, batch_number: int, batch: Batch, flags: Mapping[str, Sequence[Flag]] = MappingProxyType({})
    ) -> Task:
        """Check one batch of claims; ``number`` is the round, from 1, ``flags`` what code found in each claim, by its id."""
        name = f"verification/round-{number}/batch-{batch_number}"
        return self._task(
            VERIFICATION,
            name,
            f"{name}.json",
            _answers(batch),
            _by_size(batch.sources),
            sources=batch.sources,
            facts=[{"id": fact.id, "source": fact.source, "quote": fact.quote} for fact in batch.facts],
            claims=[_claim_line(claim, flags.get(claim.id, ())) for claim in batch.claims],
        )

    def revision(
        self, number: int, material: Material, draft: str, issues: Sequence[Issue], failing: Iterable[Verdict]
    ) -> Task:
        """Revise draft ``number``; the result is the next one."""
        return self._task(
            REVISION,
            f"revision/draft-{number + 1}",
            f"drafting/draft-{number + 1}.md",
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
        artifact: str,
        check: Callable[[str], None],
        reads: tuple[str, ...] = (),
        **values: Any,
    ) -> Task:
        values |= {"stage": stage.name, "artifact": artifact, "brief": self._brief.for_stage(stage.name)}
        system, shared, user = self._prompts.blocks(stage.name, **values)
        return Task(stage, name, artifact, system, shared, user, check, self._room_for_answer(stage), reads)

    def _room_for_answer(self, stage: Stage) -> int:
        """Output tokens: an article of n words, its citations and its JSON escapes fit in 4 n."""
        if stage in {DRAFTING, REVISION} and self._brief.length:
            return max(stage.max_output_tokens, 4 * self._brief.length + 2_000)
        return stage.max_output_tokens


def _shared(material: Material) -> dict[str, Any]:
    """Material in the same words for all writing stages, so that it is read from cache."""
    titles = {source.id: source.title for source in material.sources}
    facts = [
        {
            "id": fact.id,
            "source": fact.source,
            "title": titles[fact.source],
            "locator": fact.locator,
            "statement": fact.statement,
            "quote": fact.quote,
        }
        for fact in material.facts
    ]
    return {"facts": facts, "disagreements": [one.model_dump() for one in material.disagreements]}


def _by_size(sources: Iterable[Source]) -> tuple[str, ...]:
    """Sources of a prompt, largest first: those to split when it is too long."""
    ordered = sorted(sources, key=lambda source: source.words, reverse=True)
    return tuple(f"{source.origin} ({source.words:,} words)" for source in ordered)


def _claim_line(claim: Claim, flags: Sequence[Flag]) -> dict[str, Any]:
    line = {"id": claim.id, "text": claim.text, "cites": claim.cites}
    return line | ({"flags": [flag.message for flag in flags]} if flags else {})


def _failing_line(verdict: Verdict) -> dict[str, Any]:
    return {
        "text": verdict.claim.text,
        "cites": verdict.claim.cites,
        "verdict": verdict.verdict,
        "reasoning": verdict.reasoning,
        "objections": verdict.objections,
        "evidence": [{"source": item.source, "quote": item.quote} for item in verdict.evidence],
    } | ({"nearest": {"source": near.source, "quote": near.quote}} if (near := verdict.nearest) else {})


def _parses_as(artifact: type[Artifact]) -> Callable[[str], None]:
    def check(text: str) -> None:
        artifact.from_json(text)

    return check


def _is_draft(facts: Sequence[Fact], asked: int | None) -> Callable[[str], None]:
    ids = {fact.id for fact in facts}

    def check(text: str) -> None:
        check_draft(text, ids, asked)
        check_outward(text, facts)

    return check


def _answers(batch: Batch) -> Callable[[str], None]:
    def check(text: str) -> None:
        validate_batch(VerdictBatch.from_json(text), batch.claims)

    return check
