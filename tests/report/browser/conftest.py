"""A real browser for each module, and tabs in which nothing may happen that the page did not promise."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from docs.browser import CHROMIUM, launch
from ghostwriter.report import write_report
from tests.report.second_round import write_revised_run

type OpenTab = Callable[..., Page]
PATIENCE = 10_000
"""Milliseconds until something that does not happen is a failure."""


@dataclass
class Watch:
    """What went on in the tabs of one test that should not have."""

    said: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Those requests that no policy held back."""

    def let_only(self, allowed: str) -> Callable[[Route], None]:
        """Let the report itself through and nothing else."""

        def decide(route: Route) -> None:
            if route.request.url.split("#")[0] == allowed:
                route.continue_()
            else:
                self.left.append(route.request.url)
                route.abort()

        return decide

    def follow(self, tab: Page, allowed: str) -> None:
        tab.on("console", lambda message: self.said.append(message.text))
        tab.on("pageerror", lambda error: self.said.append(str(error)))

        def dismiss(dialog: Any) -> None:
            self.dialogs.append(dialog.message)
            dialog.dismiss()

        tab.on("dialog", dismiss)
        tab.context.on(
            "request",
            lambda request: self.requests.append(request.url) if request.url.split("#")[0] != allowed else None,
        )


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: a module's end stops Playwright's event loop, which other tests must not find running."""
    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH: `make browser` as root on Debian, or install it and test again")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def revised_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of a run with everything in it that a report may show."""
    return write_revised_run(tmp_path_factory.mktemp("norrvik"))


@pytest.fixture(scope="module")
def report(revised_run: Path) -> Path:
    return write_report(revised_run)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def open_tab(chromium: Browser, report: Path, watch: Watch) -> Iterator[OpenTab]:
    """Opens a report from disk; at the end nothing was said on the console, nothing asked for, nothing popped up."""
    contexts = []

    def open_tab(path: Path = report, address: str = "", width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.route("**/*", watch.let_only(path.as_uri()))
        tab = context.new_page()
        watch.follow(tab, path.as_uri())
        tab.goto(f"{path.as_uri()}{address}")
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    assert watch == Watch()


@pytest.fixture
def tab(open_tab: OpenTab) -> Page:
    """The report on a desktop."""
    return open_tab()
