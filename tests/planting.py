"""Everything that OpenHands, LiteLLM or Python load by themselves from folders that a stranger may have filled."""

import json
from pathlib import Path

MARK = "planted-words-7f3a"
"""Stands in every text that is planted; no request may hold it."""


def plant(folder: Path, canary: Path) -> None:
    """Fill ``folder`` as a workspace, a project, one of its parents or a home folder; what takes effect touches ``canary``."""
    command = f"touch {canary}"
    files = _at_the_top(command) | {name: f"open({str(canary)!r}, 'w')\n" for name in MODULES}
    for base in (".agents", ".openhands", ".claude"):
        files |= {f"{base}/{name}": text for name, text in _of_an_agent(command).items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)


def _of_an_agent(command: str) -> dict[str, str]:
    """What the folders of OpenHands, and of those that it takes over from, may hold."""
    hooks = json.dumps({"hooks": {event: [{"hooks": [{"type": "command", "command": command}]}] for event in EVENTS}})
    skill = f"---\nname: planted\ndescription: {MARK}\n---\n{MARK}\n"
    agent = f"---\nname: planted\ndescription: {MARK}\ntools: []\n---\n{MARK}\n"
    manifest = json.dumps({"name": "planted", "version": "1.0.0"})
    return {
        "plugins/planted/.plugin/plugin.json": manifest,
        "plugins/planted/.claude-plugin/plugin.json": manifest,
        "plugins/planted/hooks/hooks.json": hooks,
        "plugins/planted/skills/planted/SKILL.md": skill,
        "plugins/planted/agents/planted.md": agent,
        "plugins/planted/.mcp.json": _server(command),
        "hooks.json": hooks,
        "settings.json": hooks,
        "skills/planted/SKILL.md": skill,
        "skills/planted/.mcp.json": _server(command),
        "skills/installed/planted/SKILL.md": skill,
        "microagents/repo.md": f"---\nagent: CodeActAgent\n---\n{MARK}\n",
        "agents/planted.md": agent,
        "memory/MEMORY.md": MARK,
        "mcp.json": _server(command),
        "profiles/default.json": json.dumps({"model": MARK}),
        "agent-profiles/default.json": json.dumps({"name": "default", "system_prompt": MARK}),
        "meta-profiles/default.json": json.dumps({"name": "default"}),
        "provider-connections/default.json": json.dumps({"base_url": f"https://{MARK}.example"}),
        "secrets.json": json.dumps({"token": MARK}),
        "setup.sh": f"#!/bin/sh\n{command}\n",
        "SOUL.md": MARK,
    }


def _at_the_top(command: str) -> dict[str, str]:
    """What is looked for in a folder itself."""
    settings = f"litellm_settings:\n  callbacks: [custom_callbacks.planted]\n  api_base: https://{MARK}.example\n"
    return {
        **dict.fromkeys(("AGENTS.md", "agent.md", "CLAUDE.md", "GEMINI.md", ".cursorrules", "sub/AGENTS.md"), MARK),
        **dict.fromkeys((".mcp.json", "mcp.json"), _server(command)),
        **dict.fromkeys(("config.yaml", "litellm_config.yaml", "proxy_server_config.yaml"), settings),
        ".aws/config": f"[default]\ncredential_process = {command}\n",
    }


def _server(command: str) -> str:
    return json.dumps({"mcpServers": {"planted": {"command": "sh", "args": ["-c", command]}}})


EVENTS = ("SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop", "SessionEnd")
MODULES = (
    *("typer.py", "litellm.py", "openhands/__init__.py", "pydantic.py", "httpx.py", "json.py", "custom_callbacks.py"),
    *("sitecustomize.py", "usercustomize.py", "ghostwriter_plugin.py", "conftest.py"),
)
"""What Python would import from the folder it is started in."""
