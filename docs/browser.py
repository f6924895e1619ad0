"""The system's own Chromium, driven by Playwright; nothing is downloaded."""

import shutil

from playwright.sync_api import Browser, Playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""Where it is installed, or None."""

_QUIET = (
    "--no-sandbox",  # which it refuses to start with as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def launch(playwright: Playwright) -> Browser:
    """Start it, headless, with nothing of its own going out."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
