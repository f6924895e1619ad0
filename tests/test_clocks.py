"""What is decided is decided without the clock on the wall, which people and networks set forwards and back."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ghostwriter"
WALL = {"time", "time_ns", "now", "utcnow", "today", "gmtime", "localtime", "ctime"}
MAY_LOOK = {
    "bedrock/credentials": "signatures and the expiry of keys are AWS's own dates",
    "cli/commands/models.py": "shows which models are on their way out",
    "cli/doctor/settings.py": "shows how long credentials last",
    "emulator/credentials.py": "refuses signatures as old as AWS refuses them",
    "emulator/recorder.py": "stamps what was answered",
    "emulator/server.py": "stamps what was asked",
    "workspace/event_log.py": "stamps events",
    "pipeline/run.py": "stamps the record",
}


def modules() -> list[str]:
    return sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def looks_at_the_wall(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="time" | "datetime" | "date"), attr=name)):
            return name in WALL
        case _:
            return False


@pytest.mark.parametrize("module", [name for name in modules() if not name.startswith(tuple(MAY_LOOK))])
def test_a_module_measures_time_only_by_the_clock_that_nobody_sets(module: str) -> None:
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))

    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and looks_at_the_wall(node)]
