"""The page as one self-contained HTML file.

Everything that comes from briefs, sources and models is escaped; the browser is told to load nothing at all, and to run
no script or style but the two inside the file, which it knows by their hashes (https://www.w3.org/TR/CSP3/).
"""

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ghostwriter.events import SourcesRead
from ghostwriter.report.article import MARKS, article_html
from ghostwriter.report.figures import count, dollars, duration, segments, stage_rows
from ghostwriter.report.page import ReportPage

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
_TEMPLATE = "report.html.j2"


def render_report(page: ReportPage) -> str:
    """The report; the same page always gives the same bytes."""
    from markupsafe import Markup  # noqa: PLC0415  (comes with jinja2, see below)

    style, script = _inline("report.css"), _inline("report.js")
    article = article_html(page.draft, page.findings)
    record = page.record
    receipt = str(SourcesRead(**record.receipt.model_dump())) if record.receipt else "No intake receipt"
    return (
        _environment()
        .get_template(_TEMPLATE)
        .render(
            page=page,
            record=record,
            article=Markup(article.html),  # noqa: S704  (rendered with raw HTML off, see article.py)
            sentences=article.sentences,
            receipt=receipt,
            segments=segments(page.coverage),
            stages=stage_rows(record),
            style=Markup(style),  # noqa: S704  (our own file)
            script=Markup(script),  # noqa: S704  (our own file)
            policy=content_security_policy(style, script),
        )
    )


def content_security_policy(style: str, script: str) -> str:
    """What the page may do: nothing but its own style and script."""
    return (
        f"default-src 'none'; style-src 'sha256-{_sha256(style)}'; script-src 'sha256-{_sha256(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _inline(name: str) -> str:
    """A file of this package, as it will stand between its tags: a browser hashes that very text."""
    return f"\n{(_FOLDER / name).read_text(encoding='utf-8')}"


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  (70 ms, for a report alone)

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"count": count, "dollars": dollars, "duration": duration}
    environment.globals["marks"] = MARKS
    return environment
