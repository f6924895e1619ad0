"""A folder of documents, cut into passages of a few paragraphs as Bedrock does by default, and ranked by a query's words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ghostwriter.emulator.author.terms import BM25, stems
from ghostwriter.errors import UsageError
from ghostwriter.security.safe_read import Unreadable, read_regular
from ghostwriter.sources.loaders import load_file
from ghostwriter.sources.parser_process.client import PageParser
from ghostwriter.text.markdown import blocks

LONGEST_PASSAGE = 1_200
"""Characters; about 300 tokens."""
_LARGEST = 5_000_000
"""Bytes of a document."""


class _Passage(NamedTuple):
    document: str
    number: int
    text: str


class Folder:
    """The passages of one folder; read when the emulator starts."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise UsageError(f"{str(path)!r} is not a folder; name one that holds the documents.")
        with PageParser() as parsers:
            self._passages = [
                passage for file in sorted(path.rglob("*")) for passage in _passages_of(file, path, parsers)
            ]
        if not self._passages:
            raise UsageError(f"folder {str(path)!r} holds no documents.")
        self._index = BM25([stems(passage.text) for passage in self._passages])

    def find(self, query: str) -> list[dict[str, Any]]:
        """All passages that share a word with the query, best first, as results of Retrieve."""
        scored = zip(self._index.scores(stems(query)), self._passages, strict=True)
        ranked = sorted(((score, passage) for score, passage in scored if score), key=lambda pair: -pair[0])
        return [_result(score / (1 + score), passage) for score, passage in ranked]


def _passages_of(file: Path, folder: Path, parsers: PageParser) -> Iterator[_Passage]:
    """Group whole blocks of a document into passages."""
    name = file.relative_to(folder).as_posix()
    if not file.is_file() or any(part.startswith(".") for part in Path(name).parts):
        return
    try:
        text = load_file(file, read_regular(file, _LARGEST), parsers.read_page).text
    except Unreadable as error:
        raise UsageError(f"{str(file)!r} {error}.") from error
    pieces: list[str] = []
    number = 0
    for block in blocks(text):
        piece = text[block.start : block.end].strip()
        if pieces and sum(map(len, pieces)) + len(piece) > LONGEST_PASSAGE:
            yield _Passage(name, number, "\n\n".join(pieces))
            pieces, number = [], number + 1
        pieces.append(piece)
    if pieces:
        yield _Passage(name, number, "\n\n".join(pieces))


def _result(score: float, passage: _Passage) -> dict[str, Any]:
    return {
        "content": {"text": passage.text, "type": "TEXT"},
        "location": {"customDocumentLocation": {"id": passage.document}, "type": "CUSTOM"},
        "metadata": {"x-amz-bedrock-kb-chunk-id": f"{passage.document}#{passage.number}"},
        "score": round(score, 6),
    }
