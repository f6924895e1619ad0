"""The page as one self-contained HTML file, ``report.html`` in its workspace.

Everything that comes from briefs, sources and models is escaped; the browser is told to load nothing at all, and to run
no script or style but the two inside the file, which it knows by their hashes (https://www.w3.org/TR/CSP3/).
"""

import base64
import functools
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ghostwriter.report.article_html import MARKS, article_html
from ghostwriter.report.build import report_page
from ghostwriter.report.figures import charts, counted, dollars, duration, segments, stages_in_order
from ghostwriter.report.filters import HARD, HINT, filters, flagged_words, traits
from ghostwriter.report.load import read_run
from ghostwriter.report.page import ReportPage
from ghostwriter.schema.run_record import RunRecord
from ghostwriter.security.secrets.scanner import NO_SECRETS, SecretScanner
from ghostwriter.workspace.hand_edits import is_truncated
from ghostwriter.workspace.layout import ORIGINALS, require_plain
from ghostwriter.workspace.ownership import require_ours
from ghostwriter.workspace.workspace import Workspace

if TYPE_CHECKING:
    from jinja2 import Environment

REPORT = "report.html"
_FOLDER = Path(__file__).parent
_TEMPLATE = "report.html.j2"
_STYLES = ("palette", "page", "summary", "article", "findings", "background", "screen", "print")
"""The parts of the style, in the order in which they overrule one another."""
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_KEPT = frozenset("\t\n\r")
_DELETE = 0x7F

_SHOWN = (
    {code: f"⟨U+{code:04X}⟩" for code in _TURNING}
    | {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _KEPT}
    | {_DELETE: "␡"}
    | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
)
_UNSEEN = re.compile(f"[{re.escape(''.join(map(chr, _SHOWN)))}]")


def write_report(workspace: Path, scanner: SecretScanner = NO_SECRETS) -> Path:
    """Write the report of a finished run, whole or not at all, unless it stands already; returns where it lies.

    A file of somebody else in its place is moved to ``set-aside``.

    Raises:
        SecretFound: if it would hold one that ``scanner`` knows.
        WorkspaceError: if the folder is no workspace, a file of the run is missing or does not validate, or the report cannot be
            written.
    """
    require_ours(workspace)
    require_plain(workspace)
    page = render_report(report_page(read_run(workspace)))
    scanner.require_none(page, REPORT)
    html = page.encode()
    folder = Workspace(workspace, RunRecord())
    found = folder.read_bytes(REPORT)
    if found != html:
        if found is not None and not (folder.is_as_written(REPORT) or is_truncated(found, html)):
            folder.set_aside(REPORT)
        for name in (f"{ORIGINALS}/{REPORT}", REPORT):
            folder.write_bytes(name, html)
    return folder.path(REPORT)


def render_report(page: ReportPage) -> str:
    """The report; the same page always gives the same bytes."""
    from markupsafe import Markup  # noqa: PLC0415  (comes with jinja2, see below)

    style, script = _inline(*(f"style/{name}.css" for name in _STYLES)), _inline("report.js")
    article = article_html(page.draft, page.findings)
    record = page.record
    receipt = str(record.receipt) if record.receipt else "The run has no record of its sources"
    return made_visible(
        _environment()
        .get_template(_TEMPLATE)
        .render(
            page=page,
            record=record,
            article=Markup(article.html),  # noqa: S704  (rendered with raw HTML off, see article.py)
            sentences=article.sentences,
            receipt=receipt,
            compliance=_compliance(page),
            titles={source.id: source.title for source in record.sources},
            segments=segments(page.coverage),
            filters=filters(page.findings),
            stages=stages_in_order(record),
            charts=charts(record),
            style=Markup(style),  # noqa: S704  (our own file)
            script=Markup(script),  # noqa: S704  (our own file)
            policy=content_security_policy(style, script),
        )
    )


def _compliance(page: ReportPage) -> str:
    """How much of the brief the article keeps to, such as ``6 kept to, 3 for you to judge``."""
    words = {"met": "kept to", "not met": "not kept to", "open": "for you to judge"}
    numbers = Counter(words[one.status] for one in page.requirements)
    return ", ".join(f"{numbers[told]} {told}" for told in words.values() if numbers[told])


def content_security_policy(style: str, script: str) -> str:
    """The page's Content Security Policy: nothing but its own style and script."""
    return (
        f"default-src 'none'; style-src 'sha256-{_sha256(style)}'; script-src 'sha256-{_sha256(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _inline(*names: str) -> str:
    """Files of this package, as they will stand between their tags: a browser hashes that very text."""
    return "".join(f"\n{(_FOLDER / name).read_text(encoding='utf-8')}" for name in names)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@functools.cache
def _environment() -> "Environment":
    """The templates; they are compiled once a process."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  (70 ms, for a report alone)

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": counted, "dollars": dollars, "duration": duration}
    environment.globals |= {
        "marks": MARKS,
        "hard": HARD,
        "hint": HINT,
        "traits": traits,
        "flagged_words": flagged_words,
    }
    return environment


def made_visible(text: str) -> str:
    """The text with characters that no reader sees, but that change what is read, shown by their names instead.

    Embeddings, overrides and isolates of the bidirectional algorithm can turn a passage around
    (https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing); control characters are dropped by browsers in silence.
    """
    return _UNSEEN.sub(lambda found: _SHOWN[ord(found[0])], text)
