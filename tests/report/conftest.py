"""One finished run for every test of the report."""

from pathlib import Path

import pytest

from ghostwriter.report.build import report_page
from ghostwriter.report.load import read_run
from ghostwriter.report.page import ReportPage
from tests.report.newsroom import write_run


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write_run(tmp_path / "norrvik")


@pytest.fixture
def page(run: Path) -> ReportPage:
    return report_page(read_run(run))
