"""The page in a real browser: the script runs under its own policy, and nothing of the sources does."""

import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ghostwriter.report import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH")
@pytest.mark.parametrize(("address", "shown"), [("", "C5"), ("#C10", "C10"), ("#C2-finding", "C2")])
def test_a_browser_shows_what_was_asked_for_or_else_what_needs_attention(
    run: Path, tmp_path: Path, address: str, shown: str
) -> None:
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
        f"{report.as_uri()}{address}",
    ]

    seen = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    page = BeautifulSoup(seen.stdout, "html.parser")
    assert [section["id"] for section in page.select(".finding.shown")] == [f"{shown}-finding"]
    assert [mark["id"] for mark in page.select("[aria-current]")] == [shown]
    assert "CONSOLE" not in seen.stderr
