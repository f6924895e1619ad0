"""The arrows between the rooms run one way, and the heavy libraries stay behind their doors."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ghostwriter"
LONGEST_FILE = 250

HEAVY = {"openhands", "litellm"}
MAY_USE_HEAVY = {"bedrock/sdk.py", "agents/file_editor.py"}

FLOORS = (
    {"text"},
    {"schema", "security"},
    {"bedrock", "verification", "workspace"},
    {"brief", "agents"},
    {"article", "config", "sources"},
    {"emulator", "report"},
    {"pipeline"},
    {"cli"},
)
"""The rooms, from the ground up: a room uses what stands on lower floors, and ``errors.py``."""
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in sorted(floor)}
AT_THE_ROOT = {"__init__.py", "__main__.py", "errors.py"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_every_module_stands_in_a_room() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == AT_THE_ROOT
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set(FLOOR)


@pytest.mark.parametrize("room", FLOOR)
def test_a_room_uses_only_rooms_on_lower_floors(room: str) -> None:
    used = {
        (str(path.relative_to(PACKAGE)), name)
        for path in (PACKAGE / room).rglob("*.py")
        for name in imports(path)
        if name.startswith("ghostwriter.") and name.split(".")[1] in FLOOR
    }

    assert not {
        (path, name) for path, name in used if (other := name.split(".")[1]) != room and FLOOR[other] >= FLOOR[room]
    }


def test_what_is_slow_to_import_is_imported_behind_two_doors() -> None:
    using = {
        str(path.relative_to(PACKAGE)) for path in modules() if {name.split(".")[0] for name in imports(path)} & HEAVY
    }

    assert using <= MAY_USE_HEAVY


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_only_the_command_line_prints() -> None:
    printing = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }

    assert not {path for path in printing if not path.startswith("cli/")}
