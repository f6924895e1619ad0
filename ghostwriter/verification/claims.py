"""Claims: the sentences of a draft that need evidence, with their offsets and the facts they cite."""

import re
from collections.abc import Iterator

from ghostwriter.artifacts import Claim, Verdict, Verification
from ghostwriter.markdown import PROSE, blocks
from ghostwriter.sentences import sentence_spans

CITATION = re.compile(r"\[(S\d+F\d+(?:\s*[,;]\s*S\d+F\d+)*)\]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def cited(text: str) -> list[str]:
    """The fact ids that a text cites, in order, each once."""
    ids = (one.strip() for match in CITATION.finditer(text) for one in re.split(r"[,;]", match[1]))
    return list(dict.fromkeys(ids))


def find_claims(draft: str) -> list[Claim]:
    """Every sentence of the draft's prose. A citation belongs to the sentence that it stands in or follows."""
    claims: list[Claim] = []
    section = ""
    for block in blocks(draft):
        if block.kind == "heading":
            section = draft[block.start : block.end] if block.level > 1 else ""
        elif block.kind in PROSE:
            for start, end, reach in _sentences(draft, block.start, block.end, whole=block.kind == "row"):
                claims.append(_claim(draft, len(claims) + 1, start, end, reach, section))
    return claims


def changed_claims(previous: Verification, claims: list[Claim]) -> tuple[list[Claim], list[Verdict]]:
    """What has to be checked, and what an earlier verification has said of sentences that have not changed since."""
    known = {(verdict.claim.text, tuple(verdict.claim.cites)): verdict for verdict in previous.verdicts}
    to_check: list[Claim] = []
    carried: list[Verdict] = []
    for claim in claims:
        verdict = known.get((claim.text, tuple(claim.cites)))
        if verdict is None:
            to_check.append(claim)
        else:
            carried.append(verdict.model_copy(update={"claim": claim}))
    return to_check, carried


def _sentences(draft: str, start: int, end: int, *, whole: bool) -> Iterator[tuple[int, int, int]]:
    """Start and end of each sentence, and how far its trailing citations reach."""
    # Citations become spaces, so that sentences end where they would without them.
    bare = CITATION.sub(lambda match: " " * len(match[0]), draft[start:end])
    spans: list[tuple[int, int]] = []
    left = len(bare) - len(bare.lstrip())
    for begin, finish in [(left, len(bare.rstrip()))] if whole else sentence_spans(bare):
        if _WORD.search(bare[begin:finish]):
            spans.append((start + begin, start + finish))
        elif spans:
            # A piece without words, such as a lone closing mark, belongs to the sentence before it.
            spans[-1] = (spans[-1][0], start + finish)
    for number, (left, right) in enumerate(spans):
        yield left, right, spans[number + 1][0] if number + 1 < len(spans) else end


def _claim(draft: str, number: int, start: int, end: int, reach: int, section: str) -> Claim:  # noqa: PLR0913, PLR0917
    return Claim(
        id=f"C{number}",
        text=re.sub(r"\s+([.,;:!?])", r"\1", " ".join(CITATION.sub(" ", draft[start:end]).split())),
        start=start,
        end=end,
        section=section,
        cites=cited(draft[start:reach]),
    )
