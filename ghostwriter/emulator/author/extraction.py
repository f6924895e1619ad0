"""Extraction: the passages of a source that an article for this brief could rest on."""

import json

from ghostwriter.emulator.author.passages import clean, passages
from ghostwriter.emulator.author.prompt import Prompt
from ghostwriter.emulator.author.salience import pick, scores

FEWEST, MOST = 8, 30
WORDS_A_FACT = 22
"""One fact for so many words of the source."""


def compose(prompt: Prompt) -> str:
    """The extraction as JSON; quotes are passages of the source, character for character."""
    facts: list[dict[str, str]] = []
    for source in prompt.sources:
        found = passages(source.text)
        texts = [clean(passage.text) for passage in found]
        ranked = [
            score + 0.3 * (1 - passage.place) for score, passage in zip(scores(texts, prompt.brief), found, strict=True)
        ]
        most = max(FEWEST, min(MOST, len(source.text.split()) // WORDS_A_FACT))
        facts += [
            {"statement": texts[index], "quote": found[index].text} for index in sorted(pick(texts, ranked, most))
        ]
    return json.dumps({"facts": facts}, ensure_ascii=False, indent=1)
