"""Looks at pages in a real browser, in one width, colour scheme and language at a time, and takes them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response, sync_playwright

from benchmarks.screens_pages import Look, sign_in

UNSTUCK = """document.querySelectorAll(".rail, .savebar, .savebar > .row, .blocks-head").forEach(part => {
    part.style.position = "static"; part.style.maxBlockSize = "none";
})"""
"""What sticks to the window is laid where it stands: a picture of a whole page has no window."""

PATIENCE = 30_000
"""Milliseconds that a page may take."""


@dataclass(frozen=True)
class Setting:
    """One way of looking at the product."""

    name: str
    language: str
    width: int
    height: int
    scheme: str

    def address(self, path: str) -> str:
        """Return a path in this language."""
        return path if self.language == "en" else f"/{self.language}{path}"


SETTINGS = (
    Setting("1440-light-en", "en", 1440, 900, "light"),
    Setting("390-dark-en", "en", 390, 844, "dark"),
    Setting("1440-light-ar", "ar", 1440, 900, "light"),
)


@dataclass
class Camera:
    """Takes the pages of one served council."""

    browser: Browser
    url: str
    facts: Mapping[str, str]
    troubles: list[str] = field(default_factory=list)
    """Each page that answered otherwise than it should, or complained."""
    _kept: dict[str, Any] = field(default_factory=dict)
    """Cookies of those who have signed in."""

    def take(self, look: Look, setting: Setting, folder: Path) -> Path | None:
        """Take a page. Returns the picture, or ``None`` where there is none; ``troubles`` says why."""
        name = f"{setting.name}/{look.name}"
        page = self._page((look.who or "").format(**self.facts), setting)
        page.on("console", lambda message: self._console(name, page, message))
        page.on("pageerror", lambda error: self.troubles.append(f"{name}: {error}"))
        try:
            self._go(page, look, setting, name)
            picture = folder / f"{look.name}.png"
            page.screenshot(path=picture, full_page=True)
        except Error as error:
            self.troubles.append(f"{name}: {error.message.splitlines()[0]}")
            return None
        finally:
            page.context.close()
        return picture

    def _go(self, page: Page, look: Look, setting: Setting, name: str) -> None:
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer) if answer.request.is_navigation_request() else None)
        page.goto(setting.address(look.path.format(**self.facts)))
        if look.act:
            look.act(page)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        page.evaluate(UNSTUCK)
        if answers[-1].status != look.status:
            self.troubles.append(f"{name}: answered {answers[-1].status} instead of {look.status}")

    def _page(self, who: str, setting: Setting) -> Page:
        if who and who not in self._kept:
            self._sign_in(who)
        return self._context(setting, self._kept.get(who)).new_page()

    def _context(self, setting: Setting, kept: Any = None) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": setting.width, "height": setting.height}, locale="en-GB",
            color_scheme=setting.scheme, reduced_motion="reduce", storage_state=kept,  # type: ignore[arg-type]
            has_touch=setting.width < 600, is_mobile=setting.width < 600,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        return context

    def _sign_in(self, who: str) -> None:
        context = self._context(SETTINGS[0])
        page = context.new_page()
        page.goto("/account/login")
        sign_in(page, who)
        page.wait_for_url("**/desk")
        self._kept[who] = context.storage_state()
        context.close()

    def _console(self, name: str, page: Page, message: ConsoleMessage) -> None:
        # That a page itself was answered with a refusal is told by its status.
        answered = message.text.startswith("Failed to load resource") and message.location.get("url") == page.url
        if message.type in {"error", "warning"} and not answered:
            self.troubles.append(f"{name}: {message.text}")


@contextmanager
def camera(url: str, facts: Mapping[str, str]) -> Iterator[Camera]:
    """Open a browser, the system's own where there is one."""
    own = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=own, args=["--no-sandbox"])
        try:
            yield Camera(browser, url, facts)
        finally:
            browser.close()
