"""The report: one self-contained HTML file in which every claim leads to its evidence."""

from ghostwriter.report.render import render_report, write_report

__all__ = ["render_report", "write_report"]
