"""A source that has been read, and the receipt of the intake."""

from typing import Annotated

from pydantic import Field

from ghostwriter.schema.base import Frozen, Strict
from ghostwriter.schema.usage import Count

type SourceId = Annotated[str, Field(pattern=r"^S[0-9]{1,6}$")]
"""Its text is ``sources/<id>.md``; the report opens it, so it never leads out of the workspace."""


class Source(Frozen):
    r"""One readable source; offsets count in ``text``: Markdown with ``\n`` line ends, in NFC, without control characters."""

    id: SourceId
    origin: str = Field(description="Where it came from, as a reader may be told: the path or URL given in the brief.")
    title: str = Field(description="Its own title, or the file's stem.")
    sha256: str = Field(description="Of the bytes as they were read, in hex.")
    text: str
    taken_out: dict[str, int] = Field(
        default_factory=dict, description="What no reader sees and was left out: how much of each kind, in words."
    )

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.text.split())


class Receipt(Strict):
    """Receipt of the intake; ``skipped`` and ``taken_out`` have a line for each source left out or stripped of hidden text."""

    read: Count
    total: Count
    words: Count
    skipped: tuple[str, ...]
    taken_out: tuple[str, ...] = ()

    def __str__(self) -> str:
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return f"{self.read} of {self.total} sources read, {self.words:,} words{skipped}"
