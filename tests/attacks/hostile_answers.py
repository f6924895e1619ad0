"""Answers of shapes that no model gives, by emulator script, and words that take long to look through."""

import json
from typing import Any

from tests.attacks.hostile_models import (
    ARTICLE,
    CRITIQUE,
    DRAFT,
    EXTRACTION,
    Entry,
    Script,
    always,
    article,
    says,
    use,
    writes,
)
from tests.scripting import for_task

GOOD = use(command="create", path=DRAFT, file_text=ARTICLE, security_risk="LOW", summary="x")

ODD_LINES: list[Any] = [True, -1, 0.5, "3", None, [], 10**30]


def body(**given: Any) -> Entry:
    return {"response": given}


def with_content(content: Any, stop: Any = "tool_use", **more: Any) -> Script:
    return always(
        DRAFT, body(output={"message": {"role": "assistant", "content": content}}, stopReason=stop, **more), 6
    )


def with_call(**call: Any) -> Script:
    return always(DRAFT, says({"toolUse": {"toolUseId": "t", "name": "file_editor", "input": {}, **call}}), 6)


def beside(block: Any) -> Script:
    """A block of that shape, and the work behind it."""
    return [for_task(DRAFT, says(block, GOOD))]


CALLS: dict[str, Script] = {
    "a call's input is words": with_call(input="create the file"),
    "a call's input is nothing": with_call(input=None),
    "a call's input is nested without end": with_call(input=json.loads('{"a":' * 400 + "1" + "}" * 400)),
    "a call's number is a number": with_call(toolUseId=5),
    "a call's number is as long as a book": with_call(toolUseId="i" * 200_000),
    "a call's name is a number": with_call(name=12),
    "half a surrogate pair in a call's number": with_call(toolUseId="\ud83d"),
    "five hundred calls of three tools": always(
        DRAFT,
        says(*(use(("file_editor", "bash", "think")[n % 3], f"t{n}", command="view", path=DRAFT) for n in range(500))),
        2,
    ),
    "a thousand calls of every conversation, for ever": [
        says(*(use(identifier=f"t{n}", command="view", path=EXTRACTION) for n in range(1_000)))
    ]
    * 40,
    "a draft of a hundred thousand pieces": always(
        DRAFT, says(use(command="create", path=DRAFT, file_text="word " * 100_000)), 4
    ),
    "twenty megabytes from every conversation at once": [
        says(use(command="create", path="x", file_text="word " * 4_000_000))
    ]
    * 2,
    "calls that can be carried out among some that cannot": always(
        DRAFT,
        says(
            *(
                use(identifier=f"t{n}", command="insert", path=DRAFT, insert_line=line, new_str="x")
                for n, line in enumerate(ODD_LINES)
            )
        ),
        1,
    ),
    "a change that is taken back at once": [
        for_task(DRAFT, says(GOOD, use(identifier="t2", command="create", path=DRAFT, file_text="")))
    ],
}
BLOCKS: dict[str, Script] = {
    f"a block of {name}": beside(block)
    for name, block in {
        "thoughts that are none": {"reasoningContent": None},
        "a call that is none": {"toolUse": None},
        "text that is a number": {"text": 5},
        "no kind": {},
        "an unknown kind": {"somethingNew": {"a": 1}},
        "a picture": {"image": {"format": "png", "source": {"bytes": "aGk="}}},
        "citations that are none": {"citationsContent": {"content": [], "citations": None}},
    }.items()
}
ENVELOPES: dict[str, Script] = {
    "content that is none": with_content(None),
    "content that is words": with_content("hello"),
    "a message that is none": always(DRAFT, body(output={"message": None}), 6),
    "no output": always(DRAFT, body(output=None), 6),
    "a list as the reason to stop": with_content([GOOD], ["end_turn"]),
    "a number as the reason to stop": with_content([{"text": "x"}], 7),
    "a trace that is a word": with_content([GOOD], trace="x"),
    "a trace of odd parts": with_content(
        [GOOD], "guardrail_intervened", trace={"guardrail": {"inputAssessment": {"g": {"topicPolicy": "x"}, "h": 1}}}
    ),
    "usage that is none": with_content([GOOD], usage=None),
    "usage of more than there are": with_content(
        [GOOD], usage={"inputTokens": 10**400, "outputTokens": 10**400, "totalTokens": 1}
    ),
    "an error made of braces": [{"error": {"status": 400, "type": "{x}", "message": "{" * 500_000}}] * 40,
}
BLOCKERS = {
    "summary": "Bad.",
    "issues": [{"severity": "blocker", "where": "x" * 900, "problem": "p" * 1900, "suggestion": "s" * 1900}] * 50,
}
WORDS: dict[str, Script] = {
    "a sentence of figures": writes(DRAFT, article("1,234.5 " * 60_000 + ". [S1F1]")),
    "a word as long as a book": writes(DRAFT, article("w" * 900_000 + ". [S1F1]")),
    "brackets in brackets": writes(DRAFT, article("[" * 200_000 + "x](y) [S1F1]")),
    "HTML around a citation": writes(DRAFT, article("A <[S1F1]script>alert(1)<[S1F1]/script> stands. [S1F1]")),
    "fifty blockers, and drafts that grow": [
        *writes(CRITIQUE, json.dumps(BLOCKERS)),
        *writes("drafting/draft-2.md", article("\n\n".join(f"It cost {n} dollars. [S1F1]" for n in range(100)))),
    ],
}

ANSWERS: dict[str, Script] = CALLS | BLOCKS | ENVELOPES | WORDS
