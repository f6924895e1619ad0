"""Takes the README's pictures of the report, of the example's offline run: ``make screenshots``."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from docs.browser import CHROMIUM, launch

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Picture:
    """One screen of the report: the file, what of the page is shown, and on what."""

    name: str
    address: str = ""
    width: int = 1280
    height: int = 900
    device: dict[str, Any] = field(default_factory=dict)


PICTURES = (
    Picture("report.png"),
    Picture("report-dark.png", "#C10", device={"color_scheme": "dark"}),
    Picture("report-phone.png", "#C10", 390, 844, {"has_touch": True, "is_mobile": True, "device_scale_factor": 1.5}),
)


def main() -> None:
    """Run the example, open its report, and take each picture."""
    if CHROMIUM is None:
        raise SystemExit("No chromium on the PATH: `make browser` installs it.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = [sys.executable, "-m", "ghostwriter", "run", "examples/brief.md", "--offline", "--quiet"]
        subprocess.run([*command, "--workspace", folder], cwd=ROOT, check=True)  # noqa: S603  (our own command)
        browser = launch(playwright)
        for picture in PICTURES:
            take(browser, Path(folder, "report.html"), picture)
        browser.close()


def take(browser: Browser, report: Path, picture: Picture) -> None:
    """Write the picture among the documents."""
    screen = {"width": picture.width, "height": picture.height}
    tab = browser.new_context(viewport=screen, reduced_motion="reduce", **picture.device).new_page()  # type: ignore[arg-type]
    tab.goto(f"{report.as_uri()}{picture.address}")
    tab.locator(".finding.shown").wait_for()
    tab.screenshot(path=ROOT / "docs" / picture.name)


if __name__ == "__main__":
    main()
