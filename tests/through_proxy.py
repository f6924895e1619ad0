"""How the tests ask through a proxy: one question, a whole run, or the real program."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ghostwriter.brief.brief import load_brief
from ghostwriter.config.settings import Flags, resolve_settings
from ghostwriter.emulator.server import Emulator
from ghostwriter.pipeline.pipeline import GhostwriterPipeline
from ghostwriter.schema.events import Event
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.usage import Usage
from tests.litellm_proxy import KEY_ID, SECRET, VIRTUAL_KEY, LiteLLMProxy
from tests.scripting import with_calls

LONG = "A fact to remember. " * 3_000


def environment(proxy: LiteLLMProxy, model: str) -> dict[str, str]:
    """What leads to ``model``."""
    return proxy.chat if model.startswith("litellm_proxy/") else proxy.pass_through


def ask(proxy: LiteLLMProxy, model: str, text: str = "Say hello.", **settings: Any) -> Usage:
    """One question after a long block that may be shared; returns what it used."""
    from ghostwriter.bedrock.factory import create_llm
    from ghostwriter.bedrock.llm import CallContext
    from ghostwriter.bedrock.sdk import Message, TextContent

    parameters = settings.pop("parameters", {})
    used: list[Usage] = []
    context = CallContext(on_response=lambda response: used.append(response.usage))
    env = environment(proxy, model)
    llm = create_llm(model, env=env, context=context, max_output_tokens=5_000, attempts=1, **settings)
    messages = [Message(role="user", content=[TextContent(text=LONG), TextContent(text=text)])]
    llm.completion(messages, on_token=(lambda _chunk: None) if llm.stream else None, **parameters)
    (usage,) = used
    return usage


def run(proxy: LiteLLMProxy, brief: Path, folder: Path, model: str, **changes: Any) -> tuple[RunRecord, list[Event]]:
    """A run that never waits between tries, and its events."""
    env, events = environment(proxy, model), list[Event]()
    loaded = load_brief(brief)
    settings = with_calls(resolve_settings(Flags(models=(model,)), env, loaded), **({"longest_wait": 0} | changes))
    return GhostwriterPipeline(settings, env=env, on_event=events.append).run(loaded, folder), events


def command(env: dict[str, str], brief: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    """`ghostwriter run`, in a workspace beside the brief."""
    return subprocess.run(
        [sys.executable, "-m", "ghostwriter", "run", str(brief), "--workspace", str(brief.parent / "workspace"), *more],
        env=dict(os.environ) | env,
        cwd=brief.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def assert_the_proxy_alone_holds_the_keys(upstream: Emulator, *folders: Path) -> None:
    """Every request is signed with the proxy's keys; neither they nor the virtual key stand where they do not belong."""
    assert not {name for name in os.environ if name.startswith("AWS_")} - {"AWS_EC2_METADATA_DISABLED"}
    assert upstream.received
    for received in upstream.received:
        assert received.headers["authorization"].startswith(f"AWS4-HMAC-SHA256 Credential={KEY_ID}/")
        assert VIRTUAL_KEY not in str(received)
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        assert SECRET not in text
        assert VIRTUAL_KEY not in text
