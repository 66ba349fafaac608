"""Four languages, each with its address; Arabic runs from right to left and counts in its own digits."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.factories.acting import Acting
from tests.web.page import Page

LANGUAGES = {"en": "ltr", "ru": "ltr", "uz": "ltr", "ar": "rtl"}


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_the_address_says_the_language(client: FlaskClient, language: str, direction: str) -> None:
    prefix = "" if language == "en" else f"/{language}"
    page = Page(client.get(f"{prefix}/register"))
    assert page.status == 200
    assert page.language == (language, direction)


@pytest.mark.parametrize("path", ["/en/register", "/fr/register", "/ru/ru/register", "/RU/register", "/ruregister"])
def test_no_other_prefix_is_a_language(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_stays_in_its_language_whatever_the_browser_prefers(client: FlaskClient) -> None:
    page = Page(client.get("/register", headers={"Accept-Language": "ar"}))
    assert page.language == ("en", "ltr")


@pytest.mark.parametrize("language", ["ru", "uz", "ar"])
def test_every_link_of_a_page_stays_in_the_language_of_the_page(acting: Acting, language: str) -> None:
    acting.to_consultation()
    browser = acting.browser("secretariat")
    for path in ("/desk", "/drafts", "/drafts/2026/L.1", "/people", "/drafts/2026/L.1/consultation"):
        page = Page(browser.get(f"/{language}{path}"))
        inside = [link for link in page.links() if link.startswith("/") and "/static/" not in link]
        others = page.tree.xpath("//*[@id='lang-menu']/a/@href")
        assert [link for link in inside if not link.startswith(f"/{language}") and link not in others] == []
        actions = [form.get("action") for form in page.tree.forms if form.get("action")]
        assert [action for action in actions if not action.startswith((f"/{language}", "?", "#"))] == []


def test_a_page_leads_to_itself_in_the_other_languages_with_its_filters(acting: Acting) -> None:
    page = Page(acting.browser("chair").get("/ru/drafts?stage=draft&q=a%26b"))
    tail = "/drafts?stage=draft&q=a%26b"
    assert page.tree.xpath("//*[@id='lang-menu']/a/@href") == [tail, f"/ru{tail}", f"/uz{tail}", f"/ar{tail}"]
    assert page.tree.xpath("//*[@id='lang-menu']/a[@aria-current]/@hreflang") == ["ru"]


def test_arabic_pages_count_and_date_in_arabic_digits(acting: Acting) -> None:
    acting.to_consultation()
    page = Page(acting.browser("focal.kz").get("/ar/drafts/2026/L.1/consultation"))
    for symbol in page.tree.xpath("//main//*[@dir='ltr' or self::script or self::option]"):
        symbol.drop_tree()
    assert "أيلول/سبتمبر" in page.words
    assert re.search("[٠-٩]", page.words)
    assert re.findall("[0-9]+", re.sub(r"REC/\d+/L\.\d+(/Rev\.\d+)?", "", page.words)) == []


def test_a_redirect_stays_in_the_language(acting: Acting, client: FlaskClient) -> None:
    assert client.get("/uz/desk").headers["Location"].startswith("/uz/account/login?next=")
    answer = acting.browser("chair").get("/ar/")
    assert answer.headers["Location"] == "/ar/desk"


def test_the_texts_language_is_marked_where_it_differs_from_the_page(acting: Acting) -> None:
    acting.to_consultation()
    page = Page(acting.browser("chair").get("/ar/drafts/2026/L.1"))
    assert page.has("//main//*[@lang='en' and @dir='ltr']")


@pytest.mark.parametrize("path", ["//evil.example/x", "///evil.example", "/ru//evil.example"])
def test_no_link_of_a_page_begins_the_address_of_another_site(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path))
    assert page.status == 404
    assert [link for link in page.links() if re.match(r"(/(ru|uz|ar))?//", link) and not link.startswith("/r")] == []
    assert [link for link in page.links() if link.startswith("//")] == []
