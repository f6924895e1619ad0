"""Drafting: an outline put into Markdown, every sentence with its fact behind it."""

from collections.abc import Sequence

from ghostwriter.emulator.author.material import Piece, material
from ghostwriter.emulator.author.outline import outline
from ghostwriter.emulator.author.prompt import Prompt
from ghostwriter.text.sentences import split_sentences

SENTENCES_A_PARAGRAPH = 5


def compose(prompt: Prompt) -> str:
    """The article as Markdown."""
    plan = outline(material(prompt.facts, prompt.brief), prompt.brief)
    parts = [f"# {plan.headline}"]
    if plan.lead:
        parts.append(paragraph(plan.lead))
    for section in plan.sections:
        parts.append(f"## {section.heading}")
        parts += [paragraph(group) for own in section.paragraphs for group in _short(own)]
    if plan.close:
        parts.append(paragraph(plan.close))
    return "\n\n".join(parts) + "\n"


def paragraph(pieces: Sequence[Piece]) -> str:
    """Facts as running text; each sentence cites the fact it comes from."""
    return " ".join(f"{sentence} [{piece.id}]" for piece in pieces for sentence in split_sentences(piece.text))


def _short(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """A long paragraph in two or more, broken between facts."""
    groups: list[list[Piece]] = [[]]
    count = 0
    for piece in pieces:
        added = len(split_sentences(piece.text))
        if count and count + added > SENTENCES_A_PARAGRAPH:
            groups.append([])
            count = 0
        groups[-1].append(piece)
        count += added
    return groups
