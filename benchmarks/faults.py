"""Measures which small faults in the code the tests find: ``python -m benchmarks.faults [--tree CHECKOUT] [--only NUMBERS]``.

``faults.json`` lists the faults: a line of the package that occurs once, and the wrong line that replaces it. They were drawn
at random (seed 13), at most one for each file, among conditions that can be negated, conjunctions, flags, sums and differences.
Each is put into the code on its own; a fault is found when a test fails. The tests that mirror the file run first, then those
of its room, then the whole suite as ``make test`` runs it. The checkout has to be clean; it is as before afterwards.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FAULTS = Path(__file__).with_name("faults.json")
LONGEST_SECONDS = 1500
"""After which a run of tests counts as hanging, which finds the fault as well."""


@dataclass(frozen=True)
class Fault:
    """A line of the package, and the wrong line in its place."""

    right: str
    wrong: str

    def file_in(self, package: Path) -> Path:
        """The file that has the line.

        Raises:
            LookupError: if no file has it, or more than one place.
        """
        found = [
            path
            for path in sorted(package.rglob("*.py"))
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip() == self.right
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} lines of the package are {self.right!r}; change faults.json")
        return found[0]

    def put_into(self, text: str) -> str:
        """A file's text with the fault."""
        return text.replace(self.right, self.wrong, 1)


def main() -> None:
    """Put each fault into the code, run the tests, and print what found it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--tree", type=Path, default=Path(__file__).parents[1], help="a checkout with its .venv")
    options.add_argument("--only", default="", help="numbers of faults, with commas")
    chosen = options.parse_args()
    tree = chosen.tree.resolve()
    clean = subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=tree, check=False)  # noqa: S607  (the user's git)
    if clean.returncode:
        sys.exit(f"{tree} has changes that are not committed")
    faults = [Fault(*pair) for pair in json.loads(FAULTS.read_text(encoding="utf-8"))]
    numbers = [int(number) for number in chosen.only.split(",")] if chosen.only else range(1, len(faults) + 1)
    killed = 0
    for number in numbers:
        started = time.monotonic()
        path, test = try_fault(tree, faults[number - 1])
        killed += test is not None
        place = path.relative_to(tree / "ghostwriter")
        print(f"{number:3} {place}: {test or 'NOT FOUND'} ({time.monotonic() - started:.0f} s)", flush=True)
    print(f"{killed} of {len(numbers)} faults found")


def try_fault(tree: Path, fault: Fault) -> tuple[Path, str | None]:
    """The file of a fault, and the first test that fails with it, if any does."""
    path = fault.file_in(tree / "ghostwriter")
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(fault.put_into(text), encoding="utf-8")
        return path, next(filter(None, (failing_test(tree, tests) for tests in stages(tree, path))), None)
    finally:
        path.write_text(text, encoding="utf-8")


def stages(tree: Path, path: Path) -> Iterator[list[str]]:
    """Arguments of pytest, from the nearest tests to all."""
    place = path.relative_to(tree / "ghostwriter")
    mirror = tree / "tests" / place.with_name(f"test_{place.name}")
    if mirror.exists():
        yield ["-n", "0", str(mirror)]
    room = tree / "tests" / place.parts[0]
    if len(place.parts) > 1 and room.is_dir():
        yield ["-n", "2", str(room)]
    yield ["-n", "2"]


def failing_test(tree: Path, arguments: list[str]) -> str | None:
    """The first test that fails in a run, or None."""
    sliced = ["--one-in", "15"] if (tree / "tests/slices.py").exists() else []
    command = [
        ".venv/bin/python",
        "-m",
        "pytest",
        "-q",
        "-x",
        "--no-header",
        "-p",
        "no:cacheprovider",
        *sliced,
        *arguments,
    ]
    try:
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "a run that hangs"
    failures = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    if failures:
        return failures[0].split(" - ")[0].split(" ", 1)[1]
    return f"pytest's exit code {done.returncode}" if done.returncode not in {0, 5} else None


if __name__ == "__main__":
    main()
