"""A finished run in which whoever wrote the sources, the brief, the model's answers and the file names meant harm."""

from itertools import cycle
from pathlib import Path

from ghostwriter.schema.artifacts import (
    CheckedEvidence,
    Compliance,
    Critique,
    Disagreement,
    Disagreements,
    DroppedFact,
    Evidence,
    Fact,
    FactSheet,
    Flag,
    Issue,
    Requirement,
    Verdict,
    VerdictKind,
    Verification,
)
from ghostwriter.schema.record_parts import GuardrailRecord, SourceRecord
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.schema.source import Receipt
from ghostwriter.verification.claims import find_claims
from ghostwriter.verification.verdicts import coverage
from tests.report.newsroom import task

PWN = "window.__pwned=1;alert(1)"
HUGE = "Donaudampfschifffahrt" * 47
PAYLOADS = (
    f"<script>{PWN}</script>",
    f"</script><script>{PWN}</script>",
    f"</style><script>{PWN}</script><style>",
    f"<img src=x onerror={PWN}>",
    f'"><svg onload="{PWN}">',
    f"' onmouseover='{PWN}' autofocus onfocus='{PWN}",
    f"<a href=javascript:{PWN}>here</a>",
    f"[here](javascript:{PWN})",
    f"[here](data:text/html,<script>{PWN}</script>)",
    "![map](https://evil.example/leak.png)",
    "[ref]: https://evil.example/leak",
    f"<iframe srcdoc='<script>{PWN}</script>'></iframe>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/><button>go</button></form>",
    "<style>@import url(https://evil.example/x.css); body{width:expression(alert(1))}</style>",
    "<div style='position:fixed;inset:0;background:url(https://evil.example/x)'>",
    "<!-- --><!--[if IE]><plaintext>",
    "]]></article></main><template><select>",
    "{{ 7 * 7 }} {% raw %} {{ config }} ${7*7} #{7*7}",
    "&lt;script&gt; &amp;amp; &#60;b&#62; &#x202e; &NotAnEntity;",
    "`code` **bold** <b>raw</b> | a | b |",
    "\u202edesrever\u202c and \u2067isolated\u2069 and \u202a\u202b\u202d",
    "null\x00byte, bell\x07, escape\x1b[31m, next line\x85, delete\x7f",
    HUGE,
)

ALL = " ".join(payload for payload in PAYLOADS if payload != HUGE)
TEXT = "# A source\n\n" + "\n\n".join(
    f"EvidencePassage {n} holds {payload} to its end." for n, payload in enumerate(PAYLOADS)
)
DRAFT = f"# Title {PAYLOADS[0]} {PAYLOADS[3]}\n\n" + "\n\n".join(
    f"Claim {n} repeats {payload} to its end [S1F{n + 1}]." for n, payload in enumerate(PAYLOADS)
)


def evidence(payload: str) -> CheckedEvidence:
    start = TEXT.index(payload)
    return CheckedEvidence(source="S1", quote=ALL, start=start, end=start + len(payload), locator=payload)


def hostile_verification() -> Verification:
    kinds: tuple[VerdictKind, ...] = ("supported", "contradicted", "unsupported", "opinion")
    verdicts = [
        Verdict(
            claim=claim.model_copy(update={"cites": [*claim.cites, payload]}),
            verdict=kind,
            model_verdict="supported",
            evidence=[evidence(payload)],
            rejected=[Evidence(source="S1", quote=payload)],
            reasoning=payload,
            objections=[payload],
            flags=[
                Flag(kind=payload, start=0, end=len(claim.text), text=claim.text, message=payload, hard=hard)
                for hard in (True, False)
            ],
        )
        for claim, payload, kind in zip(find_claims(DRAFT), cycle(PAYLOADS), cycle(kinds), strict=False)
    ]
    return Verification(draft="drafting/draft.md", coverage=coverage(len(verdicts), verdicts), verdicts=verdicts)


def hostile_facts() -> FactSheet:
    return FactSheet(
        facts=[
            Fact(id=f"S1F{n + 1}", statement=payload, **evidence(payload).model_dump())
            for n, payload in enumerate(PAYLOADS)
        ],
        dropped=[DroppedFact(source="S1", statement=payload, quote=payload, reason=payload) for payload in PAYLOADS],
    )


def hostile_record() -> RunRecord:
    source = SourceRecord(id="S1", origin=f"{ALL}.txt", title=ALL, sha256=ALL, words=9)
    return RunRecord(
        status="failed",
        title=ALL,
        brief_sha256=ALL,
        finished=ALL,
        receipt=Receipt(read=1, total=2, words=9, skipped=tuple(PAYLOADS)),
        sources=[source],
        guardrail=GuardrailRecord(key="k", guardrail="g", intervened=True, findings=list(PAYLOADS)),
        versions={"ghostwriter": ALL, ALL: ALL},
    ).with_task("drafting/draft", task("drafting/draft", ALL, 0.1, 1.0))


def write_hostile_run(root: Path) -> Path:
    """Write the run into ``root``: every text that a stranger may write holds every payload."""
    critique = Critique(
        summary=ALL, issues=[Issue(severity="blocker", where=one, problem=one, suggestion=one) for one in PAYLOADS]
    )
    disagreement = Disagreement(id="D1", kind="taken back", facts=["S1F1", "S1F2"], explanation=ALL)
    requirements = [Requirement(kind=one, wanted=one, status="open", found=one) for one in PAYLOADS]
    texts = {
        "brief.md": ALL,
        "sources/S1.md": TEXT,
        "drafting/draft.md": DRAFT,
        "final.md": DRAFT,
        "extraction/facts.json": hostile_facts().model_dump_json(),
        "extraction/disagreements.json": Disagreements(disagreements=[disagreement]).model_dump_json(),
        "critique/critique.json": critique.model_dump_json(),
        "verification/verdicts.json": hostile_verification().model_dump_json(),
        "verification/compliance.json": Compliance(requirements=requirements).model_dump_json(),
        "run.json": hostile_record().model_dump_json(),
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="")
    return root
