"""A comparison in a real browser: from change to change by keyboard, views by their switches, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from council_flow.text.comparing.files import units
from council_flow.text.redline.model import of_files
from council_flow.text.redline.writing import to_page
from tests.journeys.serving import chromium
from tests.text.test_compare_command import NEW, OLD

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "out.html"
    redline = of_files(units(OLD, markdown=True), units(NEW, markdown=True), ("old.md", "new.md"), "en")
    file.write_text(to_page(redline), encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 700})
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: troubles.append(message.text))
    page.goto(file.as_uri())
    yield page
    assert asked == [file.as_uri()]
    assert troubles == []
    page.close()


def test_keys_lead_from_change_to_change_and_round(shown: Page) -> None:
    changes = shown.locator(".change")
    count = changes.count()
    for at in (*range(count), 0):
        shown.keyboard.press("n")
        expect(changes.nth(at)).to_be_focused()
        expect(changes.nth(at)).to_be_in_viewport()
    shown.keyboard.press("p")
    expect(changes.nth(count - 1)).to_be_focused()
    shown.get_by_role("link", name="Next change").click()
    expect(changes.nth(0)).to_be_focused()


def test_switches_change_the_view(shown: Page) -> None:
    unchanged = shown.locator(".same").filter(has_text="Invites schools")
    expect(unchanged).to_be_visible()
    shown.get_by_label("Only changes").check()
    expect(unchanged).to_be_hidden()
    shown.get_by_label("Side by side").check()
    expect(shown.locator(".change > .txt").first).to_be_hidden()
    expect(shown.locator(".change .two").first).to_be_visible()
    assert shown.evaluate("document.documentElement.scrollWidth") == 390
