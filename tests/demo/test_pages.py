"""Every page, letter and PDF of the demo says that it is illustrative."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from council_flow.database import db
from council_flow.demo.people import DOMAIN, PASSWORD, listed
from council_flow.publication.models import Issue
from council_flow.recommendations.models import Case
from tests.factories.acting import Acting
from tests.notifications.letters import in_folder, text
from tests.web.page import Page

MARKED = "Illustrative content. Every text, position and date on this page is invented"
PARTS = ("", "/versions", "/compare", "/comments", "/consultation", "/review", "/alignment", "/adoption", "/history",
         "/people")  # fmt: skip
COUNCIL = ("/desk", "/drafts", "/drafts?page=2", "/people", "/profile", "/record", "/workflows/recommendation",
           "/guidance/cted")  # fmt: skip
PUBLIC = ("/register", "/verify", "/account/login", "/account/reset", "/nowhere")


@pytest.fixture
def chair(loaded: Flask) -> FlaskClient:
    return Acting(loaded).browser("chair")


def test_every_page_of_the_council_says_that_it_is_illustrative(chair: FlaskClient) -> None:
    for path in COUNCIL:
        page = Page(chair.get(path))
        assert page.status == 200, path
        assert MARKED in page.footer, path


def test_every_page_of_every_file_says_that_it_is_illustrative(loaded: Flask, chair: FlaskClient) -> None:
    for case in db.session.query(Case).order_by(Case.number):
        for part in PARTS:
            page = Page(chair.get(f"{case.path}{part}"))
            assert page.status == 200, (case.path, part)
            assert MARKED in page.footer, (case.path, part)


def test_every_public_page_says_that_it_is_illustrative(loaded: Flask) -> None:
    client = loaded.test_client()
    register = Page(client.get("/register"))
    published = sorted({link for link in register.links() if link.startswith("/register/2")})
    assert len(published) == 3
    for path in (*PUBLIC, *published):
        assert MARKED in Page(client.get(path)).footer, path


@pytest.mark.parametrize("language", ["ru", "uz", "ar"])
def test_the_mark_is_in_the_language_of_the_page(loaded: Flask, language: str) -> None:
    client = loaded.test_client()
    footer = Page(client.get(f"/{language}/register")).footer
    council = loaded.extensions["council"].name.within(language)
    assert MARKED not in footer
    assert council not in footer
    assert len(footer) > 100


def test_every_letter_says_that_it_is_illustrative(loaded: Flask) -> None:
    letters = in_folder(loaded)
    assert len(letters) > 3
    assert [letter["Subject"] for letter in letters if "Illustrative content" not in text(letter)] == []


def test_every_pdf_says_that_it_is_illustrative(loaded: Flask) -> None:
    issued = db.session.query(Issue).filter_by(language="en").all()
    assert len(issued) >= 3
    for issue in issued:
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(issue.pdf)).pages)
        assert "Illustrative" in words


def test_every_account_that_is_printed_signs_in(loaded: Flask) -> None:
    for email, _ in listed():
        assert email.endswith(DOMAIN)
        client = loaded.test_client()
        assert client.post("/account/login", data={"email": email, "password": PASSWORD}).status_code == 302
        assert Page(client.get("/desk")).status == 200


def test_the_desks_of_the_demo_have_something_on_them(loaded: Flask) -> None:
    council = Acting(loaded)
    waiting = [email.split("@")[0] for email, _ in listed()]
    desks = {key: Page(council.browser(key).get("/desk")) for key in waiting}
    assert sum(desk.has("//li[contains(@class, 'due')]") for desk in desks.values()) >= 3
    assert all("Since you last looked" in desk.words for desk in desks.values())
