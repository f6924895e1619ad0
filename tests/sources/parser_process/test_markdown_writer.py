"""What stands apart on a page stands apart in its text, and what is one word stays one."""

import pytest

from ghostwriter.sources.parser_process.html_to_markdown import read_page


def text(body: str) -> str:
    return read_page(f"<body><p>Before.</p>{body}<p>After.</p></body>").text.strip()


def between(body: str) -> str:
    return text(body).removeprefix("Before.").removesuffix("After.").strip()


BLOCKS = [
    "details",
    "summary",
    "figure",
    "figcaption",
    "legend",
    "fieldset",
    "optgroup",
    "option",
    "address",
    "aside",
    "nav",
    "header",
    "footer",
    "main",
    "hgroup",
    "section",
    "article",
    "div",
    "p",
    "blockquote",
    "pre",
    "h2",
    "center",
    "search",
    "marquee",
    "listing",
    "xmp",
    "dl",
    "dt",
    "dd",
    "ul",
    "li",
    "form",
    "menu",
]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_glued_to_nothing(name: str) -> None:
    made = text(f"Alpha<{name}>Beta</{name}><{name}>Gamma</{name}>Delta")

    for glued in ("AlphaBeta", "BetaGamma", "GammaDelta", "AlphaDelta"):
        assert glued not in made


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("<details><summary>Summary</summary>Text.</details>", "Summary\n\nText."),
        ("<details open>Text<summary>Summary</summary><span>More</span></details>", "Text\n\nSummary\n\nMore"),
        ("<figure><img src=x>Text<figcaption>Caption</figcaption></figure>", "Text\n\nCaption"),
        ("<fieldset><legend>Legend</legend>Text</fieldset>", "Legend\n\nText"),
        ("<dl><dt>Year<dt>Born<dd>1936<dd>1937</dl>", "Year\n\nBorn\n:   1936\n:   1937"),
        ("<ul><li>a<ul><li>b</ul>c</ul>", "- a\n  - b\n\n  c"),
        ("<ul><li>a<ul><li>b</ul> <ul><li>c</ul></ul>", "- a\n  - b\n  - c"),
        ("<table><tr><td><details><summary>S</summary>T</details><td>x</table>", "|  |  |\n| --- | --- |\n| S T | x |"),
        ("<address>Elm<br>Valley</address>", "Elm  \nValley"),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢(kan)"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
        (
            '<table><tr><td colspan="²">a<td>b</table><ol start="²"><li>x</ol>',
            "|  |  |\n| --- | --- |\n| a | b |\n\n1. x",
        ),
    ],
)
def test_what_belongs_together_is_read_in_its_order(body: str, made: str) -> None:
    assert between(body) == made


@pytest.mark.parametrize(
    "display", ["block", "flex", "grid", "table", "list-item", "flow-root", "BLOCK", "block !important", "table-row"]
)
@pytest.mark.parametrize("name", ["span", "a", "b", "my-card"])
def test_a_style_makes_a_block(display: str, name: str) -> None:
    inline = between(f'<{name} style="display:{display}">Alpha</{name}><{name} style="display:{display}">Beta</{name}>')
    sheet = between(
        f"<style>.c {{ display: {display} }}</style><{name} class=c>Alpha</{name}><{name} class=c>Beta</{name}>"
    )

    assert inline == sheet == "Alpha\n\nBeta"


@pytest.mark.parametrize(
    "body",
    [
        "<div style='display:flex'><span>Alpha</span><span>Beta</span></div>",
        "<p style='display:inline-grid'><b>Alpha</b><i>Beta</i></p>",
        "<span style='display:table-cell'>Alpha</span><span style='display:table-cell'>Beta</span>",
        "<code style='display:block'>Alpha</code><code style='display:block'>Beta</code>",
        "<my-item>Alpha</my-item><my-item>Beta</my-item>",
        "<my-card><span slot=a>Alpha</span><span slot=b>Beta</span></my-card>",
        "<label>Alpha</label><input value=x><label>Beta</label>",
        "Alpha<img src=x alt=y>Beta",
        "Alpha<button>Go</button>Beta",
        "<table role=presentation><tr><td>Alpha<td>Beta</table>",
    ],
)
def test_what_stands_side_by_side_has_a_gap(body: str) -> None:
    assert between(body).replace("`", "").split() == ["Alpha", "Beta"]


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("un<b>bold</b>ed <i>i</i><i>j</i>", "unbolded ij"),
        ("10<sup>6</sup> H<sub>2</sub>O", "10⁶ H2O"),
        ("wo<wbr>rd wo&shy;rd", "word wo\xadrd"),
        ("<span style='float:left'>T</span>he dam", "The dam"),
        ("<span style='display:inline-block'>D</span><span style='display:inline-block'>am</span>", "Dam"),
        ("the <x-term>dam</x-term>s", "the dams"),
        ("un<span hidden>x</span>bold", "unbold"),
        ("a<code> b </code>c<del> d</del>", "a `b` c ~~d~~"),
        ("<kbd><kbd>Ctrl</kbd>-<kbd>x</kbd></kbd> and <code>a`b</code>", "`Ctrl-x` and `` a`b ``"),
    ],
)
def test_what_is_one_word_stays_one(body: str, made: str) -> None:
    assert between(f"<p>{body}</p>") == made


@pytest.mark.parametrize(
    ("table", "made"),
    [
        ("<table><tr><td><table><tr><td><p>One.<p>Two.</table></table>", "One.\n\nTwo."),
        ("<table><tr><td>One.<p>Two.</table>", "One.\n\nTwo."),
        ("<table role=none><tr><td>One.<td>Two.</table>", "One.\n\nTwo."),
        ("<table><tr><td><p>1936</p><td><p>4</p></table>", "|  |  |\n| --- | --- |\n| 1936 | 4 |"),
        ("<table><tr><th>1936</table>", "| 1936 |\n| --- |"),
    ],
)
def test_a_table_that_lays_out_is_read_as_paragraphs(table: str, made: str) -> None:
    assert between(table) == made
