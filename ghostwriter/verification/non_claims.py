"""Sentences that need no evidence, known as such without asking a model: questions, and what only leads from one to another."""

import re
from collections.abc import Iterable

from ghostwriter.schema.artifacts import Claim, Verdict
from ghostwriter.text.numbers.figures import figures
from ghostwriter.text.quotations import quotations

_MOST_WORDS = 9
_LEADS_ON = re.compile(
    r"(?:but|and|so|still|yet|then|now|here|there|this|that|these|those|it|what|how|why|in short|in other words|first|next|"
    r"finally|let us|to see|consider|take)\b",
    re.IGNORECASE,
)
_STATE_NOTHING = """
    a all an and are as at be been before begins begin but by can changed come comes did different do does done end ends enough
    first follows for from had happened has have here how however in into is it its last left less let like long look matter
    matters more much not now of off on one only or other question questions reason remains said same see short so still story
    take than that the then there these they thing things this those time to turn turns two us was way were what when where which
    why will with words would yet you
"""
_EMPTY = frozenset(_STATE_NOTHING.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def need_no_evidence(claims: Iterable[Claim]) -> list[Verdict]:
    """Verdicts on those that can be told by their form. Whatever cites a fact, counts, quotes or names is a claim."""
    return [_verdict(claim, reason) for claim in claims if (reason := _why(claim))]


def _why(claim: Claim) -> str:
    text = claim.text
    if claim.cites or figures(text) or quotations(text):
        return ""
    words = _WORD.findall(text)
    names = [word for word in words[1:] if word[0].isupper() and word != "I"]
    if names:
        return ""
    if text.rstrip('*_ "”’)').endswith("?"):
        return "A question; it states nothing."
    if len(words) <= _MOST_WORDS and _LEADS_ON.match(text) and all(word.lower() in _EMPTY for word in words):
        return "It leads from one sentence to the next, and states nothing."
    return ""


def _verdict(claim: Claim, reason: str) -> Verdict:
    return Verdict(
        claim=claim,
        verdict="opinion",
        model_verdict="opinion",
        evidence=[],
        rejected=[],
        reasoning=reason,
        objections=[],
    )
