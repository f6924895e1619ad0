"""The documents say what is so."""

import re
import subprocess
from pathlib import Path

import pytest

from docs.tables import TABLES, with_table
from ghostwriter.config.environment import VARIABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    path.relative_to(ROOT) for folder in (ROOT, ROOT / "docs", ROOT / "examples") for path in folder.glob("*.md")
)
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "ghostwriter").rglob("*.py")))
STAGE_VARIABLE = re.compile(r"GHOSTWRITER_[A-Z]+_MODEL")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("target", re.findall(r"^\s*make ([a-z.]+)", README, re.MULTILINE))
def test_every_make_command_of_the_readme_exists(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE)


def test_every_variable_that_the_code_reads_is_explained() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    read = set(re.findall(r'"((?:AWS|GHOSTWRITER)_[A-Z_]+)"', CODE)) - {"GHOSTWRITEROFFLINE"}

    assert not {name for name in read if f"{name}=" not in example}
    documented = "".join((ROOT / document).read_text(encoding="utf-8") for document in DOCUMENTS)
    assert not {name for name in read if name not in documented and not STAGE_VARIABLE.fullmatch(name)}


def test_every_variable_of_the_example_means_something() -> None:
    listed = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)

    assert not {name for name in listed if f'"{name}"' not in CODE and name not in VARIABLES}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_tables_made_from_the_code_are_up_to_date(name: str) -> None:
    document, table = TABLES[name]
    text = (ROOT / document).read_text(encoding="utf-8")

    assert with_table(text, name, table()) == text, "run `make docs`"


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_lead_to_files_and_to_headings(document: Path) -> None:
    path = ROOT / document
    for link, heading in re.findall(r"\]\(([^)#:]*)(?:#([^)]+))?\)", path.read_text(encoding="utf-8")):
        target = path.parent / link if link else path
        assert target.exists(), link
        if heading:
            assert heading in anchors(target), f"{link}#{heading}"


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if path.name != "CHANGELOG.md"], ids=str)
def test_files_named_in_the_documents_exist(document: Path) -> None:
    named = re.findall(
        r"`((?:ghostwriter|tests|benchmarks|docs|prompts)/[\w./-]*)`", (ROOT / document).read_text(encoding="utf-8")
    )

    assert not [name for name in named if not (ROOT / name).exists()]


def anchors(document: Path) -> set[str]:
    """The addresses of a Markdown file's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_takes_two_screens() -> None:
    assert len(README.splitlines()) <= 110


def test_files_named_in_the_architecture_exist() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| \d \| `([a-z]+)/` \| (.*) \|$", contributing, re.MULTILINE)

    assert {room for room, _ in rooms} == {path.parent.name for path in (ROOT / "ghostwriter").glob("*/__init__.py")}
    for room, contents in rooms:
        for inner in re.findall(r"`([a-z_]+)/`", contents):
            assert (ROOT / "ghostwriter" / room / inner).is_dir(), f"{room}/{inner}"


def test_no_tracked_file_holds_a_path_of_somebodys_machine() -> None:
    machine = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work)/[a-z]\w*/")
    guilty = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in {".py", ".md", ".toml", ".j2", ".yaml", ".txt", ".css", ".js", ""}
        and path.name != "test_cassettes.py"
        if machine.search(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert not guilty
