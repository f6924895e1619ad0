"""``report.html`` in its workspace."""

from pathlib import Path

from ghostwriter.report.assembly import report_page
from ghostwriter.report.reading import read_run
from ghostwriter.report.rendering import render_report
from ghostwriter.workspace import write_atomically

REPORT = "report.html"


def write_report(workspace: Path) -> Path:
    """Write the report of a finished run, whole or not at all; returns where it lies.

    Raises:
        WorkspaceError: if a file of the run is missing or does not validate, or the report cannot be written.
    """
    html = render_report(report_page(read_run(workspace)))
    path = workspace / REPORT
    write_atomically(path, html.encode())
    return path
