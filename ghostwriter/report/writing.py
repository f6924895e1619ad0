"""``report.html`` in its workspace."""

from pathlib import Path

from ghostwriter.as_written import is_as_written
from ghostwriter.own_files import ORIGINALS, require_plain
from ghostwriter.ownership import require_ours
from ghostwriter.record import RunRecord
from ghostwriter.report.assembly import report_page
from ghostwriter.report.reading import read_run
from ghostwriter.report.rendering import render_report
from ghostwriter.secrecy.watch import NO_SECRETS, Watch
from ghostwriter.set_aside import set_aside
from ghostwriter.torn import is_torn
from ghostwriter.workspace import Workspace

REPORT = "report.html"


def write_report(workspace: Path, watch: Watch = NO_SECRETS) -> Path:
    """Write the report of a finished run, whole or not at all, unless it stands already; returns where it lies.

    What somebody else has put in its place is set aside.

    Raises:
        SecretFound: if it would hold one that ``watch`` knows.
        WorkspaceError: if the folder is no workspace, a file of the run is missing or does not validate, or the report cannot be
            written.
    """
    require_ours(workspace)
    require_plain(workspace)
    page = render_report(report_page(read_run(workspace)))
    watch.require_none(page, REPORT)
    html = page.encode()
    folder = Workspace(workspace, RunRecord())
    found = folder.bytes(REPORT)
    if found != html:
        if found is not None and not (is_as_written(workspace, REPORT, {}) or is_torn(found, html)):
            set_aside(workspace, [REPORT])
        for name in (f"{ORIGINALS}/{REPORT}", REPORT):
            folder.put(name, html)
    return folder.path(REPORT)
