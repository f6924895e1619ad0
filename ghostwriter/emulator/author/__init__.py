"""The extractive author: answers the five stages by fixed rules, without a language model, and says so.

Deterministic and honest: every sentence that it writes is a sentence of a source, every verdict a comparison of words.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from ghostwriter.emulator.author import critique, drafting, extraction, revision, verification
from ghostwriter.emulator.author.prompt import Prompt, read_prompt
from ghostwriter.emulator.exchange import Answer

TOOL = "file_editor"
NOT_A_TASK = (
    "This is Ghostwriter's offline emulator. No language model answers here: it writes articles from sources by fixed "
    "rules, and this request is none of its tasks."
)

_STAGES: Mapping[str, Callable[[Prompt], str]] = {
    "extraction": extraction.compose,
    "drafting": drafting.compose,
    "critique": critique.compose,
    "revision": revision.compose,
    "verification": verification.compose,
}


def answer(request: Mapping[str, Any]) -> Answer:
    """Answer the JSON body of a Converse request; the same one is always answered alike."""
    prompt = read_prompt(request)
    if prompt is None or prompt.stage not in _STAGES:
        return Answer([{"text": NOT_A_TASK}], "end_turn")
    return _hand_in(request, prompt.artifact, _STAGES[prompt.stage](prompt))


def _hand_in(request: Mapping[str, Any], artifact: str, text: str) -> Answer:
    """Write the artifact with the editor; for models without tools, in the words that the SDK understands instead."""
    arguments = {
        "command": "create",
        "path": artifact,
        "file_text": text,
        "security_risk": "LOW",
        "summary": f"Write {artifact}",
    }
    if not (request.get("toolConfig") or {}).get("tools"):
        return Answer([{"text": _in_words(arguments)}], "end_turn")
    digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    use = {"toolUseId": f"tooluse_{digest[:22]}", "name": TOOL, "input": arguments}
    return Answer([{"toolUse": use}], "tool_use")


def _in_words(arguments: Mapping[str, str]) -> str:
    parameters = "\n".join(f"<parameter={name}>{value}</parameter>" for name, value in arguments.items())
    return f"<function={TOOL}>\n{parameters}\n</function>"
