"""What a source is, once it has been read."""

from pydantic import BaseModel, ConfigDict, Field

from ghostwriter.schema.file_names import SourceId


class Source(BaseModel):
    r"""One readable source.

    ``text`` is what ``sources/S<n>.md`` holds: Markdown, ``\n`` line ends, NFC, no control characters. Every offset of
    a quote or of evidence counts characters of it.
    """

    model_config = ConfigDict(frozen=True)

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
