"""``report.html`` in its workspace."""

from pathlib import Path

from ghostwriter.record import RunRecord
from ghostwriter.report.assembly import report_page
from ghostwriter.report.reading import read_run
from ghostwriter.report.rendering import render_report
from ghostwriter.secrecy.watch import NO_SECRETS, Watch
from ghostwriter.workspace import Workspace

REPORT = "report.html"


def write_report(workspace: Path, watch: Watch = NO_SECRETS) -> Path:
    """Write the report of a finished run, whole or not at all, unless it stands already; returns where it lies.

    Raises:
        SecretFound: if it would hold one that ``watch`` knows.
        WorkspaceError: if a file of the run is missing or does not validate, or the report cannot be written.
    """
    page = render_report(report_page(read_run(workspace)))
    watch.require_none(page, REPORT)
    html = page.encode()
    folder = Workspace(workspace, RunRecord())
    if folder.bytes(REPORT) != html:
        folder.put(REPORT, html)
    return folder.path(REPORT)
