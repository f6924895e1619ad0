"""Of a page, what a reader does not see is taken out and counted, and what a reader sees stays."""

import pytest

from ghostwriter.sources.parser_process.html_to_markdown import read_page

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
        "content-visibility:hidden", "clip-path:polygon(0 0,0 0)", "clip-path:inset(0 0 100% 0)", "transform:scale3d(0,0,0)",
        "scale:0", "translate:-9999px", "margin:0 0 0 -9999px",
        "max-height:0;overflow-y:hidden", "height:0;overflow:auto", "color:hsl(0,0%,100%)", "color:#fefefe", "color:snow",
        "color:hwb(0 100% 0%)", "color:oklch(100% 0 0)", "-webkit-text-fill-color:transparent", "opacity:1e-9",

        "display:none;display:nonsense", "display:none/*",
        "display : none ! important",
        "color:red;background:linear-gradient(red,red)", "color:white;background:none",
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
    sheet = "@media print{.x{display:none}} @media (max-width:9px){p{font-size:0}} .y{color:#333}"

    assert "SEEN" in read_page(f"<style>{sheet}</style><p class='x y'>SEEN</p>").text


def test_white_letters_are_seen_on_what_a_rule_or_a_picture_paints() -> None:
    painted = "<style>.dark h1{background:#222} .sky{background:url(x.png)}</style>"

    page = f"{painted}<div class=dark><h1 style='color:#fff'>SEEN</h1></div><p class=sky style='color:#fff'>ALSO</p>"

    assert read_page(page).text.split() == ["#", "SEEN", "ALSO"]


def test_white_letters_are_not_seen_on_what_only_a_sheet_from_elsewhere_might_paint() -> None:
    page = f"<link rel=stylesheet href=x.css><p>{LONG}</p><p style='color:#fff'>IGNORE</p>"

    assert read_page(page).text.strip() == LONG


@pytest.mark.parametrize(
    ("sheet", "element"),
    [
        (".x.y{display:none}", "<p class='x y'>IGNORE</p>"),
        (".a > p{display:none}", "<div class=a><p>IGNORE</p></div>"),
        ("[data-x^='1']{display:none}", "<p data-x=12>IGNORE</p>"),
        ("p:not(.v){display:none}", "<p class=u>IGNORE</p>"),
        ("@media screen and (min-width:1px){.x{display:none}}", "<p class=x>IGNORE</p>"),
        ("@supports (display:block){@layer a{.x{display:none}}}", "<p class=x>IGNORE</p>"),
        (".a{color:black;.b{display:none}}", "<div class=a><p class=b>IGNORE</p></div>"),
        (":root{--h:none}.x{display:var(--h)}", "<p class=x>IGNORE</p>"),
        (".x{display:none", "<p class=x>IGNORE</p>"),
        ("a{content:'{'}.x{display:none}", "<p class=x>IGNORE</p>"),
        ("<!-- .x{display:none} -->", "<p class=x>IGNORE</p>"),
        (".x{display:none!important}", "<p class=x style='display:block'>IGNORE</p>"),
        ("#c:not(:checked)~.x{display:none}", "<input id=c type=checkbox><p class=x>IGNORE</p>"),
        ("body{background:#222;color:#eee}", "<p style='color:#222'>IGNORE</p>"),
    ],
)
def test_a_rule_of_the_pages_own_sheets_that_hides_is_seen_through(sheet: str, element: str) -> None:
    page = read_page(f"<style>{sheet}</style><body><p class=v>{LONG}</p>{element}</body>")

    assert page.text.strip() == LONG
    assert page.taken_out["hidden elements"] == 1


def test_a_child_that_is_seen_stays_where_its_parent_is_not() -> None:
    page = (
        "<div style='visibility:hidden'>IGNORE<b style='visibility:visible'>SEEN</b></div>"
        "<i style='font-size:0'>IGNORE<b style='font-size:9px'>ALSO</b></i>"
    )

    made = read_page(page)

    assert "IGNORE" not in made.text
    assert made.text.split() == ["SEEN", "ALSO"]
    assert made.taken_out == {"hidden elements": 2}


@pytest.mark.parametrize(
    "page",
    [
        "<div style='font-size:.3em'><i style='font-size:.3em'>IGNORE</i></div>",
        "<div style='opacity:.3'><i style='opacity:.3'>IGNORE</i></div>",
        "<math><semantics><mi>x</mi><annotation>IGNORE</annotation></semantics></math>",
        "<div popover>IGNORE</div>", "<ruby>x<rp>IGNORE</rp></ruby>", "<progress>IGNORE</progress>",
        "<b aria-hidden=TRUE>IGNORE</b>",
        "<div><template shadowrootmode=open>x</template>IGNORE</div>",
    ],
)  # fmt: skip
def test_what_hides_only_together_or_by_its_kind_is_seen_through(page: str) -> None:
    assert "IGNORE" not in read_page(f"<p>{LONG}</p>{page}").text


@pytest.mark.parametrize(
    "style",
    [
        "color:white;color:nosuchcolor", "font-size:0;font-size:nosuch", "opacity:0;opacity:abc", "display:none;display:",
        "position:absolute;left:-9999px;left:abc", "position:absolute;inset-inline:-9999px",

        "color:color(srgb 1 1 1)",
        "color:rebeccapurple;background:rebeccapurple",
    ],
)  # fmt: skip
def test_a_style_that_another_spelling_hides_is_seen_through(style: str) -> None:
    page = read_page(f'<p>{LONG}</p><p style="{style}">IGNORE</p>')

    assert "IGNORE" not in page.text
    assert page.taken_out == {"hidden elements": 1}


@pytest.mark.parametrize(
    "style",
    ["color:white;color:rebeccapurple", "font-size:0;font-size:small", "opacity:0;opacity:1",
     "letter-spacing:-0.05em", "rotate:90deg",
     "color:color(srgb 0 0 0.5)"],
)  # fmt: skip
def test_a_word_that_a_browser_knows_replaces_the_one_before(style: str) -> None:
    assert "SEEN" in read_page(f'<p>{LONG}</p><p style="{style}">SEEN</p>').text


@pytest.mark.parametrize(
    "sheet",
    [
        ".x:not(:focus):not(:active){display:none}", "[data-a=B i]{display:none}", ":where(#i){display:block}.x{display:none}",
        "@media (max-width:1px) or (min-width:1px){.x{display:none}}", ".x{display:none}@layer a{p.x.x{display:block}}",
    ],
)  # fmt: skip
def test_a_rule_that_yields_to_no_other_hides(sheet: str) -> None:
    page = f"<style>{sheet}</style><p>{LONG}</p><p class=x id=i data-a=b>IGNORE</p>"

    assert "IGNORE" not in read_page(page).text


@pytest.mark.parametrize(
    "sheet",
    [
        "|{", "*|a{x:y}", "[a|b]{x:y}", f"{':not(' * 200}a{')' * 200}{{x:y}}", f"{'a ' * 900}{{x:y}}", "a{" * 3_000,
        "@media all{" * 3_000, f"p{{color:{'(' * 3_000}", "p{color:color();left:calc(1px/0);opacity:max()}",
        ":root{--a:var(--a) var(--a)}p{color:var(--a)}", "@import url(x.css);@import;",
        """[a="'+exit()+'"]{x:y}""",
    ],
)  # fmt: skip
def test_a_sheet_that_no_browser_would_take_hides_nothing_and_stops_nothing(sheet: str) -> None:
    assert read_page(f"<style>{sheet}</style><p a=1>{LONG}</p>").text == LONG


def test_siblings_without_end_are_matched() -> None:
    page = read_page(
        "<style>h2 ~ .x {display: none}</style><h2>Next</h2>" + "<p>SEEN</p>" * 2_000 + "<p class=x>IGNORE</p>"
    )

    assert page.text.count("SEEN") == 2_000
    assert "IGNORE" not in page.text
