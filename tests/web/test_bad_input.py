"""Whatever bytes arrive, the answer is a page and never a fault; nothing that steers or hides is kept."""

from __future__ import annotations

import unicodedata

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from council_flow.database import db
from council_flow.discussion.models import Comment
from council_flow.people import operations as people
from council_flow.people.models import Account
from tests.architecture.test_routes import path_of, rules
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
FORM = "application/x-www-form-urlencoded"
BYTES = {
    "broken and steering bytes": "%FF%FE%C3%28%ED%A0%80%F0%9F%01%1B%7F%C2%85%E2%80%AE%E2%81%A6%D8%9C%25s%25(n)s{0}",
    "NUL": "a%00b",
    "a number too large": "9" * 40,
    "a digit of another kind": "%C2%B2",
}
TRIED = [("sqlite", name) for name in BYTES] + [("postgresql", "NUL"), ("postgresql", "a number too large")]
"""What is tried where: the databases differ in the numbers and characters that they refuse."""

FIELDS = (
    "account", "also", "answer", "answer_id", "beside", "code", "concerned", "confirmed", "decision", "disposition",
    "do", "email", "follow", "from_day", "grade", "key", "kind", "language", "markdown", "name", "new_password", "next",
    "note", "opinion", "original", "paragraph", "password", "position", "provisions", "quote", "reason", "reasons",
    "response", "role", "row", "same", "shortcuts", "start", "state", "term", "text", "theme", "title", "token",
    "transition", "type", "until", "until_day", "version", "visit", "workflow", "zone",
)  # fmt: skip
ASKED = ("a", "b", "beside", "code", "disposition", "from", "lang", "next", "page", "paragraph", "q", "quote", "round",
         "stage", "start", "state", "type", "v", "view")  # fmt: skip


def spoilt(rule: Rule, raw: str) -> str:
    """Return the address of a rule with its words and numbers spoilt, as far as its shape lets them in."""
    parts = [raw if is_argument else part for is_argument, part in rule._trace]
    return "".join(parts).split("|", 1)[1]


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> tuple[Flask, str]:
    """An application on one of the databases, and what is sent to it."""
    database, name = request.param
    return request.getfixturevalue("app" if database == "sqlite" else "postgresql_app"), BYTES[name]


every = pytest.mark.parametrize("tried", TRIED, indirect=True, ids=[" ".join(one) for one in TRIED])


def who_may_everything(app: Flask) -> FlaskClient:
    """Return the browser of somebody with every role in the council who writes the text of a file under consultation."""
    acting = Acting(app)
    acting.to_consultation()
    account = acting.actor("expert.kz").id
    for role in app.extensions["council"].roles:
        acting.do(people.add_term, account, role, state="KZ", from_at=acting.now, by="secretariat")
    return acting.browser("expert.kz")


@every
def test_no_address_is_a_fault(tried: tuple[Flask, str]) -> None:
    app, raw = tried
    browser = who_may_everything(app)
    asked = "&".join(f"{name}={raw}" for name in ASKED)
    for rule in rules(app, "GET"):
        for path in {spoilt(rule, raw), f"{path_of(rule)}?{asked}"}:
            assert browser.get(path).status_code < 500, path


@every
def test_no_form_is_a_fault(tried: tuple[Flask, str]) -> None:
    app, raw = tried
    browser = who_may_everything(app)
    for rule in rules(app, "POST"):
        if rule.endpoint.startswith("security."):  # one of them signs out
            continue
        for path in {path_of(rule), spoilt(rule, raw)}:
            assert browser.post(path, data=body(raw), content_type=FORM).status_code < 500, path


@every
def test_no_form_of_whoever_is_not_signed_in_is_a_fault(tried: tuple[Flask, str]) -> None:
    app, raw = tried
    client = app.test_client()
    for rule in rules(app, "POST"):
        for path in {path_of(rule), spoilt(rule, raw)}:
            assert client.post(path, data=body(raw), content_type=FORM).status_code < 500, path


def body(raw: str) -> bytes:
    return "&".join(f"{name}={raw}" for name in FIELDS).encode()


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain; charset=nonsense", ""])
def test_a_body_that_is_no_form_is_no_fault(acting: Acting, app: Flask, kind: str) -> None:
    acting.to_consultation()
    for client in (acting.browser("secretariat"), app.test_client()):
        for path in ("/account/login", f"{FILE}/comment", "/profile", "/verify"):
            assert client.post(path, data=b'{"\xff": [', content_type=kind).status_code < 500


def test_what_steers_or_hides_is_not_kept_of_a_comment(each_app: Flask) -> None:
    acting = Acting(each_app)
    key = acting.text_of(acting.to_consultation()).operative()[0].key
    text = "safe\u202etxt.exe\u2069 \x00\x07and\ufeff\n\nmore \u0645\u064f"
    answer = acting.browser("expert.kg").post(f"{FILE}/comment", data={"paragraph": key, "text": text})
    assert answer.status_code == 303
    db.session.rollback()
    kept = db.session.query(Comment).one().text
    assert kept == "safetxt.exe and\n\nmore \u0645\u064f"


def test_what_steers_or_hides_is_not_kept_of_a_text(acting: Acting) -> None:
    sent = {
        "workflow": "recommendation", "original": "en", "confirmed": "yes",
        "markdown": "# A\u202e title\x07\n\n1. *Recommends* \u2066that\u200b it is so;\n",
    }  # fmt: skip
    assert acting.browser("expert.kz").post("/drafts/new", data=sent).status_code == 303
    from council_flow.recommendations import queries

    db.session.rollback()
    body = acting.text_of(queries.find(2026, 1))
    words = "".join(text for block in body.blocks for text in block.texts.values())
    assert "A title" in words
    assert {unicodedata.category(letter) for letter in words} & {"Cc", "Cf", "Cs"} == set()


def test_a_name_stands_in_a_list_without_turning_what_follows(acting: Acting) -> None:
    browser = acting.browser("chair")
    browser.post("/profile", data={"name": "\u202eriahC\u202c", "language": "en", "zone": "", "theme": "auto"})
    db.session.rollback()
    assert db.session.query(Account).filter_by(email="chair@council.example").one().name == "riahC"
    assert "\u202e" not in Page(acting.browser("secretariat").get("/people")).source


def test_markup_in_what_people_write_stays_text(acting: Acting) -> None:
    key = acting.text_of(acting.to_consultation()).operative()[0].key
    text = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    acting.browser("expert.kg").post(f"{FILE}/comment", data={"paragraph": key, "text": text})
    for path in (FILE, f"{FILE}/comments", f"{FILE}/history"):
        page = Page(acting.browser("expert.kz").get(path))
        assert not page.has("//main//script[not(@src)] | //main//img[@onerror]")
