"""The artifacts of the stages.

A model writes ``Extraction``, ``Critique`` and ``VerdictBatch``; code builds the others of what was verified in them.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ghostwriter.schema.base import Artifact
from ghostwriter.schema.source import SourceId
from ghostwriter.text.invisible import seen

type Severity = Literal["blocker", "major", "minor"]
type VerdictKind = Literal["supported", "contradicted", "unsupported", "opinion"]
type DisagreementKind = Literal["figures differ", "dates differ", "names differ", "one denies it", "taken back"]

type DraftFile = Annotated[str, Field(pattern=r"^drafting/draft(-[0-9]{1,6})?\.md$")]
"""``drafting/draft.md`` is the first, ``drafting/draft-2.md`` the first revision."""
type ModelText = Annotated[str, AfterValidator(seen)]
"""Text that a model wrote, without what no reader sees: later prompts and the report show it."""


class ExtractedFact(Artifact):
    """A fact as the extraction model states it, before its quote has been checked."""

    statement: ModelText = Field(min_length=1, max_length=1000, description="The fact in one self-contained sentence.")
    quote: str = Field(min_length=1, max_length=2000, description="The passage that says so, copied verbatim.")


class Extraction(Artifact):
    """``extraction/S<n>.json``: what the model found in one source."""

    facts: list[ExtractedFact] = Field(max_length=200)


class Fact(Artifact):
    """A fact whose quote stands verbatim in its source at ``[start, end)`` (characters of ``sources/S<n>.md``)."""

    id: str = Field(pattern=r"^S\d+F\d+$")
    source: SourceId
    statement: str
    quote: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    locator: str = Field(description="Where in the source, for a person: section and paragraph.")


class DroppedFact(Artifact):
    """A fact that was dropped, and why."""

    source: SourceId
    statement: str
    quote: str
    reason: str


class FactSheet(Artifact):
    """``extraction/facts.json``: the verified facts of all sources, and what was dropped."""

    facts: list[Fact]
    dropped: list[DroppedFact]


class Disagreement(Artifact):
    """A disagreement between facts, or a fact that its source takes back later; ``explanation`` names both sides."""

    id: str = Field(pattern=r"^D\d+$")
    kind: DisagreementKind
    facts: list[str] = Field(description="Ids of the facts; of one taken back, the fact first.")
    explanation: str


class Disagreements(Artifact):
    """``extraction/disagreements.json``: all disagreements, the clearest first."""

    disagreements: list[Disagreement]


class Requirement(Artifact):
    """A requirement of the brief, and whether the article meets it; ``open`` where only a reader can tell."""

    kind: str = Field(description="length, must include, must avoid, language, structure, audience, tone or goal.")
    wanted: str
    status: Literal["met", "not met", "open"]
    found: str


class Compliance(Artifact):
    """``verification/compliance.json``: the brief as a contract, line by line."""

    requirements: list[Requirement]

    @property
    def broken(self) -> list[Requirement]:
        """The requirements that the article does not meet."""
        return [one for one in self.requirements if one.status == "not met"]


class Issue(Artifact):
    """A fault that the critique finds in the draft."""

    severity: Severity
    where: ModelText = Field(max_length=1000, description="The words of the draft it is about, or the section.")
    problem: ModelText = Field(min_length=1, max_length=2000)
    suggestion: ModelText = Field(min_length=1, max_length=2000)


class Judgement(Artifact):
    """The critique's judgement of a requirement that only a reader can judge."""

    kind: ModelText = Field(
        max_length=100, description="The requirement's: audience, tone, goal, language, must include."
    )
    wanted: ModelText = Field(default="", max_length=2000)
    met: bool
    why: ModelText = Field(min_length=1, max_length=500)


class Critique(Artifact):
    """``critique/critique.json``: issues, the most severe first, and judgements of what only a reader can judge."""

    summary: ModelText = Field(min_length=1, max_length=4000)
    issues: list[Issue] = Field(max_length=50)
    judgements: list[Judgement] = Field(default_factory=list, max_length=50)

    @property
    def asks_for_revision(self) -> bool:
        """Whether any issue is worse than minor."""
        return any(issue.severity != "minor" for issue in self.issues)


class Claim(Artifact):
    """One sentence of a draft that needs evidence; ``[start, end)`` are characters of the draft file."""

    id: str = Field(pattern=r"^C\d+$")
    text: str = Field(description="The sentence without its citations.")
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    section: str = Field(description="The heading it stands under; empty before the first section.")
    cites: list[str] = Field(description="Ids of the facts it cites.")


class Evidence(Artifact):
    """A passage the model offers for a claim, before it has been checked."""

    source: SourceId
    quote: str = Field(min_length=1, max_length=4000)


class ClaimVerdict(Artifact):
    """The model's verdict on one claim."""

    claim: str = Field(pattern=r"^C[0-9]{1,6}$")
    verdict: VerdictKind
    evidence: list[Evidence] = Field(max_length=20)
    reasoning: ModelText = Field(min_length=1, max_length=2000)


class VerdictBatch(Artifact):
    """``verification/round-<r>/batch-<b>.json``: the model's verdicts on one batch of claims."""

    verdicts: list[ClaimVerdict] = Field(max_length=200)


class CheckedEvidence(Artifact):
    """Evidence that stands verbatim in its source at ``[start, end)``."""

    source: SourceId
    quote: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    locator: str


class Flag(Artifact):
    """An objection of code to characters ``[start, end)`` of a text; ``hard`` if the words alone prove it, else a hint."""

    kind: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    message: str
    hard: bool


class Verdict(Artifact):
    """The settled verdict on a claim: the model's, lowered by every check that failed."""

    claim: Claim
    verdict: VerdictKind
    model_verdict: VerdictKind
    evidence: list[CheckedEvidence]
    rejected: list[Evidence] = Field(description="Evidence that does not stand in its source.")
    reasoning: str
    objections: list[str] = Field(description="Why the verdict was lowered; empty if it was not.")
    flags: list[Flag] = Field(default_factory=list, description="Found by code; offsets are in the claim's text.")
    nearest: CheckedEvidence | None = Field(default=None, description="Of a failing claim: the passage nearest to it.")


class Coverage(Artifact):
    """The numbers of claims found, checked, and of each verdict; the one definition of the verification rate.

    All claims need evidence but opinions, questions and transitions. The rate is the share of the supported ones among those that
    need it; a claim that was not checked counts as not supported.
    """

    found: int = Field(ge=0)
    checked: int = Field(ge=0)
    supported: int = Field(ge=0)
    contradicted: int = Field(ge=0)
    unsupported: int = Field(ge=0)
    opinions: int = Field(ge=0)

    @property
    def needing(self) -> int:
        """The claims that need evidence."""
        return self.found - self.opinions

    @property
    def rate(self) -> float:
        """Supported claims of those that need evidence, 0 to 1; 1.0 when none does, for nothing is unsupported then."""
        return self.supported / self.needing if self.needing else 1.0

    def __str__(self) -> str:
        """The one way in which the rate is shown anywhere: never rounded up, and with what was not checked, if anything."""
        percent = 100 * self.supported // self.needing if self.needing else 0
        supported = f"{self.supported} of {self.needing} claims supported ({percent}%)"
        told = [supported if self.needing else "no claim needs evidence"]
        if self.checked < self.found:
            told.append(f"only {self.checked} of {self.found} claims checked")
        if self.opinions:
            told.append("1 opinion" if self.opinions == 1 else f"{self.opinions} opinions")
        return "; ".join(told)


class Verification(Artifact):
    """``verification/round-<r>.json`` and, for the last round, ``verification/verdicts.json``."""

    draft: DraftFile = Field(description="The draft it is about, e.g. drafting/draft.md.")
    coverage: Coverage
    verdicts: list[Verdict]
