"""Set-up on machines that have no fitting Python."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIND = ROOT / ".ci/find-python"


def find(path: Path, home: Path) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": f"{path}:/usr/bin:/bin", "HOME": str(home)}
    return subprocess.run([str(FIND)], env=env, capture_output=True, text=True, check=False, timeout=30)


def python(folder: Path, name: str, *, exit_code: int) -> Path:
    """A stand-in for an interpreter: it fits if it exits with 0."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_first_fitting_python_is_taken(tmp_path: Path) -> None:
    python(tmp_path / "bin", "python3.12", exit_code=1)
    fitting = python(tmp_path / "bin", "python3.13", exit_code=0)

    assert find(tmp_path / "bin", tmp_path).stdout.strip() == str(fitting)


def test_pyenvs_versions_are_looked_through_where_the_path_has_none(tmp_path: Path) -> None:
    for name in ("python3.12", "python3.13", "python3.14", "python3"):
        python(tmp_path / "bin", name, exit_code=1)
    fitting = python(tmp_path / ".pyenv/versions/3.12.4/bin", "python", exit_code=0)

    assert find(tmp_path / "bin", tmp_path).stdout.strip() == str(fitting)


def test_where_there_is_none_it_says_what_to_install(tmp_path: Path) -> None:
    for name in ("python3.12", "python3.13", "python3.14", "python3"):
        python(tmp_path / "bin", name, exit_code=1)

    done = find(tmp_path / "bin", tmp_path)

    assert done.returncode == 1
    assert "needs Python 3.12 or newer" in done.stderr
    assert "uv" in done.stderr


def test_the_environments_python_is_one_that_the_project_allows() -> None:
    done = subprocess.run([str(FIND)], env=dict(os.environ), capture_output=True, text=True, check=False, timeout=30)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
