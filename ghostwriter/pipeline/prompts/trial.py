"""Every stage's prompt rendered once with made-up material, before anything is paid for: one's own can hold mistakes."""

import hashlib
from pathlib import Path

from ghostwriter.brief.brief import Brief
from ghostwriter.pipeline.material import Material
from ghostwriter.pipeline.prompts.render import Prompts
from ghostwriter.pipeline.tasks import TaskWriter
from ghostwriter.schema.artifacts import (
    CheckedEvidence,
    Claim,
    Compliance,
    Disagreement,
    Fact,
    Flag,
    Issue,
    Requirement,
    Verdict,
)
from ghostwriter.schema.source import Source
from ghostwriter.verification.batches import Batch

_TEXT = "The dam was finished in 1936. It holds back 240 million cubic metres of water."
_SOURCE = Source(
    id="S1", origin="dam.md", title="The dam", sha256=hashlib.sha256(_TEXT.encode()).hexdigest(), text=_TEXT
)
_FACTS = tuple(
    Fact(
        id=f"S1F{number}", source="S1", statement=quote, quote=quote, start=_TEXT.index(quote),
        end=_TEXT.index(quote) + len(quote), locator="paragraph 1",
    )
    for number, quote in enumerate(("The dam was finished in 1936.", "It holds back 240 million"), start=1)
)  # fmt: skip
_DRAFT = "# The dam\n\nThe dam was finished in 1936. [S1F1]\n"
_CLAIM = Claim(id="C1", text="The dam was finished in 1936.", start=11, end=40, section="", cites=["S1F1"])
_FLAG = Flag(kind="number", start=28, end=32, text="1936", message="1936 is not in the source", hard=False)


def task_writer(brief: Brief, folder: Path | None) -> TaskWriter:
    """Task writer of a brief, with the prompts of a folder after a trial of each, or with the shipped ones.

    Raises:
        ConfigurationError: naming template and line, if a prompt is wrong.
    """
    writer = TaskWriter(brief, Prompts(folder))
    if folder is not None:
        _try_all(writer)
    return writer


def _try_all(writer: TaskWriter) -> None:
    disagreement = Disagreement(id="D1", kind="dates differ", facts=["S1F1", "S1F2"], explanation="1936 or 1937")
    material = Material((_SOURCE,), _FACTS, (disagreement,))
    evidence = CheckedEvidence(source="S1", quote=_FACTS[0].quote, start=0, end=29, locator="paragraph 1")
    verdict = Verdict(
        claim=_CLAIM, verdict="unsupported", model_verdict="supported", evidence=[evidence], rejected=[],
        reasoning="It says so.", objections=["The year is another one."], flags=[_FLAG], nearest=evidence,
    )  # fmt: skip
    issue = Issue(severity="major", where="1936", problem="It is vague.", suggestion="Say the month.")
    asked = Requirement(kind="tone", wanted="warm", status="open", found="for a reader to judge")
    writer.extraction(_SOURCE)
    writer.drafting(material)
    writer.critique(material, _DRAFT, Compliance(requirements=[asked]))
    writer.verification(1, 1, Batch((_CLAIM,), (_SOURCE,), _FACTS), {"C1": [_FLAG]})
    writer.revision(1, material, _DRAFT, [issue], [verdict])
