"""Every refusal is a page: in the design, in the reader's language, with a way on."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from council_flow.language import LANGUAGES, direction
from tests.factories.acting import Acting
from tests.web.conftest import MOST
from tests.web.page import Page

Ask = Callable[[Flask, Acting, str], TestResponse]


def not_ones_role(app: Flask, council: Acting, prefix: str) -> TestResponse:
    return council.browser("focal.kz").get(f"{prefix}/drafts/new")


def nothing_there(app: Flask, council: Acting, prefix: str) -> TestResponse:
    return app.test_client().get(f"{prefix}/nothing/here")


def not_now(app: Flask, council: Acting, prefix: str) -> TestResponse:
    council.to_consultation()
    return council.browser("expert.kz").get(f"{prefix}/drafts/2026/L.1/edit")


def too_large(app: Flask, council: Acting, prefix: str) -> TestResponse:
    sent = {"file": (io.BytesIO(b"%PDF-" + b"0" * MOST), "large.pdf")}
    return app.test_client().post(f"{prefix}/verify", data=sent)


def too_often(app: Flask, council: Acting, prefix: str) -> TestResponse:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    for _ in range(31):
        answer = client.post(f"{prefix}/verify", data={"code": "2222"})
    return answer


def fault(app: Flask, council: Acting, prefix: str) -> TestResponse:
    def broken(**more: object) -> NoReturn:
        raise RuntimeError("a fault of ours")

    app.view_functions["publication.register"] = broken
    return council.browser("chair").get(f"{prefix}/register")


PAGES: list[tuple[int, Ask, str]] = [
    (403, not_ones_role, "Not part of your role"),
    (404, nothing_there, "Nothing at this address"),
    (409, not_now, "Not now"),
    (413, too_large, "Too large"),
    (429, too_often, "Too many attempts"),
    (500, fault, "A fault of ours"),
]


@pytest.mark.parametrize(("code", "ask", "title"), PAGES, ids=[str(code) for code, _, _ in PAGES])
def test_a_refusal_is_a_page_in_the_readers_language(
    served: Flask, council: Acting, code: int, ask: Ask, title: str
) -> None:
    for language in LANGUAGES:
        page = Page(ask(served, council, "" if language == "en" else f"/{language}"))
        assert page.status == code
        assert page.language == (language, direction(language))
        assert (title in page.title) == (language == "en")
        assert page.has("//header[@class='mast']")
        assert page.has("//main//*[@role='alert']/strong")
        assert page.has("//footer")
        assert page.has("//link[@rel='stylesheet']")
        if language in {"ru", "ar"}:
            said = re.sub(r"REC/2026/L\.7|\b[0-9A-F]{6}\b", "", page.words)
            assert re.search("[A-Za-z]{3,}", said) is None, said


def test_a_refusal_leads_to_where_it_can_be_mended(served: Flask, council: Acting) -> None:
    assert "/ru/drafts/2026/L.1" in Page(not_now(served, council, "/ru")).links()


def test_a_fault_has_a_reference_that_stands_in_the_log(served: Flask, council: Acting) -> None:
    with capture_logs() as log:
        page = Page(fault(served, council, ""))
    found = re.search(r"Reference ([0-9A-F]{6})\.", page.words)
    assert found is not None
    assert [(one["reference"], one["path"]) for one in log if one["event"] == "failure"] == [(found[1], "/register")]
    assert "RuntimeError" not in page.source
    assert "Traceback" not in page.source


def test_a_fault_changes_nothing_of_what_comes_after(served: Flask, council: Acting) -> None:
    fault(served, council, "")
    assert council.browser("chair").get("/desk").status_code == 200


def test_what_a_person_may_not_see_answers_like_what_does_not_exist(served: Flask, council: Acting) -> None:
    council.open_case()
    browser = council.browser("focal.kz")
    hidden, missing = Page(browser.get("/drafts/2026/L.1")), Page(browser.get("/drafts/2026/L.99"))
    assert (hidden.status, hidden.title, hidden.words) == (missing.status, missing.title, missing.words)
    assert hidden.status == 404


def test_an_address_that_takes_no_post_says_so(served: Flask) -> None:
    served.config["WTF_CSRF_ENABLED"] = False
    assert Page(served.test_client().post("/register")).status == 405


def test_pages_about_people_are_kept_by_no_browser(served: Flask, council: Acting) -> None:
    assert council.browser("chair").get("/desk").headers["Cache-Control"] == "no-store"
    assert nothing_there(served, council, "").headers["Cache-Control"] == "no-store"
