"""What a brief may look like, and what a person is told when it does not."""

import contextlib
import os
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from ghostwriter.brief.brief import KEYS, LARGEST_BRIEF, Brief, load_brief, read_brief
from ghostwriter.cli.commands.new import new_brief
from ghostwriter.errors import BriefError, UsageError
from ghostwriter.text.invisible import without_unseen

HERE = Path()


def read(text: str, base: Path = HERE) -> Brief:
    return read_brief(text, base, "brief.md")


def with_front_matter(lines: str) -> Brief:
    return read(f"---\n{lines}\n---\nSay it well.\n")


def problems(lines: str) -> list[str]:
    with pytest.raises(BriefError) as caught:
        with_front_matter(lines)
    return str(caught.value).splitlines()


def test_every_key_is_read() -> None:
    brief = with_front_matter(
        "title: The dam\naudience: neighbours\ngoal: explain\ntone: dry\nlength: 800\nlanguage: German\nstyle: news\n"
        "sources: [a.md, notes/*.txt]\nmust_include:\n  - the vote\nmust_avoid: blame\nstructure: [Costs]\n"
        "models: {drafting: opus}\nthreshold: 0.8"
    )

    assert brief.model_dump(include=set(KEYS)) == {
        "title": "The dam",
        "audience": "neighbours",
        "goal": "explain",
        "tone": "dry",
        "length": 800,
        "language": "German",
        "style": "news",
        "structure": ("Costs",),
        "sources": ("a.md", "notes/*.txt"),
        "must_include": ("the vote",),
        "must_avoid": ("blame",),
        "models": {"drafting": "opus"},
        "threshold": 0.8,
    }
    assert brief.body == "Say it well."


def test_plain_markdown_is_a_brief_under_its_first_heading() -> None:
    brief = read("# The *dam* of [Elm](elm.md)\n\nWhy it held.\n")

    assert (brief.title, brief.language, brief.length) == ("The dam of Elm", "English", None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The dam\n=======\n\nText.", "The dam"),
        ("```\n# a comment\n```\n\n# Title", "Title"),
        ("## Audience\n\nNeighbours.", ""),
        ("Just a wish.", ""),
    ],
)
def test_a_title_is_a_heading_of_the_first_level(text: str, title: str) -> None:
    assert read(text).title == title


@pytest.mark.parametrize("text", ["1984", "yes", "no", "007", "1:30", "2024-01-01", "1_000", "0.10"])
def test_text_stays_as_it_is_written(text: str) -> None:
    assert with_front_matter(f"title: {text}").title == text
    assert with_front_matter(f"must_include: [{text}]").must_include == (text,)


@pytest.mark.parametrize(
    ("written", "words"),
    [("800", 800), ("800 words", 800), ("about 1,200 words", 1200), ("600-800", 700), ("600 to 800 words", 700)],
)
def test_a_length_is_a_number_of_words(written: str, words: int) -> None:
    assert with_front_matter(f"length: {written}").length == words


@pytest.mark.parametrize("written", ["long", "800 pages", "1.5k", "800-600", "12", "1e9", "[800]", "20,001", "8,00"])
def test_another_length_is_refused_on_its_line(written: str) -> None:
    assert problems(f"title: x\nlength: {written}")[0].startswith("brief.md:3: length: expected ")


@pytest.mark.parametrize(("written", "share"), [("0.9", 0.9), ("90%", 0.9), ("1", 1.0), ("0", 0.0), ("12.5 %", 0.125)])
def test_a_threshold_is_a_share(written: str, share: float) -> None:
    assert with_front_matter(f"threshold: {written}").threshold == share


@pytest.mark.parametrize("written", ["90", "-0.1", "101%", "high", ".nan", "yes", "[]"])
def test_another_threshold_is_refused(written: str) -> None:
    assert problems(f"threshold: {written}")[0].startswith("brief.md:2: threshold: expected a share")


def test_one_model_is_for_all_stages() -> None:
    assert set(with_front_matter("models: opus").models.values()) == {"opus"}
    assert len(with_front_matter("models: opus").models) == 5


def test_an_empty_value_is_no_value() -> None:
    assert with_front_matter("tone:\nlength: null\nsources: ~\nmust_avoid: ['']").tone == ""


def test_all_problems_are_told_at_once_with_line_and_nearest_key() -> None:
    assert problems("audiance: all\ntitle: x\nlength: long\nmodels: {draftng: opus}\nMust-Include: y") == [
        "brief.md:2: unknown key 'audiance'; did you mean 'audience'?",
        "brief.md:4: length: expected a number of words, such as 800 or 600-800, got 'long'",
        "brief.md:5: models: there is no stage 'draftng'; did you mean 'drafting'?",
        "brief.md:6: unknown key 'Must-Include'; did you mean 'must_include'?",
    ]


def test_a_key_that_resembles_none_is_told_which_there_are() -> None:
    assert problems("rounds: 3") == [f"brief.md:2: unknown key 'rounds'; known are {', '.join(KEYS)}"]


@pytest.mark.parametrize(
    ("lines", "line", "told"),
    [
        ("tone: a\ntitle: b\ntone: c", 4, "'tone' was already given on line 2"),
        ("title: x\n\ttone: y", 3, "a tab; indent with spaces"),
        ("title: The dam: a story", 2, "a text with ': ' in it has to stand in quotes"),
        ("tone: dry\ngoal: *why* it held", 3, "begins with '*' or '&'"),
        ("goal: &why it held", 2, "begins with '*' or '&'"),
        ("goal: !why it held", 2, "begins with '!'"),
        ("goal: @neighbours", 2, "begins with this character"),
        ("title: 'open", 2, "a quotation mark is not closed"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", 2, "begins with '*' or '&'"),
        ("must_include: " + "[" * 9000, 2, "nested too deeply"),
        ("? [a, b]\n: c", 2, "a key has to be a word"),
        ("just prose", 2, "expected 'key: value' lines"),
        ("title: x\ntone: a\x01b", 3, "a control character"),
        ('title: x\nsources: "a\\0b"', 3, "a control character"),
        ('title: "\\ud800"', 2, "a control character"),
        ('title: "\\UFFFFFFFF"', 2, "is not a character"),
        ('title: "\\U00110000"', 2, "is not a character"),
        ("must_include:\n  - note: this", 2, "expected text or a list of texts"),
        ("title: [a]", 2, "expected text"),
        ("models: {drafting: }", 2, "expected a model"),
        ("title: " + "x " * 40_000, 2, "the front matter is too large"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines: str, line: int, told: str) -> None:
    found = problems(lines)

    assert len(found) <= 2
    assert found[0].startswith(f"brief.md:{line}: ")
    assert told in found[0]


def test_front_matter_has_to_be_closed() -> None:
    with pytest.raises(BriefError, match=r"^brief\.md:1: the front matter is not closed"):
        read("---\ntitle: x\n\nText.\n")


@pytest.mark.parametrize("mark", ["\ufeff", "\n\n", "\ufeff\r\n"])
def test_front_matter_counts_behind_a_mark_or_blank_lines(mark: str) -> None:
    assert read(f"{mark}---\r\ntitle: x\r\n---\r\nText.\r\n").title == "x"


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    with pytest.raises(BriefError, match=r"^brief\.md:5: unknown key 'tune'"):
        read("\n\n---\ntitle: x\ntune: y\n---\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the brief is empty"),
        (b" \n\n", "the brief is empty"),
        (b"# caf\xe9\n", r"is not UTF-8 \(byte 5, in line 1\)"),
        (b"\xff\xfe#\x00", "is UTF-16"),
        (b"# a\x00b", "is a binary file"),
        (b"x" * (LARGEST_BRIEF + 1), "is too large"),
    ],
)
def test_a_file_that_is_no_brief_is_named_in_one_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "b.md"
    path.write_bytes(content)

    with pytest.raises(BriefError, match=told) as caught:
        load_brief(path)

    assert len(str(caught.value).splitlines()) == 1
    assert str(caught.value).startswith(str(path))


def test_a_path_that_is_no_file_is_named_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for name, told in (("pipe", "is a named pipe"), ("", "is a folder"), ("gone.md", "ghostwriter new")):
        with pytest.raises(BriefError, match=told):
            load_brief(tmp_path / name)


def test_undecodable_standard_input_is_an_error_and_no_crash() -> None:
    with pytest.raises(BriefError, match="is not UTF-8"):
        read_brief(b"caf\xe9".decode(errors="surrogateescape"), HERE, "-")


def test_the_brief_keeps_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "b.md"
    path.write_bytes(b"---\r\ntitle: x\r\n---\r\nBody.\r\n")

    brief = load_brief(path)

    assert (brief.text, brief.path, brief.base) == ("---\ntitle: x\n---\nBody.\n", path, tmp_path)
    assert re.fullmatch("[0-9a-f]{64}", brief.sha256)


def test_sources_are_listed_in_the_body_where_front_matter_names_none(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    listed = (
        '# T\n\n## Sources\n\nRead these:\n\n- [The minutes](notes/minutes.md "1936")\n* `letters/*.txt`\n'
        "1. <a page.html>\n+ plain.txt\n- [Spaced](a%20b.md)\n\n## Tone\n\n- dry\n"
    )

    assert read(listed, tmp_path).sources == (
        "notes/minutes.md",
        "letters/*.txt",
        "a page.html",
        "plain.txt",
        "a b.md",
    )
    assert read(f"---\nsources: mine.md\n---\n{listed}", tmp_path).sources == ("mine.md",)
    assert read("# T\n\n## Sources\n\nSee the folder.\n", tmp_path).sources == ("sources",)
    assert read("# T\n", tmp_path / "elsewhere").sources == ()


def test_a_stage_is_told_what_it_needs_and_nothing_empty() -> None:
    brief = with_front_matter("title: The dam\ntone: dry\nlength: 800\nmust_include: the vote")

    assert brief.for_stage("drafting") == {
        "title": "The dam",
        "tone": "dry",
        "length": 800,
        "language": "English",
        "must_include": ["the vote"],
        "instructions": "Say it well.",
    }
    assert set(brief.for_stage("extraction")) == {"title", "language", "must_include", "instructions"}


def test_the_new_brief_is_valid_as_it_stands_and_speaks_of_every_key(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "brief.md"

    new_brief(path)

    assert load_brief(path).sources == ("sources",)
    assert all(re.search(rf"^(?:# )?{key}:", path.read_text(), re.MULTILINE) for key in KEYS)
    uncommented = re.sub(r"^# ((?:\w+:|  - ).*)$", r"\1", path.read_text(), flags=re.MULTILINE)
    assert {key for key, value in read(uncommented).model_dump(include=set(KEYS)).items() if value} == set(KEYS)


def test_a_new_brief_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("mine")

    with pytest.raises(UsageError, match="already there"):
        new_brief(path)

    assert path.read_text() == "mine"


YAML_PIECES = st.lists(
    st.sampled_from(
        [
            *KEYS,
            *":-?[]{},&*!|>'\"%@`#~=\n\t é9",
            "<<",
            "\n  ",
            "---",
            "...",
            "!!int",
            "!!set",
            "&a",
            "*a",
            "\\u",
            "\\UFFFFFFFF",
            "\x85",
            "90%",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(), YAML_PIECES))
@example("!!int ''")
@example("title: !!timestamp x")
@example("length: " + "9" * 5000)
def test_whatever_the_front_matter_says_it_is_read_or_refused(lines: str) -> None:
    with contextlib.suppress(BriefError):
        with_front_matter(lines)


@given(st.one_of(st.text(), st.binary()))
def test_whatever_a_brief_is_it_is_read_or_refused(text: str | bytes) -> None:
    with contextlib.suppress(BriefError):
        read_brief(text, HERE, "brief.md").model_dump_json()


TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=60
).filter(lambda text: not without_unseen(text)[1])


@given(
    st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("title", "audience", "goal", "tone", "style"), TEXTS),
            **{key: st.lists(TEXTS, max_size=4) for key in ("sources", "must_include", "must_avoid")},
            "length": st.integers(50, 20_000),
            "threshold": st.integers(0, 100).map(lambda percent: percent / 100),
            "models": st.dictionaries(st.sampled_from(["drafting", "critique"]), st.just("opus"), max_size=2),
        },
    )
)
def test_what_yaml_writes_is_read_back(values: dict[str, object]) -> None:
    written = yaml.safe_dump(values, allow_unicode=True)

    brief = with_front_matter(written)

    for key, value in values.items():
        stripped = tuple(item.strip() for item in value if item.strip()) if isinstance(value, list) else value
        if not (key == "sources" and not stripped):
            assert getattr(brief, key) == (stripped.strip() if isinstance(stripped, str) else stripped)


def test_links_that_are_never_closed_are_looked_at_once() -> None:
    text = "# The dam\n\n## Sources\n\n" + f"- {'[a](' * 900}\n" * 40

    assert len(read_brief(text, Path(), "brief.md").sources) == 40
