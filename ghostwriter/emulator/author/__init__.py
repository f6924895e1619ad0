"""The extractive author: answers the five stages by fixed rules, without a language model, and says so.

Deterministic and honest: every sentence that it writes is a sentence of a source, every verdict a comparison of words.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ghostwriter.emulator.author import critique, drafting, extraction, revision, verification
from ghostwriter.emulator.author.prompt import Prompt, read_prompt
from ghostwriter.emulator.author.writing import hand_in
from ghostwriter.emulator.exchange import Answer

NOT_A_TASK = (
    "This is Ghostwriter's offline emulator. No language model answers here: it writes articles from sources by fixed "
    "rules, and this request is none of its tasks."
)

_STAGES: Mapping[str, Callable[[Prompt], str]] = {
    "extraction": extraction.write,
    "drafting": drafting.write,
    "critique": critique.write,
    "revision": revision.write,
    "verification": verification.write,
}


def answer(request: Mapping[str, Any]) -> Answer:
    """Answer the JSON body of a Converse request; the same one is always answered alike."""
    prompt = read_prompt(request)
    if prompt is None or prompt.stage not in _STAGES:
        return Answer([{"text": NOT_A_TASK}], "end_turn")
    return hand_in(request, prompt.artifact, _STAGES[prompt.stage](prompt))
