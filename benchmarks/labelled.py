"""Human-labelled texts for the deterministic layer: RAGTruth's and WiCE's development data, where a folder holds them."""

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILES = ("ragtruth_dev.jsonl.xz", "wice_dev.jsonl.xz")


@dataclass(frozen=True)
class Labelled:
    """A text, its sources, whether a person found anything unsupported in it, and where; ``group`` names its source."""

    set: str
    task: str
    group: str
    text: str
    sources: tuple[str, ...]
    question: str
    unsupported: bool
    spans: tuple[tuple[int, int], ...]


def load(folder: Path) -> list[Labelled]:
    """Read both sets.

    Raises:
        FileNotFoundError: if one of them is not there.
    """
    return [one for name in FILES for one in _read(folder / name)]


def _read(path: Path) -> Iterator[Labelled]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Labelled(
                set=row["dataset"],
                task=row["task"],
                group=str(row.get("source_id") or row["id"]),
                text=row.get("response") or row["claim"],
                sources=tuple(row["source_texts"]),
                question=row.get("question") or "",
                unsupported=row["label"] in {"hallucinated", "unsupported"},
                spans=tuple((span["start"], span["end"]) for span in row["spans"] or ()),
            )
