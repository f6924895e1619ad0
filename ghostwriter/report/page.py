"""The data of the report, frozen: text only, nothing of it escaped or rendered yet."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from ghostwriter.schema.artifacts import (
    Coverage,
    Critique,
    DroppedFact,
    Fact,
    Flag,
    Requirement,
    Verdict,
)
from ghostwriter.schema.record_parts import SourceRecord
from ghostwriter.schema.run_record import RunRecord


class PagePart(BaseModel):
    """Base of everything on the page: frozen, so that rendering is a pure function of it."""

    model_config = ConfigDict(frozen=True)


class EvidencePassage(PagePart):
    """Evidence within its surroundings: ``before + marked + after`` stands like this in the source.

    ``opens`` and ``closes`` say that the source has nothing before or after. ``quoted_as`` is how the evidence was
    quoted, where that is not what the source says at this place.
    """

    source: SourceRecord
    locator: str
    before: str
    marked: str
    after: str
    opens: bool
    closes: bool
    quoted_as: str | None = None


class CitedFact(PagePart):
    """A fact that a claim cites; ``statement`` is None where the fact sheet holds no such fact."""

    id: str
    statement: str | None


class Dispute(PagePart):
    """Something that facts disagree on, with the passages of all sides."""

    id: str
    kind: str
    explanation: str
    sides: tuple[Fact, ...]


class WordEdit(PagePart):
    """A stretch of text that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


class ChangedParagraph(PagePart):
    """A paragraph with its edits; or, where nothing changed, how many paragraphs stayed as they were."""

    unchanged: int
    edits: tuple[WordEdit, ...]


class DraftChange(PagePart):
    """The difference between the draft ``name`` and the draft ``before``."""

    name: str
    before: str
    paragraphs: tuple[ChangedParagraph, ...]


class AddressedIssue(PagePart):
    """The outcome of the critique's issue number ``place``; ``edits`` lead from its sentence to the rewritten one."""

    place: int
    outcome: Literal["unchanged", "rewritten", "removed", "about the whole"]
    edits: tuple[WordEdit, ...] = ()


class ClaimFinding(Verdict):
    """The verdict on one claim with its evidence in its surroundings, the facts it cites, and the disputes it takes a side in.

    ``objections`` are those that no flag of the claim says in the same words.
    """

    passages: tuple[EvidencePassage, ...]
    cited: tuple[CitedFact, ...]
    disputes: tuple[Dispute, ...] = ()

    @property
    def number(self) -> int:
        """The claim's number, as the reader sees it."""
        return int(self.claim.id.removeprefix("C"))

    @property
    def needs_attention(self) -> bool:
        """True if the sources do not support the claim, or there is an objection to it."""
        return self.verdict in {"contradicted", "unsupported"} or bool(
            self.objections or self.rejected or self.disputes or self.hard_flags
        )

    @property
    def hard_flags(self) -> tuple[Flag, ...]:
        """Flags that are proven from the words alone."""
        return tuple(flag for flag in self.flags if flag.hard)

    @property
    def hints(self) -> tuple[Flag, ...]:
        """Flags that are not proven."""
        return tuple(flag for flag in self.flags if not flag.hard)


class RevisedAway(PagePart):
    """A claim of the draft of a ``round`` that did not stand, and that the article no longer makes."""

    round: int
    finding: ClaimFinding


class SheetFact(PagePart):
    """A verified fact, and the ids of the claims that cite it."""

    fact: Fact
    claims: tuple[str, ...]


class ReportPage(PagePart):
    """The whole report. ``draft`` is Markdown with citations; findings point into it by character offsets.

    ``edited``: final.md is not what was made of that draft; ``words`` are those of the draft.
    """

    record: RunRecord
    brief: str
    draft_name: str
    draft: str
    final_sha256: str
    words: int
    edited: bool
    coverage: Coverage
    findings: tuple[ClaimFinding, ...]
    facts: tuple[SheetFact, ...]
    dropped: tuple[DroppedFact, ...]
    critique: Critique | None
    disputes: tuple[Dispute, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    changes: tuple[DraftChange, ...] = ()
    addressed: tuple[AddressedIssue, ...] = ()
    revised_away: tuple[RevisedAway, ...] = ()

    @property
    def used(self) -> tuple[SheetFact, ...]:
        """The facts that the article rests on."""
        return tuple(item for item in self.facts if item.claims)

    @property
    def unused(self) -> tuple[SheetFact, ...]:
        """The facts that the article leaves out."""
        return tuple(item for item in self.facts if not item.claims)
