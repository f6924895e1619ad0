"""``ghostwriter check`` as a process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ghostwriter.verification.check import Checked
from ghostwriter.verification.check import check as library_check
from tests.scripting import DAM, TOWN

ARTICLE = "# The dam\n\nThe Elm Dam was finished in 1937. Ada Brook led the work.\n"


def check(
    *arguments: str, cwd: Path, said: str | None = None, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "ghostwriter", "check", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        input=said,
        env=os.environ | (env or {}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "dam.md").write_text(DAM, encoding="utf-8")
    (tmp_path / "sources" / "town.md").write_text(TOWN, encoding="utf-8")
    (tmp_path / "article.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_what_is_wrong_is_printed_with_its_line_and_column(desk: Path) -> None:
    done = check("article.md", "--source", "sources/dam.md", cwd=desk)

    assert done.returncode == 4
    assert "article.md:3:29: wrong: 1937 is in no source" in done.stdout
    assert "1 thing proven wrong" in done.stdout
    assert "\x1b" not in done.stdout


def test_json_is_that_of_the_contract(desk: Path) -> None:
    answer = json.loads(check("article.md", "--source", "sources/dam.md", "--json", cwd=desk).stdout)

    assert answer["hard"] is True
    (flag,) = [flag for flag in answer["flags"] if flag["hard"]]
    assert ARTICLE[flag["start"] : flag["end"]] == flag["text"] == "1937"


def test_standard_input_is_a_text_or_many(desk: Path) -> None:
    one = check("-", "--source", "sources/dam.md", "--json", cwd=desk, said=ARTICLE)
    many = check("--jsonl", "-", cwd=desk, said=json.dumps({"id": 7, "text": ARTICLE, "sources": [DAM]}))

    assert (one.returncode, json.loads(one.stdout)["id"]) == (4, "standard input")
    assert (many.returncode, json.loads(many.stdout)["id"]) == (0, 7)
    assert json.loads(many.stdout)["flags"] == json.loads(one.stdout)["flags"]


def test_the_command_says_what_the_library_says(desk: Path) -> None:
    said = check("article.md", "--source", "sources", "--json", cwd=desk).stdout

    assert Checked.model_validate_json(said) == library_check(ARTICLE, [DAM, TOWN], identifier="article.md")


def test_a_text_that_stands_ends_well(desk: Path) -> None:
    (desk / "article.md").write_text("The Elm Dam was finished in 1936.\n", encoding="utf-8")

    assert check("article.md", "--source", "sources", cwd=desk).returncode == 0


def test_a_source_may_lie_anywhere(desk: Path) -> None:
    (desk / "here").mkdir()

    done = check("../article.md", "--source", "../sources/dam.md", "--source", str(desk / "sources"), cwd=desk / "here")

    assert done.returncode == 0, done.stderr
    assert "no things proven wrong" in done.stdout


def test_many_are_answered_line_by_line(desk: Path) -> None:
    rows = [
        {"id": "a", "text": "It was finished in 1936.", "sources": [DAM]},
        {"id": "b", "text": "It was finished in 1940.", "sources": [DAM], "question": "When?"},
    ]
    (desk / "texts.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")

    done = check("--jsonl", "texts.jsonl", cwd=desk)

    assert done.returncode == 0
    assert [(row["id"], row["hard"]) for row in map(json.loads, done.stdout.splitlines())] == [
        ("a", False),
        ("b", True),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "needs a text and at least one source"),
        (("article.md",), "needs a text and at least one source"),
        (("nothing.md", "--source", "sources"), "nothing.md: no such file"),
        (("article.md", "--source", "nowhere"), "nowhere"),
        (("--jsonl", "bad.jsonl"), "bad.jsonl:2: not JSON"),
        (("--jsonl", "wrong.jsonl"), "wrong.jsonl:1: a line is"),
        (("--jsonl", "none.jsonl"), "none.jsonl: No such file"),
        (("--jsonl", "half.jsonl"), "half.jsonl:1: not Unicode text"),
        (("latin.md", "--source", "sources"), "latin.md: is not UTF-8 (byte 3, in line 1)"),
    ],
)
def test_bad_input_is_one_error_and_no_answer(arguments: tuple[str, ...], words: str, desk: Path) -> None:
    (desk / "bad.jsonl").write_text('{"id": "a", "text": "x", "sources": []}\n{"id"\n', encoding="utf-8")
    (desk / "half.jsonl").write_text('{"id": "a", "text": "\\ud800", "sources": []}\n', encoding="utf-8")
    (desk / "latin.md").write_bytes(b"caf\xe9")
    (desk / "wrong.jsonl").write_text('{"id": "a", "text": "x"}\n', encoding="utf-8")

    done = check(*arguments, cwd=desk)

    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_no_model_and_no_sdk_is_loaded(desk: Path) -> None:
    program = (
        "import sys; sys.argv = ['ghostwriter', 'check', 'article.md', '--source', 'sources']\n"
        "from ghostwriter.cli.app import app\n"
        "try:\n    app(standalone_mode=False)\nfinally:\n    print(sorted(sys.modules))\n"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=desk, capture_output=True, text=True, check=False)

    assert not {"openhands", "litellm", "botocore"} & set(done.stdout.split("'"))


@pytest.mark.parametrize("holds_it", ["article.md", "sources/dam.md", "texts.jsonl"])
def test_what_holds_a_secret_of_the_environment_is_not_quoted(holds_it: str, desk: Path) -> None:
    secret = "ghp-16C7e42F292c6912E7710c838347Ae178B4a"
    (desk / "texts.jsonl").write_text(json.dumps({"text": ARTICLE, "sources": [DAM]}) + "\n")
    path = desk / holds_it
    path.write_text(path.read_text().replace("Ada Brook", f"Ada {secret} Brook"))
    way = (
        ("--jsonl", "texts.jsonl")
        if holds_it == "texts.jsonl"
        else ("article.md", "--source", "sources/dam.md", "--json")
    )

    done = check(*way, cwd=desk, env={"GITHUB_TOKEN": secret})

    assert done.returncode == 1
    assert "holds the secret GITHUB_TOKEN, as it is" in done.stderr
    assert secret not in done.stdout + done.stderr


@pytest.mark.parametrize("number", ["1" * 5_000, "1." + "2" * 5_000, "1," + "234," * 1_500, "1/" + "3" * 5_000])
def test_a_number_without_end_is_a_number(number: str) -> None:
    sentence = f"There were {number} people in {number} per cent of 12 towns."

    assert library_check(sentence, [PROSE_OF_TOWNS]).hard
    assert not [flag for flag in library_check(PROSE_OF_TOWNS, [sentence, PROSE_OF_TOWNS]).flags if flag.hard]


PROSE_OF_TOWNS = "There were 300 people in 5 per cent of 12 towns."
