"""The product as people meet it: a server on a free port, a real browser, a clock that the test holds."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from council_flow.app import create_app
from council_flow.database import db
from council_flow.demo import people as cast
from council_flow.notifications.jobs import swept
from council_flow.settings import ROOT
from council_flow.web import fonts
from tests.conftest import START, close, make_settings
from tests.factories.acting import Acting
from tests.sparing import spare

PATIENCE = 10_000
"""Milliseconds that a browser waits for something before the test fails."""

WIDE = {"width": 1440, "height": 900}


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


class Site:
    """A council that is being served, with the browsers that look at it."""

    def __init__(self, app: Flask, url: str, browser: Browser) -> None:
        self.app, self.url, self._browser, self._acting = app, url, browser, Acting(app)
        self.troubles: list[str] = []
        """What browsers complained about: faults in scripts, refused styles, files that are missing."""

    def visitor(self, **options: Any) -> BrowserContext:
        """Return a browser of its own, in which nobody is signed in."""
        context = self._browser.new_context(
            base_url=self.url, viewport=WIDE, locale="en-GB", reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", self._console)
        context.on(
            "weberror", lambda error: self.troubles.append(f"{error.page.url if error.page else ''}: {error.error}")
        )
        return context

    def person(self, key: str, **options: Any) -> Page:
        """Return the page of somebody who has signed in through the form."""
        page = self.visitor(**options).new_page()
        page.goto("/account/login")
        sign_in(page, key)
        page.wait_for_url("**/desk")
        return page

    def signed_in(self, key: str) -> Page:
        """Return the page of somebody who is signed in already: the form takes a second and is tested elsewhere."""
        context = self.visitor()
        cookie = self.acting.browser(key).get_cookie("session")
        assert cookie is not None
        context.add_cookies([{"name": "session", "value": cookie.value, "url": self.url}])
        return context.new_page()

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers a refusal with its status, such as 409, is no trouble; what a page loads beside it is. An
        # editor left open while the file moves on is told so at its next sign of life, and says it beside its button.
        told = message.location.get("url", "").endswith("/edit/copy") and "409" in message.text
        answered = told or (message.page is not None and message.location.get("url") == message.page.url)
        refused = message.text.startswith("Failed to load resource") and answered
        if message.type in {"error", "warning"} and not refused:
            where = message.page.url if message.page else ""
            self.troubles.append(f"{where}: {message.text}")

    @property
    def acting(self) -> Acting:
        """Does things as people of the council without a browser."""
        db.session.rollback()  # what browsers have done meanwhile is seen
        db.session.expire_all()
        return self._acting

    def work(self) -> None:
        """Let the worker do what it does every minute."""
        swept()


def sign_in(page: Page, key: str) -> None:
    """Fill in the form of signing in, in any language, and send it."""
    page.locator("input[type=email]").fill(f"{key}@{cast.DOMAIN}")
    page.locator("input[type=password]").fill(cast.PASSWORD)
    page.locator(".door-form button").click()


def make_live_app(folder: Path, council_file: Path, font_folder: Path, **more: object) -> Flask:
    """Make the application as it is served, tokens and all, on a copy of the council's database."""
    settings = make_settings(folder, **more)
    shutil.copy(council_file, folder / "council.db")
    (folder / "fonts").symlink_to(font_folder)
    app = spare(create_app(settings))
    app.extensions["clock"].fixed = START
    return app


@contextmanager
def serve(app: Flask, browser: Browser) -> Iterator[Site]:
    """Serve the application until the block ends; close every browser that looked at it."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with app.app_context():
            yield Site(app, f"http://127.0.0.1:{server.server_port}", browser)
    finally:
        for context in browser.contexts:
            context.close()
        server.shutdown()
        thread.join()
        server.server_close()
        close(app)


def font_files(folder: Path) -> Path:
    """Return the folder of the pages' fonts: the one that installing has made, or ``folder`` with new ones."""
    installed = ROOT / "instance" / "fonts"
    if (installed / fonts.INDEX).exists():
        return installed
    fonts.build(folder)
    return folder


def chromium() -> str | None:
    """Return the system's own Chromium; ``None`` leaves the choice to Playwright."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
