"""The article as a reader sees it, each claim tinted and followed by a mark that leads to its evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ghostwriter.report.figures import counted
from ghostwriter.report.filters import HARD, HINT
from ghostwriter.report.page import ClaimFinding
from ghostwriter.report.source_map import Placing, RenderedPiece, placed
from ghostwriter.schema.artifacts import VerdictKind

if TYPE_CHECKING:
    from markdown_it.token import Token

MARKS: Mapping[VerdictKind, str] = {"supported": "✓", "contradicted": "✗", "unsupported": "?", "opinion": "○"}
"""A verdict's shape, for whoever does not see its colour."""

_DEEPER = {f"h{level}": f"h{min(level + 1, 6)}" for level in range(1, 7)}
_LINKABLE = frozenset({"http", "https", "mailto"})
_WORD_JOINER = "\u2060"


@dataclass(frozen=True)
class ArticleHtml:
    """Safe HTML, and the claims that are marked in it: by id, the words that a reader sees."""

    html: str
    sentences: Mapping[str, str]


def article_html(draft: str, findings: Sequence[ClaimFinding]) -> ArticleHtml:
    """Render a draft; raw HTML in it stays text, images become their description, citations give way to the marks.

    Headings stand one level deeper than in the draft, below the report's own.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415  (costs 50 ms, which only a report should pay)

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("text_join")
    tokens = [token.copy(tag=_DEEPER.get(token.tag, token.tag)) for token in parser.parse(draft)]
    claims = placed(draft, [finding.claim for finding in findings])
    placing = Placing(draft, claims)
    blocks = {index: placing.pieces(token) for index, token in enumerate(tokens) if token.type == "inline"}
    ends = {piece.claim: piece for pieces in blocks.values() for piece in pieces if piece.claim and piece.text.strip()}
    by_id = {finding.claim.id: finding for finding in findings}
    for index, pieces in blocks.items():
        tokens[index].children = _marked(pieces, by_id, ends)
    return ArticleHtml(html=parser.renderer.render(tokens, parser.options, {}), sentences=_sentences(blocks.values()))


def _sentences(blocks: Iterable[Sequence[RenderedPiece]]) -> dict[str, str]:
    """The words of each claim as they are shown; a row of a table keeps its cells apart."""
    parts: dict[str, list[str]] = {}
    for pieces in blocks:
        here: dict[str, str] = {}
        for piece in pieces:
            if piece.claim:
                here[piece.claim] = here.get(piece.claim, "") + piece.text
        for claim, text in here.items():
            if text.strip():
                parts.setdefault(claim, []).append(" ".join(text.split()))
    return {claim: " · ".join(texts) for claim, texts in parts.items()}


def _marked(
    pieces: Sequence[RenderedPiece], findings: Mapping[str, ClaimFinding], ends: Mapping[str, RenderedPiece]
) -> "list[Token]":
    """A block's tokens, with claims wrapped; a mark that would fall into a link waits until it ends."""
    tokens: list[Token] = []
    waiting: list[ClaimFinding] = []
    in_link = False
    for piece in pieces:
        tokens += _wrapped(piece, findings)
        if piece.token.type in {"link_open", "link_close"}:
            in_link = piece.token.type == "link_open"
        if piece.claim and ends.get(piece.claim) is piece:
            waiting.append(findings[piece.claim])
        if not in_link:
            tokens += [_html(piece.token, _mark(finding)) for finding in waiting]
            waiting.clear()
    return tokens


def _wrapped(piece: RenderedPiece, findings: Mapping[str, ClaimFinding]) -> "list[Token]":
    shown = _shown(piece)
    if piece.claim is None or not piece.text:
        return [shown]
    finding = findings[piece.claim]
    opening = f'<span class="{_classes("claim", finding)}" data-claim="{finding.claim.id}">'
    return [_html(piece.token, opening), shown, _html(piece.token, "</span>")]


def _shown(piece: RenderedPiece) -> "Token":
    """The token to render: only what is safe to show, and nothing that loads."""
    token = piece.token
    if token.type in {"text", "text_special", "image"}:
        return token.copy(type="text", tag="", content=piece.text, attrs={}, children=None)
    if token.type == "link_open":
        href = str(token.attrs.get("href", ""))
        safe = {"href": href, "rel": "noopener noreferrer"} if urlsplit(href).scheme in _LINKABLE else {}
        return token.copy(attrs=safe)
    return token


def _mark(finding: ClaimFinding) -> str:
    number, verdict = finding.number, finding.verdict
    flags = (HARD if finding.hard_flags else "") + (HINT if finding.hints else "")
    said = [
        verdict,
        *([counted(len(finding.hard_flags), "hard flag")] if finding.hard_flags else []),
        *([counted(len(finding.hints), "hint")] if finding.hints else []),
        *(["the sources disagree"] if finding.disputes else []),
    ]
    return (
        f'<a class="{_classes("mark", finding)}" id="{finding.claim.id}" href="#{finding.claim.id}-finding" '
        f'aria-label="Claim {number}: {", ".join(said)}">'
        f'{_WORD_JOINER}<span aria-hidden="true">{MARKS[verdict]}{number}{flags}</span></a>'
    )


def _classes(name: str, finding: ClaimFinding) -> str:
    return f"{name} {finding.verdict}{' attention' if finding.needs_attention else ''}"


def _html(like: "Token", html: str) -> "Token":
    """Markup of our own, which the renderer passes through."""
    return like.copy(type="html_inline", tag="", content=html, attrs={}, children=None)
