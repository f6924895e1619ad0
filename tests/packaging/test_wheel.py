"""The wheel, installed outside the checkout, brings everything that a run needs."""

import os
import site
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.scripting import write_brief

ROOT = Path(__file__).parents[2]


def run(command: list[str], cwd: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120, env=dict(os.environ) | env
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network: the build backend is among the development tools."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def outside(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment that has the wheel, and its dependencies from the test environment."""
    folder = tmp_path_factory.mktemp("outside")
    assert run([sys.executable, "-m", "venv", "--without-pip", "venv"], folder).returncode == 0
    packages = folder / "venv/lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # A .pth line adds the folder, but does not run the .pth files in it: the editable checkout stays out.
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n", encoding="utf-8")
    return folder / "venv/bin/python"


def test_the_wheel_holds_prompts_and_templates_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    for prompt in (ROOT / "prompts").rglob("*"):
        if prompt.is_file():
            assert f"ghostwriter/prompts/{prompt.relative_to(ROOT / 'prompts').as_posix()}" in names
    assert "ghostwriter/report/report.html.j2" in names
    assert not [name for name in names if name.startswith(("tests/", "workspaces/", "cassettes/"))]


def test_the_installed_program_is_the_wheels(outside: Path, tmp_path: Path) -> None:
    where = run([str(outside), "-c", "import ghostwriter; print(ghostwriter.__file__)"], tmp_path)

    assert Path(where.stdout.strip()).is_relative_to(outside.parent.parent)
    assert run([str(outside), "-m", "ghostwriter", "--version"], tmp_path).stdout.startswith("ghostwriter ")


def test_the_installed_program_runs_a_brief(outside: Path, tmp_path: Path) -> None:
    brief = write_brief(tmp_path)

    done = run([str(outside), "-m", "ghostwriter", "run", str(brief), "--offline", "--workspace", "out"], tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/final.md").read_text(encoding="utf-8").startswith("# ")
