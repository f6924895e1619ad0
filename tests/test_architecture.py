"""The arrows between the rooms run one way, and the heavy libraries stay behind their doors."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ghostwriter"
LONGEST_FILE = 250

HEAVY = {"openhands", "litellm"}
LEAVES = ("ghostwriter.schema.file_names", "ghostwriter.text.invisible")
"""What knows of nothing else, and may be used by whatever knows of nothing but such."""
MAY_USE_HEAVY = {"sdk.py", "editor.py"}

FORBIDDEN = {
    "verification": {
        "ghostwriter.pipeline.pipeline",
        "ghostwriter.pipeline.run",
        "ghostwriter.agents.conversation",
        "ghostwriter.bedrock",
        "ghostwriter.cli.app",
    },
    "sources": {
        "ghostwriter.pipeline.pipeline",
        "ghostwriter.pipeline.run",
        "ghostwriter.agents.conversation",
        "ghostwriter.bedrock",
        "ghostwriter.cli.app",
    },
    "report": {
        "ghostwriter.pipeline.pipeline",
        "ghostwriter.pipeline.run",
        "ghostwriter.agents.conversation",
        "ghostwriter.bedrock",
        "ghostwriter.cli.app",
    },
    "emulator": {
        "ghostwriter.pipeline.pipeline",
        "ghostwriter.pipeline.run",
        "ghostwriter.agents.conversation",
        "ghostwriter.cli.app",
        "ghostwriter.pipeline.build",
    },
    "bedrock": {
        "ghostwriter.pipeline.pipeline",
        "ghostwriter.pipeline.run",
        "ghostwriter.agents.conversation",
        "ghostwriter.cli.app",
        "ghostwriter.config.settings",
        "ghostwriter.config.model_choice",
        "ghostwriter.config.dotenv",
    },
    "environment.py": {"ghostwriter."},
    "artifacts.py": {"ghostwriter."},
    "events.py": {"ghostwriter."},
    "errors.py": {"ghostwriter."},
    "workspace.py": {
        "ghostwriter.pipeline.pipeline",
        "ghostwriter.pipeline.run",
        "ghostwriter.agents.conversation",
        "ghostwriter.bedrock",
    },
}


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


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_keeps_to_its_layer(path: Path) -> None:
    inside = str(path.relative_to(PACKAGE))
    used = imports(path)

    if inside not in MAY_USE_HEAVY:
        assert not {name for name in used if name.split(".")[0] in HEAVY}
    for room, forbidden in FORBIDDEN.items():
        if inside == room or inside.startswith(f"{room}/"):
            assert not {name for name in used if name.startswith(tuple(forbidden)) and not name.startswith(LEAVES)}


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

    assert not {path for path in printing if not path.startswith(("cli.py", "commands/", "display/"))}
