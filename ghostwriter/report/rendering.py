"""The page as one self-contained HTML file.

Everything that comes from briefs, sources and models is escaped; the browser is told to load nothing at all, and to run
no script or style but the two inside the file, which it knows by their hashes (https://www.w3.org/TR/CSP3/).
"""

import base64
import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ghostwriter.events import SourcesRead
from ghostwriter.report.article import MARKS, article_html
from ghostwriter.report.charts import charts, stages_in_order
from ghostwriter.report.figures import count, dollars, duration, segments
from ghostwriter.report.filters import HARD, HINT, filters, traits
from ghostwriter.report.flagged import flagged_words
from ghostwriter.report.page import ReportPage
from ghostwriter.report.visible import made_visible

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
_TEMPLATE = "report.html.j2"
_STYLES = ("palette", "page", "summary", "article", "findings", "background", "screen", "print")
"""The parts of the style, in the order in which they overrule one another."""


def render_report(page: ReportPage) -> str:
    """The report; the same page always gives the same bytes."""
    from markupsafe import Markup  # noqa: PLC0415  (comes with jinja2, see below)

    style, script = _inline(*(f"style/{name}.css" for name in _STYLES)), _inline("report.js")
    article = article_html(page.draft, page.findings)
    record = page.record
    receipt = str(SourcesRead(**record.receipt.model_dump())) if record.receipt else "No intake receipt"
    return made_visible(
        _environment()
        .get_template(_TEMPLATE)
        .render(
            page=page,
            record=record,
            article=Markup(article.html),  # noqa: S704  (rendered with raw HTML off, see article.py)
            sentences=article.sentences,
            receipt=receipt,
            segments=segments(page.coverage),
            filters=filters(page.findings),
            stages=stages_in_order(record),
            charts=charts(record),
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
    environment.filters |= {"count": count, "dollars": dollars, "duration": duration}
    environment.globals |= {
        "marks": MARKS,
        "hard": HARD,
        "hint": HINT,
        "traits": traits,
        "flagged_words": flagged_words,
    }
    return environment
