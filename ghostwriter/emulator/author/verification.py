"""Verification: each claim compared, word for word, with what its facts and its sources say."""

import json
import re
from collections.abc import Mapping
from typing import Any

from ghostwriter.emulator.author.passages import clean
from ghostwriter.emulator.author.prompt import Prompt, PromptSource
from ghostwriter.emulator.author.terms import BM25, containment, stems
from ghostwriter.text.numbers.figures import missing_numbers
from ghostwriter.text.sentences import split_sentences

CARRIED = 0.8
"""The share of a claim's words that its evidence has to hold."""
ABOUT_THE_SAME = 0.6
_NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|without|cannot|\w+n['’]t)\b", re.IGNORECASE)


def compose(prompt: Prompt) -> str:
    """The batch of verdicts as JSON."""
    quotes = {str(fact["id"]): (str(fact["source"]), str(fact["quote"])) for fact in prompt.facts}
    library = _Library(prompt.sources)
    verdicts = [_verdict(claim, quotes, library) for claim in prompt.claims]
    return json.dumps({"verdicts": verdicts}, ensure_ascii=False, indent=1)


class _Library:
    """The sentences of all sources, searchable."""

    def __init__(self, sources: tuple[PromptSource, ...]) -> None:
        self.sentences = [
            (source.id, sentence)
            for source in sources
            for block in re.split(r"\n\s*\n", source.text)
            for sentence in split_sentences(block)
        ]
        self._index = BM25([stems(clean(sentence)) for _, sentence in self.sentences])

    def best(self, claim: str) -> tuple[str, str] | None:
        """The sentence that speaks most of what a claim says."""
        scores = self._index.scores(stems(claim))
        top = max(range(len(scores)), key=scores.__getitem__, default=None)
        return self.sentences[top] if top is not None and scores[top] > 0 else None


def _verdict(claim: Mapping[str, Any], quotes: Mapping[str, tuple[str, str]], library: _Library) -> dict[str, Any]:
    text = str(claim["text"])
    if text.endswith("?") or not stems(text):
        return _says(claim, "opinion", None, "It states nothing that can be checked.")
    candidates = [quotes[identifier] for identifier in claim.get("cites", []) if identifier in quotes]
    for source, quote in candidates:
        passage = _narrowest(text, quote)
        if _carries(text, passage):
            return _says(claim, "supported", (source, passage), "The cited passage says so in the same words.")
    found = library.best(text)
    if found is None:
        return _says(claim, "unsupported", None, "No source speaks of it.")
    if _carries(text, found[1]):
        return _says(claim, "supported", found, "A passage of the source says so in the same words.")
    if containment(stems(text), stems(clean(found[1]))) >= ABOUT_THE_SAME and _differs(text, found[1]):
        return _says(claim, "contradicted", found, "The source gives another figure, or the opposite.")
    return _says(claim, "unsupported", None, "The nearest passage does not say all of it.")


def _narrowest(claim: str, quote: str) -> str:
    """The one sentence of a quote that carries a claim, or the whole quote."""
    return next((sentence for sentence in split_sentences(quote) if _carries(claim, sentence)), quote)


def _carries(claim: str, passage: str) -> bool:
    said = clean(passage)
    return containment(stems(claim), stems(said)) >= CARRIED and not _differs(claim, passage)


def _differs(claim: str, passage: str) -> bool:
    said = clean(passage)
    return bool(missing_numbers(claim, said)) or bool(_NEGATION.search(claim)) != bool(_NEGATION.search(said))


def _says(claim: Mapping[str, Any], verdict: str, evidence: tuple[str, str] | None, reasoning: str) -> dict[str, Any]:
    offered = [{"source": evidence[0], "quote": evidence[1]}] if evidence else []
    return {"claim": claim["id"], "verdict": verdict, "evidence": offered, "reasoning": reasoning}
