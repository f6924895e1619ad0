"""Critique: the draft held against what the brief says in figures and words."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ghostwriter.article.final import count_draft_words
from ghostwriter.emulator.author.prompt import Prompt
from ghostwriter.verification.claims import CITATION, find_claims

TOLERANCE = 0.15
LONGEST_SENTENCE = 45
MOST_POLISH = 3
_ORDER = ("blocker", "major", "minor")


def compose(prompt: Prompt) -> str:
    """The critique as JSON; it says that rules made it."""
    issues = sorted(_issues(prompt), key=lambda issue: _ORDER.index(issue["severity"]))
    found = f"{len(issues)} point{'' if len(issues) == 1 else 's'}" if issues else "nothing"
    summary = f"Checked by rules, not by taste, against the brief's length, contents and citations: {found} to mend."
    return json.dumps({"summary": summary, "issues": issues}, ensure_ascii=False, indent=1)


def _issues(prompt: Prompt) -> Iterator[dict[str, str]]:
    brief, draft = prompt.brief, prompt.draft
    text = CITATION.sub("", draft).lower()
    yield from _length(brief, draft, prompt)
    for phrase in brief.get("must_avoid", []):
        if str(phrase).lower() in text:
            yield _issue("blocker", phrase, "The brief wants this avoided.", "Leave the sentence out.")
    for phrase in brief.get("must_include", []):
        if str(phrase).lower() not in text and _any_fact(prompt, str(phrase)):
            yield _issue("major", phrase, "The brief wants this included.", "Add the fact that speaks of it.")
    yield from _sentences(draft)


def _length(brief: Mapping[str, Any], draft: str, prompt: Prompt) -> Iterator[dict[str, str]]:
    wanted, written = brief.get("length"), count_draft_words(draft)
    if not wanted:
        return
    problem = f"It has {written} words; {wanted} are wanted."
    if written > wanted * (1 + TOLERANCE):
        yield _issue("major", "the whole article", problem, "Leave out the weakest facts.")
    unused = sum(len(str(fact.get("statement", "")).split()) for fact in prompt.facts if f"{fact['id']}]" not in draft)
    if written < wanted * (1 - TOLERANCE) and unused > wanted - written:
        yield _issue("major", "the whole article", problem, "Use more of the facts.")


def _sentences(draft: str) -> Iterator[dict[str, str]]:
    polish = 0
    for claim in find_claims(draft):
        if not claim.cites:
            cure = "Cite the fact that carries it, or leave it out."
            yield _issue("major", claim.text, "No fact is cited for this.", cure)
        elif len(claim.text.split()) > LONGEST_SENTENCE and polish < MOST_POLISH:
            polish += 1
            yield _issue("minor", claim.text, "A long sentence.", "Make two of it.")


def _any_fact(prompt: Prompt, phrase: str) -> bool:
    return any(phrase.lower() in str(fact.get("statement", "")).lower() for fact in prompt.facts)


def _issue(severity: str, where: object, problem: str, suggestion: str) -> dict[str, str]:
    return {"severity": severity, "where": str(where), "problem": problem, "suggestion": suggestion}
