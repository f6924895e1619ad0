"""A draft stays on its page: no link, picture or HTML that no fact has asked for."""

import pytest

from ghostwriter.article.safe_markdown import check_outward
from ghostwriter.schema.artifacts import Fact

FACT = Fact(
    id="S1F1",
    source="S1",
    statement="x",
    quote="See https://example.org/dam or www.elm.test.",
    start=0,
    end=9,
    locator="p",
)


@pytest.mark.parametrize(
    ("draft", "what"),
    [
        ("see [this](https://evil.test/?q=1)", "a link"),
        ("see [this](https://example.org/dam)", "a link"),
        ("see https://evil.test", "the address"),
        ("see <https://evil.test>", "the address"),
        ("see [this](//evil.test/x)", "a link"),
        ("see [this](javascript:alert(1))", "a link"),
        ("see [this](\n<x>)", "a link"),
        ("javascript:alert(1)", "the address"),
        ("see www.evil.test", "the address"),
        ("![x](https://example.org/dam)", "a picture"),
        ("![x][ref]\n\n[ref]: https://evil.test", "a picture"),
        ("[x][ref]\n\n[ref]: https://evil.test", "a link definition"),
        ("<script>alert(1)</script>", "HTML"),
        ("a <img src=x onerror=y>", "HTML"),
        ("<!-- hidden -->", "HTML"),
        ("</div>", "HTML"),
        ("a <[S1F1]script>alert(1)</script>", "HTML"),
        ("zero\u200bwidth \u202ebidi", "no reader sees"),
    ],
)
def test_what_reaches_outward_is_refused(draft: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        check_outward(draft, [FACT])


@pytest.mark.parametrize(
    "draft",
    [
        "Write to https://example.org/dam. [S1F1] Or www.elm.test. [S1F1]",
        "`<script>` is a tag, and so is\n\n```\n<b>\n```\n",
        "3 < 4 and 5 > 2, x <y and [S1F1][S1F2] (see below) [S1F1]()",
        "the ratio 3:4, data: none, tel: none",
        "👩\u200d🚀 and \u0645\u06cc\u200c\u062e\u0648",
    ],
)
def test_plain_prose_and_what_facts_hold_pass(draft: str) -> None:
    check_outward(draft, [FACT])


@pytest.mark.parametrize(
    "draft",
    [
        "see ~~~\nand [this](https://evil.test)\n~~~\n",
        "a ` tick\n\n[this](https://evil.test) and ` another",
        "\\`[this](https://evil.test)`",
        "```a`b\n[this](https://evil.test)\n```\n",
        "- a\n  ```\n[this](https://evil.test)\n  ```\n",
        "  ```\ncode\n```\n\n[this](https://evil.test)\n\n```\ncode\n```\n",
        "````\ncode\n````\n\n[this](https://evil.test)\n",
        "```\nnever closed\n\n[this](https://evil.test)\n",
    ],
)
def test_a_link_is_no_code_because_it_stands_near_some(draft: str) -> None:
    with pytest.raises(ValueError, match="a link"):
        check_outward(draft, [FACT])
