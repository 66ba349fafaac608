"""Every page: no barrier that axe knows; in English and in Arabic no complaint of the browser, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.journeys.acts import LARGEST
from tests.journeys.furnishing import furnish
from tests.journeys.serving import WIDE, Site, make_live_app, serve
from tests.journeys.visits import HEADINGS, NO_PAGES, REFUSALS, VISITS, Visit

pytestmark = pytest.mark.browser

NARROW = {"width": 360, "height": 740}
BRIEF = {"resultTypes": ["violations"]}
ONLY_COLOURS = ["color-contrast", "link-in-text-block"]
"""Rules whose outcome depends on the colour scheme."""

TOO_WIDE = """() => {
    const page = document.documentElement, width = page.clientWidth;
    if (page.scrollWidth <= width) return [];
    const scrolls = element => element && element !== page
        && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
    const wide = [...document.body.querySelectorAll("*")].filter(element => {
        const box = element.getBoundingClientRect();
        return box.width && (box.right > width + 1 || box.left < -1) && !scrolls(element.parentElement);
    });
    return [`the page is ${page.scrollWidth} px wide`, ...wide.map(one => "too wide: " + one.outerHTML.slice(0, 150))];
}"""
"""Returns what makes a page scroll sideways, if it does."""


class Furnished:
    """The council that the pages show, and a page for each person who looks at it."""

    def __init__(self, site: Site) -> None:
        self.site, self.names = site, furnish(site.acting)
        self._pages: dict[str | None, Page] = {}

    def page(self, who: str | None) -> Page:
        """Return the page of a person."""
        if who not in self._pages:
            self._pages[who] = self.site.signed_in(who) if who else self.site.visitor().new_page()
        return self._pages[who]

    def open(self, visit: Visit, language: str) -> Page:
        """Bring a person to a page."""
        page = self.page(visit.who)
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.site.troubles.clear()
        answer = page.goto(prefix(language) + visit.path.format(**self.names))
        assert answer is not None
        assert answer.status == visit.status, f"{visit.path}: {answer.status}"
        if visit.act:
            visit.act(page)
            page.wait_for_load_state()
        return page

    def endpoint(self, visit: Visit) -> str:
        """Return the endpoint that answers a visit's address."""
        path, _, _ = visit.path.format(**self.names).partition("?")
        return str(self.site.app.url_map.bind("").match(path)[0])


def prefix(language: str) -> str:
    return "" if language == "en" else f"/{language}"


def in_languages(visits: tuple[Visit, ...]) -> list[object]:
    """Return each visit in each of its languages, as parameters of a test."""
    return [
        pytest.param(visit, language, id=f"{visit.id}-{language}") for visit in visits for language in visit.languages()
    ]


@pytest.fixture(scope="module")
def furnished(
    tmp_path_factory: pytest.TempPathFactory, council_file: Path, font_folder: Path, browser: Browser
) -> Iterator[Furnished]:
    """A council with a file at every stage, served."""
    folder = tmp_path_factory.mktemp("furnished")
    app = make_live_app(folder, council_file, font_folder, max_upload=LARGEST, rate_limits=True)
    app.add_url_rule("/fault", "fault", lambda: str(1 / 0))
    with serve(app, browser) as site:
        yield Furnished(site)


def test_every_page_of_the_product_is_looked_at(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    assert pages == {visit.endpoint for visit in VISITS} | set(NO_PAGES)


@pytest.mark.parametrize(("visit", "language"), in_languages(VISITS))
def test_a_page_has_no_barrier_and_fits_a_narrow_screen(furnished: Furnished, visit: Visit, language: str) -> None:
    page = furnished.open(visit, language)
    assert page.evaluate("document.documentElement.lang") == language
    assert visit.act or furnished.endpoint(visit) == visit.endpoint
    faults = [*looked_at(page, dark=language == "en"), *furnished.site.troubles]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("visit", "language"), in_languages(REFUSALS))
def test_a_page_that_refuses_has_no_barrier_either(furnished: Furnished, visit: Visit, language: str) -> None:
    page = furnished.open(visit, language)
    said = page.locator("h1").inner_text()
    assert (said == HEADINGS[visit.endpoint]) == (language == "en"), said
    faults = [*looked_at(page), *furnished.site.troubles]
    assert not faults, "\n".join(faults)


def looked_at(page: Page, dark: bool = True) -> list[str]:
    """Look at a page wide and light, wide and dark, and narrow; without ``dark`` as it mirrors alone: what axe looks for is the
    same in every language. Returns its faults."""
    found = []
    if dark:
        page.evaluate(f"{AXE_SCRIPT}; undefined")
        found = barriers(page, {})
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {fault}" for fault in barriers(page, {"runOnly": ONLY_COLOURS})]
    page.set_viewport_size(NARROW)
    return [*found, *page.evaluate(TOO_WIDE)]


def barriers(page: Page, options: dict[str, object]) -> list[str]:
    """Return what axe finds, each with its place."""
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", {**BRIEF, **options})
    return [f"{one['id']}: {node['html'][:200]}: {node['failureSummary']}" for one in found for node in one["nodes"]]
