"""The real program as a process: help, exit codes, streams, completion."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ghostwriter.errors import BriefError, BudgetReached, ConfigurationError, SourceError, StageFailed, WorkspaceError
from tests.scripting import write_brief

COMMANDS = ("run", "new", "check", "report", "models", "doctor", "emulator")


def ghostwriter(*arguments: str, cwd: Path, stdin: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ghostwriter", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=dict(os.environ) | {"COLUMNS": "100"} | env,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, tmp_path: Path) -> None:
    done = ghostwriter(command, "--help", cwd=tmp_path)

    assert done.returncode == 0
    assert "Examples:" in done.stdout
    assert f"ghostwriter {command}" in done.stdout


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv = ['ghostwriter', '--help']\n"
        "from ghostwriter.cli.app import main\nmain()\nprint(sorted(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert not {"pydantic", "openhands", "litellm", "jinja2", "botocore"} & set(done.stdout.split("'"))


def test_the_exit_codes_are_those_of_the_contract() -> None:
    kinds = (StageFailed, BriefError, SourceError, WorkspaceError, ConfigurationError, BudgetReached)

    assert [kind.exit_code for kind in kinds] == [1, 2, 2, 2, 3, 5]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("run", "nothing.md"), 2, "no such file"),
        (("run", "bad.md"), 2, "did you mean 'audience'"),
        (("run", "unreadable.md"), 2, "gone.md: no such file"),
        (("run", "brief.md", "--model", "draftin=opus", "--offline"), 3, "did you mean 'drafting'"),
        (("run", "brief.md", "--model", "openai/gpt-4.1", "--offline"), 3, "Bedrock models only"),
        (("run", "brief.md", "--prompts", "nowhere", "--offline"), 3, "no such folder"),
        (("run", "brief.md"), 3, "AWS_BEARER_TOKEN_BEDROCK"),
        (("run", "brief.md", "--threshold", "7", "--offline"), 3, "between 0 and 1"),
        (("run", "brief.md", "--nonsense"), 2, "--nonsense"),
        (("new", "brief.md"), 2, "already"),
        (("report", "nowhere"), 2, "nowhere"),
        (("emulator", "--script", "nothing.json"), 2, "cannot be read"),
        (("doctor",), 3, ""),
    ],
)
def test_bad_input_ends_with_one_clear_error(arguments: tuple[str, ...], code: int, words: str, tmp_path: Path) -> None:
    write_brief(tmp_path)
    (tmp_path / "bad.md").write_text("---\naudiance: x\n---\n", encoding="utf-8")
    (tmp_path / "unreadable.md").write_text("---\nsources: [gone.md, dam.md]\n---\nx\n", encoding="utf-8")

    done = ghostwriter(*arguments, cwd=tmp_path)

    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.startswith("error")]) <= 3


def test_a_new_folder_runs_as_it_stands_and_is_never_written_over(tmp_path: Path) -> None:
    made = ghostwriter("new", "my-article", cwd=tmp_path)
    folder = tmp_path / "my-article"
    done = ghostwriter("run", "brief.md", "--offline", cwd=folder)
    again = ghostwriter("new", "my-article", cwd=tmp_path)

    assert "cd my-article && ghostwriter run brief.md --offline" in made.stdout
    assert done.returncode == 0, done.stderr
    article = (folder / "workspaces/brief/final.md").read_text(encoding="utf-8")
    assert article.startswith("# How Bristol came to keep London time\n")
    assert (again.returncode, "not an empty folder" in again.stderr) == (2, True)
    assert (folder / "workspaces/brief/final.md").read_text(encoding="utf-8") == article


def test_a_new_brief_is_a_brief(tmp_path: Path) -> None:
    assert ghostwriter("new", "mine.md", cwd=tmp_path).returncode == 0
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.md").write_text("# A\n\nThe dam of Elm was finished in 1936.\n", encoding="utf-8")

    done = ghostwriter("run", "mine.md", "--dry-run", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "nothing has been called" in done.stdout


def test_a_dry_run_estimates_and_writes_nothing(tmp_path: Path) -> None:
    write_brief(tmp_path)

    done = ghostwriter("run", "brief.md", "--dry-run", "--json", cwd=tmp_path)

    rows = json.loads(done.stdout)["rows"]
    assert [row["stage"] for row in rows] == ["extraction", "drafting", "critique", "verification", "revision"]
    assert all(row["high"]["usd"] > row["low"]["usd"] >= 0 for row in rows)
    assert not (tmp_path / "workspaces").exists()


def test_json_events_are_alone_on_standard_output_and_results_else(tmp_path: Path) -> None:
    write_brief(tmp_path)

    events = ghostwriter("run", "-", "--offline", "--json", cwd=tmp_path, stdin=(tmp_path / "brief.md").read_text())
    again = ghostwriter("run", "-", "--offline", cwd=tmp_path, stdin=(tmp_path / "brief.md").read_text())

    kinds = [json.loads(line)["kind"] for line in events.stdout.splitlines()]
    assert kinds[0] == "run_started"
    assert kinds[-1] == "run_finished"
    assert again.stdout.splitlines() == ["workspaces/stdin/final.md", "workspaces/stdin/report.html"]
    assert "no language model writes it" in events.stdout
    assert "everything is up to date" in again.stderr


def test_a_run_below_its_threshold_ends_with_4(tmp_path: Path) -> None:
    write_brief(tmp_path)
    ghostwriter("run", "brief.md", "--offline", cwd=tmp_path)
    draft = tmp_path / "workspaces/brief/drafting/draft.md"
    draft.write_text(draft.read_text() + "\nThe dam is made of 77 kinds of cheese. [S1F1]\n", encoding="utf-8")

    done = ghostwriter("run", "brief.md", "--offline", "--threshold", "1", "--rounds", "0", cwd=tmp_path)

    assert done.returncode == 4, done.stderr
    assert "77 kinds of cheese" in done.stderr


def test_closed_standard_output_is_no_disaster(tmp_path: Path) -> None:
    command = f"{sys.executable} -m ghostwriter models | head -n 0"

    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    assert "Traceback" not in done.stderr


def test_no_colour_where_none_is_wanted(tmp_path: Path) -> None:
    assert "\x1b[" not in ghostwriter("--help", cwd=tmp_path, NO_COLOR="1", FORCE_COLOR="").stdout
    assert "\x1b[" not in ghostwriter("models", cwd=tmp_path, NO_COLOR="1").stdout


def test_models_and_doctor_speak_json(tmp_path: Path) -> None:
    models = json.loads(ghostwriter("models", "--json", cwd=tmp_path).stdout)
    doctor = ghostwriter("doctor", "--json", cwd=tmp_path, AWS_BEARER_TOKEN_BEDROCK="hidden-token")

    assert {row["alias"] for row in models} == {"haiku", "sonnet", "opus"}
    assert doctor.returncode == 0
    assert "hidden-token" not in doctor.stdout
    assert {finding["name"] for finding in json.loads(doctor.stdout)} >= {"credentials", "region", "model for drafting"}


def test_completion_knows_stages_and_aliases(tmp_path: Path) -> None:
    done = ghostwriter(
        cwd=tmp_path,
        _GHOSTWRITER_COMPLETE="complete_bash",
        COMP_WORDS="ghostwriter run brief.md --model draf",
        COMP_CWORD="4",
    )

    assert "drafting=opus" in done.stdout.split()
