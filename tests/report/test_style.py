"""Ink on its ground reaches the contrast that WCAG 2.2 asks for (AA: 4.5:1 for text, 3:1 for shapes)."""

import re
from pathlib import Path

import pytest

import ghostwriter.report

FOLDER = Path(ghostwriter.report.__file__).parent / "style"
CSS = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "palette.css", FOLDER / "article.css"))
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
)
TEXT = [
    *[(ink, ground) for ink in ("ink", "muted", "accent") for ground in ("paper", "card")],
    *[
        (verdict, ground)
        for verdict in ("supported", "contradicted", "unsupported", "opinion")
        for ground in ("paper", "card", f"{verdict}-tint", "opinion-tint")
    ],
    *[
        (ink, f"{verdict}-tint")
        for ink in ("ink", "accent")
        for verdict in ("supported", "contradicted", "unsupported", "opinion")
    ],
    ("evidence-ink", "evidence"),
    ("card", "accent"),
]
SHAPES = [(kind, "paper") for kind in ("supported", "contradicted", "unsupported", "opinion", "unchecked")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"), [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in SHAPES]
)
def test_colours_can_be_told_apart(scheme: dict[str, str], ink: str, ground: str, least: float) -> None:
    assert contrast(scheme[ink], scheme[ground]) >= least


def test_verdicts_differ_by_more_than_colour() -> None:
    lines = re.findall(r"^\.claim\.(\w+) \{.*?text-decoration: underline (\w+)", CSS, re.MULTILINE)

    assert dict(lines) == {"contradicted": "wavy", "unsupported": "dashed", "opinion": "dotted"}
