"""Revision: what failed goes, what was asked for comes, and every other sentence stays word for word."""

import re

from ghostwriter.article.final import count_draft_words
from ghostwriter.emulator.author.critique import TOLERANCE
from ghostwriter.emulator.author.drafting import paragraph
from ghostwriter.emulator.author.material import Piece, material
from ghostwriter.emulator.author.prompt import Prompt
from ghostwriter.emulator.author.terms import similarity, stems
from ghostwriter.verification.claims import cited, find_claims


def compose(prompt: Prompt) -> str:
    """The next draft as Markdown."""
    draft = _without(prompt.draft, _condemned(prompt))
    unused = [piece for piece in material(prompt.facts, prompt.brief) if piece.id not in cited(draft)]
    wanted = [piece for issue in prompt.issues if (piece := _answering(str(issue), unused)) is not None]
    additions = list(dict.fromkeys(wanted))
    length = prompt.brief.get("length")
    if length:
        rest = sorted((piece for piece in unused if piece not in additions), key=lambda piece: -piece.score)
        while rest and count_draft_words(draft) + sum(piece.words for piece in additions) < length * (
            1 - TOLERANCE / 2
        ):
            additions.append(rest.pop(0))
    return _with(draft, additions)


def _condemned(prompt: Prompt) -> set[str]:
    """The sentences that verification or a blocker objects to, and those that cite nothing."""
    failing = {str(verdict.get("text", "")) for verdict in prompt.failing}
    blocked = [str(issue.get("where", "")).lower() for issue in prompt.issues if issue.get("severity") == "blocker"]
    for claim in find_claims(prompt.draft):
        if not claim.cites or any(words and words in claim.text.lower() for words in blocked):
            failing.add(claim.text)
    return failing


def _without(draft: str, condemned: set[str]) -> str:
    """The draft without some sentences, and without paragraphs and sections that they leave empty."""
    claims = find_claims(draft)
    pieces: list[str] = []
    at = 0
    for number, claim in enumerate(claims):
        if claim.text not in condemned:
            continue
        reach = claims[number + 1].start if number + 1 < len(claims) else len(draft)
        # Up to the next sentence of the same paragraph, or to the paragraph's end.
        end = min(reach, _paragraph_end(draft, claim.end))
        pieces.append(draft[at : claim.start])
        at = end
    pieces.append(draft[at:])
    text = "\n".join(line.rstrip(" \t") for line in "".join(pieces).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text)
    return re.sub(r"^## [^\n]*\n+(?=## |\Z)", "", text, flags=re.MULTILINE).strip() + "\n"


def _paragraph_end(draft: str, at: int) -> int:
    end = draft.find("\n\n", at)
    return len(draft) if end < 0 else end


def _answering(issue: str, unused: list[Piece]) -> Piece | None:
    """The unused fact that speaks most of what an issue is about."""
    about = frozenset(stems(issue))
    best = max(unused, key=lambda piece: (similarity(piece.terms, about), piece.score), default=None)
    return best if best is not None and similarity(best.terms, about) > 0 else None


def _with(draft: str, additions: list[Piece]) -> str:
    """The draft with more facts, as a paragraph before its close."""
    if not additions:
        return draft
    added = paragraph(sorted(additions, key=lambda piece: piece.order))
    body, _, close = draft.rstrip().rpartition("\n\n")
    if not body or close.startswith("#"):
        return f"{draft.rstrip()}\n\n{added}\n"
    return f"{body}\n\n{added}\n\n{close}\n"
