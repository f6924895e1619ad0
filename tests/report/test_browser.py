"""The page in a real browser: the script runs under its own policy, and nothing of the sources does."""

import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ghostwriter.report import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH")
def test_a_browser_shows_the_finding_that_the_address_names(run: Path, tmp_path: Path) -> None:
    report = write_report(run)
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--window-size=1280,900",
        "--dump-dom",
        f"{report.as_uri()}#C10",
    ]

    seen = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    page = BeautifulSoup(seen.stdout, "html.parser")
    assert [section["id"] for section in page.select(".finding.shown")] == ["C10-finding"]
    assert [mark["id"] for mark in page.select("[aria-current]")] == ["C10"]
    assert "CONSOLE" not in seen.stderr
