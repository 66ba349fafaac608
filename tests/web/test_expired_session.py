"""What was written survives the end of a session: it is kept, offered after signing in, and sent on by one button."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from council_flow.database import db
from council_flow.demo.people import DOMAIN, PASSWORD
from council_flow.discussion.models import Comment
from council_flow.web.models import KeptPost
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
WORDS = "Half an hour of work,\nin two lines, with العربية and a „quotation“ <b>as typed</b>."


def sign_in(client: FlaskClient, address: str, key: str = "expert.kg") -> str:
    """Sign in on the page at an address, as its form says, and return where that leads."""
    form = Page(client.get(address)).form("/account/login")
    sent = {**form, "email": f"{key}@{DOMAIN}", "password": PASSWORD}
    answer = client.post(urlsplit(address).path, data=sent)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def comment(acting: Acting) -> dict[str, str]:
    key = acting.text_of(acting.to_consultation()).operative()[0].key
    return {"token": "drawn before", "paragraph": key, "text": WORDS, "type": "substantive"}


def kept(client: FlaskClient, path: str, sent: dict[str, Any]) -> str:
    """Post without a session and return the address of the page for signing in."""
    answer = client.post(path, data=sent)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_a_comment_sent_after_the_session_ended_is_offered_after_signing_in(each_app: Flask) -> None:
    acting, client = Acting(each_app), each_app.test_client()
    sent = comment(acting)
    address = kept(client, f"{FILE}/comment", sent)
    assert urlsplit(address).path == "/account/login"
    page = Page(client.get(sign_in(client, address)))
    assert "What you wrote is kept" in page.title
    assert page.value("text") == WORDS
    assert client.post(f"{FILE}/comment", data=page.form("/comment")).status_code == 303
    db.session.rollback()
    assert db.session.query(Comment).one().text == WORDS


def test_what_is_kept_comes_back_in_the_language_in_which_it_was_written(acting: Acting, client: FlaskClient) -> None:
    address = kept(client, f"/ar{FILE}/comment", comment(acting))
    page = Page(client.get(sign_in(client, address)))
    assert page.language == ("ar", "rtl")
    assert page.form(f"/ar{FILE}/comment")["text"] == WORDS


def test_a_whole_text_is_kept_with_every_paragraph(acting: Acting, client: FlaskClient, app: Flask) -> None:
    acting.open_case()
    editor = Page(acting.browser("expert.kz").get(f"{FILE}/edit"))
    form = next(form for form in editor.tree.forms if (form.get("action") or "").endswith("/edit"))
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    sent = {**sent, "reason": ["Written on the train"], "do": ["save"]}
    sent["text"][2] = WORDS
    page = Page(client.get(sign_in(client, kept(client, f"{FILE}/edit", sent), "expert.kz")))
    again = next(form for form in page.tree.forms if (form.get("action") or "").endswith("/edit"))
    values: dict[str, list[str]] = {}
    for name, value in again.form_values():
        values.setdefault(name, []).append(value)
    assert [text.replace("\r\n", "\n") for text in values["text"]] == sent["text"]
    assert values["key"] == sent["key"]
    assert client.post(f"{FILE}/edit", data=values).status_code == 303


def test_what_is_kept_is_shown_in_the_same_browser_only(acting: Acting, client: FlaskClient, app: Flask) -> None:
    kept(client, f"{FILE}/comment", comment(acting))
    assert Page(acting.browser("expert.kg").get("/kept")).status == 404


def test_who_may_not_do_it_does_not_do_it_through_what_is_kept(acting: Acting, client: FlaskClient) -> None:
    address = kept(client, f"{FILE}/comment", comment(acting))
    page = Page(client.get(sign_in(client, address, "secretariat")))
    answer = Page(client.post(f"{FILE}/comment", data=page.form("/comment")))
    assert answer.status == 403
    assert answer.value("text") == WORDS


def test_passwords_are_never_kept(acting: Acting, client: FlaskClient) -> None:
    sent = {"password": "the present one", "new_password": "the next one", "new_password_confirm": "the next one"}
    address = kept(client, "/account/change", {**sent, "other": "words"})
    assert urlsplit(address).path == "/account/login"
    db.session.rollback()
    assert [post.fields for post in db.session.query(KeptPost)] == [[["other", "words"]]]


def test_what_nobody_came_back_for_is_deleted_after_two_days(acting: Acting, client: FlaskClient, app: Flask) -> None:
    sent = comment(acting)
    kept(client, f"{FILE}/comment", sent)
    acting.later(days=2, minutes=1)
    kept(app.test_client(), f"{FILE}/comment", sent)
    db.session.rollback()
    assert db.session.query(KeptPost).count() == 1


def test_a_page_that_is_asked_for_without_a_session_comes_after_signing_in(acting: Acting, client: FlaskClient) -> None:
    acting.to_consultation()
    address = client.get(f"/ru{FILE}/comments?state=open").headers["Location"]
    assert parse_qs(urlsplit(address).query)["next"] == [f"/ru{FILE}/comments?state=open"]
    assert sign_in(client, address) == f"/ru{FILE}/comments?state=open"


def test_a_form_of_an_earlier_session_is_offered_again_with_what_was_typed(served: Flask, council: Acting) -> None:
    sent, browser = comment(council), council.browser("expert.kg")
    answer = Page(browser.post(f"{FILE}/comment", data={**sent, "csrf_token": "of another session"}))
    assert answer.status == 409
    assert answer.value("text") == WORDS
    assert browser.post(f"{FILE}/comment", data=answer.form("/comment")).status_code == 303


@pytest.mark.parametrize("path", ["/account/login", "/account/reset", "/verify", "/ru/account/login"])
def test_a_public_form_of_an_earlier_session_is_shown_anew_and_works(served: Flask, path: str) -> None:
    client = served.test_client()
    answer = client.post(path, data={"email": f"chair@{DOMAIN}", "password": PASSWORD, "csrf_token": "old"})
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert Page(client.get(path)).has("//form[@method='post']//input[@name='csrf_token']")


def test_signing_in_works_after_the_page_was_open_for_longer_than_its_session(served: Flask) -> None:
    client = served.test_client()
    page = Page(client.get("/account/login"))
    old = {**page.form("/account/login"), "email": f"chair@{DOMAIN}", "password": PASSWORD}
    client.delete_cookie("session")
    assert sign_in(client, client.post("/account/login", data=old).headers["Location"], "chair").endswith("/welcome")
