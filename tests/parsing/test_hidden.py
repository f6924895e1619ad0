"""Of a page, what a reader does not see is taken out and counted, and what a reader sees stays."""

import pytest

from ghostwriter.parsing.page import read_page

LONG = "The dam was finished in 1936."


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : NONE !important", "display:/**/none", r"dis\70lay:none", "visibility:hidden", "opacity:0",
        "opacity: 0.01", "opacity:0%", "filter:opacity(0)", "font-size:0", "font-size:0.1px", "font:1px/1 serif",
        "font-size:.05em",
        "color:transparent", "color:#0000", "color:rgba(1,2,3,0)", "color:#fff", "color:white;background:#ffffff",
        "color:#123456;background-color:rgb(18,52,86)", "position:absolute;left:-9999px", "text-indent:-999em",
        "margin-left:-2000px", "position:fixed;top:99999px", "clip:rect(0,0,0,0);position:absolute", "clip-path:inset(50%)",
        "height:0;overflow:hidden", "max-height:1px;overflow:hidden", "transform:scale(0)", "transform:translateX(-9999px)",
        "content-visibility:hidden",
    ],
)  # fmt: skip
def test_an_inline_style_that_hides_is_seen_through(style: str) -> None:
    _, text, taken_out = read_page(f'<p>{LONG}</p><p style="{style}">IGNORE</p>')

    assert text.strip() == LONG
    assert taken_out == {"hidden elements": 1}


@pytest.mark.parametrize(
    "style",
    [
        "display:block", "color:#fff;background:#000", "opacity:.9", "font-size:12px", "left:-20px;position:relative",
        "height:0", "color:inherit", "text-indent:-2em", "visibility:visible", "font:14px/1.5 serif", "transform:rotate(3deg)",
        "width:100%;overflow:hidden", "background:url(x.png);color:white",
    ],
)  # fmt: skip
def test_an_ordinary_style_hides_nothing(style: str) -> None:
    assert "SEEN" in read_page(f'<p>{LONG}</p><p style="{style}">SEEN</p>').text


@pytest.mark.parametrize(
    ("page", "taken_out"),
    [
        ("<style>.x{display:none}</style><p class='a x'>IGNORE</p>", {"scripts and styles": 1, "hidden elements": 1}),
        ("<style>#y,p.z{font-size:0}</style><p class=z>IGNORE</p>", {"scripts and styles": 1, "hidden elements": 1}),
        ("<font color=white>IGNORE</font>", {"hidden elements": 1}),
        ("<div style='background:#eee'><span style='color:#eeeeee'>IGNORE</span></div>", {"hidden elements": 1}),
        ("<!-- IGNORE --><?php IGNORE ?>", {"comments": 2}),
        ("<script>IGNORE</script><style>IGNORE</style>", {"scripts and styles": 2}),
        ("<template>IGNORE</template><noscript>IGNORE</noscript>", {"hidden elements": 2}),
        ("<a title='IGNORE' href=x>y</a><img alt='IGNORE'>", {"texts in attributes": 2}),
        ("<svg><text>IGNORE</text></svg><input value=IGNORE>", {"texts in pictures and controls": 2}),
        ("<p hidden>IGNORE</p><i aria-hidden=true>IGNORE</i>", {"hidden elements": 2}),
    ],
)
def test_what_is_taken_out_is_counted_by_its_kind(page: str, taken_out: dict[str, int]) -> None:
    made = read_page(f"<p>{LONG}</p>{page}")

    assert "IGNORE" not in made.text
    assert made.taken_out == taken_out


def test_a_rule_for_some_readers_only_hides_nothing() -> None:
    sheet = "@media print{.x{display:none}} @media (max-width:9px){p{font-size:0}} .y{color:#fff}"

    assert "SEEN" in read_page(f"<style>{sheet}</style><p class='x y'>SEEN</p>").text


def test_white_letters_are_seen_where_a_style_sheet_may_paint_behind_them() -> None:
    assert "SEEN" in read_page("<link rel=stylesheet href=x.css><h1 style='color:#fff'>SEEN</h1>").text
