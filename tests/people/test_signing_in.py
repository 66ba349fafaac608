"""Signing in: in the product's words, with patience for mistakes and none for guessing."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from council_flow.database import db, transaction
from council_flow.demo.people import DOMAIN, PASSWORD
from council_flow.people import queries
from council_flow.people.attempts import MOST
from tests.factories.acting import Acting
from tests.web.page import Page

CHAIR = f"chair@{DOMAIN}"
NOT_TOGETHER = "Address and password do not go together, or the account is closed."


def sign_in(client: FlaskClient, email: str = CHAIR, password: str = PASSWORD, path: str = "") -> TestResponse:
    return client.post(f"{path}/account/login", data={"email": email, "password": password})


def fail(client: FlaskClient, times: int, email: str = CHAIR) -> Page:
    for _ in range(times):
        answer = sign_in(client, email, "not the password")
    return Page(answer)


def test_signing_in_leads_to_the_desk_in_the_language_of_the_profile(each_app: Flask) -> None:
    with transaction():
        account = queries.by_email(CHAIR)
        assert account is not None
        account.language = "ar"
    client = each_app.test_client()
    answer = sign_in(client)
    assert answer.headers["Location"].endswith("/welcome")
    assert client.get("/welcome").headers["Location"] == "/ar/desk"
    assert Page(client.get("/ar/desk")).language == ("ar", "rtl")


def test_the_address_is_taken_in_any_case_and_with_spaces_around(client: FlaskClient) -> None:
    assert sign_in(client, " Chair@Council.Example ").status_code == 302


@pytest.mark.parametrize("email", [CHAIR, f"nobody@{DOMAIN}", "no address at all", "nul\x00@council.example"])
def test_a_refusal_does_not_say_whether_there_is_an_account(client: FlaskClient, email: str) -> None:
    page = Page(sign_in(client, email, "not the password"))
    assert page.status == 200
    assert NOT_TOGETHER in page.words
    assert "not the password" not in page.source


def test_a_refusal_keeps_the_address_and_is_said_in_the_readers_language(client: FlaskClient) -> None:
    page = Page(sign_in(client, CHAIR, "not the password", "/ru"))
    assert page.language == ("ru", "ltr")
    assert page.value("email") == CHAIR
    assert "Address and password" not in page.words
    assert page.words.isascii() is False


def test_a_closed_account_does_not_sign_in(client: FlaskClient, app: Flask) -> None:
    with transaction():
        account = queries.by_email(CHAIR)
        assert account is not None
        account.active = False
    assert NOT_TOGETHER in Page(sign_in(client)).words


def test_an_account_that_is_closed_meanwhile_is_signed_out(acting: Acting) -> None:
    browser = acting.browser("chair")
    assert browser.get("/desk").status_code == 200
    with transaction():
        account = queries.by_email(CHAIR)
        assert account is not None
        account.active = False
    assert browser.get("/desk").status_code == 303


def test_after_eight_failures_an_address_waits_a_quarter_of_an_hour(each_app: Flask) -> None:
    acting, client = Acting(each_app), each_app.test_client()
    assert NOT_TOGETHER in fail(client, MOST).words
    waiting = Page(sign_in(client))
    assert "Signing in failed too often." in waiting.words
    acting.later(minutes=14)
    assert Page(sign_in(client)).status == 200
    acting.later(minutes=2)
    assert sign_in(client).status_code == 302


def test_an_address_waits_wherever_it_is_typed(app: Flask) -> None:
    fail(app.test_client(), MOST)
    assert "Signing in failed too often." in Page(sign_in(app.test_client())).words


def test_an_address_without_an_account_waits_like_one_with(client: FlaskClient) -> None:
    unknown = f"nobody@{DOMAIN}"
    fail(client, MOST, unknown)
    assert "Signing in failed too often." in Page(sign_in(client, unknown)).words


def test_one_address_that_waits_holds_up_no_other(client: FlaskClient) -> None:
    fail(client, MOST)
    assert sign_in(client, f"secretariat@{DOMAIN}").status_code == 302


def test_a_sign_in_that_works_forgets_the_failures_before_it(client: FlaskClient, app: Flask) -> None:
    fail(client, MOST - 1)
    assert sign_in(client).status_code == 302
    other = app.test_client()
    fail(other, MOST - 1)
    assert sign_in(other).status_code == 302


def test_signing_out_ends_the_session(client: FlaskClient) -> None:
    sign_in(client)
    assert client.get("/desk").status_code == 200
    client.post("/account/logout")
    assert client.get("/desk").status_code == 303


def test_signing_out_needs_a_press_of_the_button(client: FlaskClient) -> None:
    sign_in(client)
    assert Page(client.get("/account/logout")).status == 405
    assert client.get("/desk").status_code == 200


def test_there_is_no_other_way_to_an_account_than_an_invitation(client: FlaskClient) -> None:
    assert client.post("/account/register", data={"email": "a@b.example", "password": PASSWORD}).status_code == 404
    db.session.rollback()
    assert queries.by_email("a@b.example") is None
