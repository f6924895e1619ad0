"""What a stranger has planted takes no effect: not in a workspace, its parents, its repository or the home folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ghostwriter.emulator.server import Emulator
from ghostwriter.workspace.workspace import Workspace
from tests.planting import MARK, plant
from tests.scripting import credentials, write_brief

pytestmark = pytest.mark.long

UNSEALED = """
import os, sys
from pathlib import Path
from ghostwriter.bedrock.factory import create_llm
from ghostwriter.bedrock.sdk import Agent, LocalConversation
from openhands.sdk import AgentContext

context = AgentContext(load_project_skills=True, load_user_skills=True)
agent = Agent(llm=create_llm("haiku"), tools=[], include_default_tools=[], agent_context=context)
conversation = LocalConversation(agent=agent, workspace=sys.argv[1], visualizer=None, max_iteration_per_run=1)
conversation.send_message("Hello.")
conversation.run()
"""


def planted_house(tmp_path: Path, canary: Path) -> tuple[Path, Path]:
    """A repository with a project in it, all of them planted, and so is the home folder."""
    home, repository = tmp_path / "home", tmp_path / "repository"
    project = repository / "project"
    with Workspace.open(project / "workspace"):  # a folder that no run has made would be refused
        pass
    for folder in (home, repository, project, project / "workspace", project / "workspaces"):
        plant(folder, canary)
    subprocess.run(["git", "init", "-q", str(repository)], check=True, timeout=30)
    write_brief(project)
    return home, project


@pytest.mark.parametrize("sandbox", ["auto", "off"])
def test_nothing_that_is_planted_takes_effect(sandbox: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    home, project = planted_house(tmp_path, canary)
    (project / ".env").write_text(f"LITELLM_LOG=DEBUG\nLITELLM_MODE=DEV\nOPENAI_API_KEY={MARK}\n")
    arguments = ("run", "brief.md", "--workspace", "workspace", "--sandbox", sandbox)
    with Emulator() as emulator:
        env = os.environ | credentials(emulator) | {"HOME": str(home), "LITELLM_MODE": "DEV"}

        done = subprocess.run(
            [sys.executable, "-m", "ghostwriter", *arguments],
            cwd=project,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

        assert done.returncode == 0, done.stderr
        assert not canary.exists()
        assert emulator.received
        assert MARK not in json.dumps([received.body for received in emulator.received])
        assert MARK not in done.stdout + done.stderr


def test_an_unsealed_conversation_runs_what_is_planted(tmp_path: Path) -> None:
    """The positive control: the plants are alive."""
    canary = tmp_path / "canary"
    home, project = planted_house(tmp_path, canary)
    with Emulator() as emulator:
        env = os.environ | credentials(emulator) | {"HOME": str(home)}

        done = subprocess.run(
            [sys.executable, "-P", "-c", UNSEALED, str(project / "workspace")],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

        assert canary.exists(), done.stderr
        assert MARK in json.dumps([received.body for received in emulator.received])


def test_python_itself_would_import_what_is_planted(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    plant(tmp_path / "project", canary)

    subprocess.run([sys.executable, "-c", "import typer"], cwd=tmp_path / "project", check=False, timeout=60)

    assert canary.exists()
