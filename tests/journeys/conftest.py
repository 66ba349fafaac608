"""A Chromium for all journeys, and a council that is being served for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.serving import PATIENCE, Site, chromium, font_files, make_live_app, serve


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, closed with its module: while it is open, nothing else in the process may run an event loop."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def font_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fonts of the pages."""
    return font_files(tmp_path_factory.mktemp("fonts"))


@pytest.fixture
def site(tmp_path: Path, council_file: Path, font_folder: Path, browser: Browser) -> Iterator[Site]:
    """The council of the tests, served; no page of a journey may leave a complaint in the browser."""
    app = make_live_app(tmp_path / "instance", council_file, font_folder)
    with serve(app, browser) as served:
        yield served
        assert served.troubles == []
