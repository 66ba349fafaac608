"""An account begins with an invitation: its link works once, for seven days, until it is withdrawn."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from council_flow.database import db
from council_flow.people import members_queries, operations, queries
from council_flow.people.models import Account, Term
from tests.factories.acting import Acting
from tests.notifications.letters import in_folder, link, text, to
from tests.web.page import Page

NEWCOMER = "gulnora@ministry.example"
ASKED = {"email": NEWCOMER, "role": "expert", "state": "UZ", "language": "ru"}
ANSWER = {"name": "Gulnora Expert", "password": "correct horse battery staple"}


def invited(acting: Acting, **other: str) -> str:
    """Invite somebody in the browser and return the path of the link that the inviter is shown."""
    secretariat = acting.browser("secretariat")
    answer = secretariat.post("/people/invite", data={**ASKED, **other})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/people#pending")
    page = Page(secretariat.get("/people"))
    return urlsplit(said_link(page)).path


def said_link(page: Page) -> str:
    return str(page.tree.xpath("string(//*[@role='status']//*[contains(@class, 'code')])")).strip()


def none_pending(acting: Acting) -> bool:
    db.session.rollback()
    return members_queries.pending(acting.now) == []


def of(address: str) -> Account:
    db.session.rollback()
    account = queries.by_email(address)
    assert account is not None
    return account


def test_the_link_is_shown_once_to_whoever_invites(acting: Acting) -> None:
    secretariat = acting.browser("secretariat")
    secretariat.post("/people/invite", data=ASKED)
    first, second = Page(secretariat.get("/people")), Page(secretariat.get("/people"))
    assert said_link(first).startswith("http://127.0.0.1:8000/ru/invitation/")
    assert said_link(second) == ""
    assert NEWCOMER in second.words


def test_without_a_mail_server_the_letter_lies_in_the_folder_of_mails(acting: Acting, app: Flask) -> None:
    path = invited(acting)
    acting.work()
    (letter,) = to(in_folder(app), NEWCOMER)
    assert urlsplit(link(letter)).path == path
    assert letter["Content-Language"] == "ru"
    assert "Эксперт" in text(letter)


@pytest.mark.parametrize("key", ["chair", "expert.kz", "focal.uz"])
def test_only_who_has_the_permission_invites(acting: Acting, key: str) -> None:
    browser = acting.browser(key)
    refused = Page(browser.post("/people/invite", data=ASKED))
    assert refused.status == 403
    assert not Page(browser.get("/people")).has("//form[contains(@action, '/people/invite')]")
    assert none_pending(acting)


def test_accepting_sets_name_and_password_and_signs_in(each_app: Flask) -> None:
    acting = Acting(each_app)
    path, guest = invited(acting), each_app.test_client()
    asked = Page(guest.get(path))
    assert asked.language == ("ru", "ltr")
    assert "Эксперт" in asked.words
    answer = guest.post(path, data=ANSWER)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ru/desk")
    assert guest.get("/ru/desk").status_code == 200
    account = of(NEWCOMER)
    assert (account.name, account.language) == ("Gulnora Expert", "ru")
    term = db.session.query(Term).filter_by(account_id=account.id).one()
    assert (term.role, term.state, term.until_at) == ("expert", "UZ", None)


def test_who_accepted_signs_in_with_the_chosen_password(acting: Acting, app: Flask) -> None:
    app.test_client().post(invited(acting), data=ANSWER)
    answer = app.test_client().post("/account/login", data={"email": NEWCOMER, "password": ANSWER["password"]})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/welcome")


def test_the_inviter_is_told_that_the_invitation_was_taken_up(acting: Acting, app: Flask) -> None:
    app.test_client().post(invited(acting), data=ANSWER)
    assert "Gulnora Expert has taken up the invitation." in Page(acting.browser("secretariat").get("/desk")).words


def test_a_link_works_once(acting: Acting, client: FlaskClient, app: Flask) -> None:
    path = invited(acting)
    client.post(path, data=ANSWER)
    for again in (app.test_client().get(path), app.test_client().post(path, data={**ANSWER, "name": "Another"})):
        page = Page(again)
        assert page.status == 409
        assert page.language == ("ru", "ltr")
        assert "/ru/account/login" in page.links()
    assert of(NEWCOMER).name == "Gulnora Expert"


@pytest.mark.parametrize(("days", "status"), [({"days": 6, "hours": 23}, 200), ({"days": 7}, 409)])
def test_a_link_works_for_seven_days(acting: Acting, client: FlaskClient, days: dict[str, float], status: int) -> None:
    path = invited(acting, language="en")
    acting.later(**days)
    page = Page(client.get(path))
    assert page.status == status
    assert ("This invitation has expired" in page.words) == (status == 409)
    assert (client.post(path, data=ANSWER).status_code == 303) == (status == 200)


def test_a_withdrawn_link_works_no_more(acting: Acting, client: FlaskClient) -> None:
    path = invited(acting, language="en")
    secretariat = acting.browser("secretariat")
    row = Page(secretariat.get("/people")).form("/people/withdraw")
    assert secretariat.post("/people/withdraw", data=row).status_code == 303
    assert NEWCOMER not in Page(secretariat.get("/people")).words
    assert Page(client.get(path)).status == 409
    assert Page(client.post(path, data=ANSWER)).status == 409
    db.session.rollback()
    assert queries.by_email(NEWCOMER) is None


def test_an_invitation_that_was_taken_up_is_not_withdrawn(acting: Acting, client: FlaskClient) -> None:
    secretariat = acting.browser("secretariat")
    path = invited(acting)
    row = Page(secretariat.get("/people")).form("/people/withdraw")
    client.post(path, data=ANSWER)
    page = Page(secretariat.post("/people/withdraw", data=row))
    assert page.status == 409
    assert "This invitation was taken up already." in page.words


def test_an_unknown_link_answers_like_what_does_not_exist(client: FlaskClient) -> None:
    for answer in (client.get("/invitation/never-sent"), client.post("/invitation/never-sent", data=ANSWER)):
        assert Page(answer).status == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Write the name"),
        ("name", "\u202e\u200b", "Write the name"),
        ("name", "x" * 121, "up to 120 characters"),
        ("password", "", "Choose a password."),
        ("password", "eleven char", "at least 12 characters"),
        ("password", "x" * 129, "up to 128 characters"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_refused_beside_its_field(
    acting: Acting, client: FlaskClient, field: str, value: str, said: str
) -> None:
    path = invited(acting, language="en")
    page = Page(client.post(path, data={**ANSWER, field: value}))
    assert page.status == 422
    assert said in page.refusal(field)
    if field != "name":
        assert page.value("name") == ANSWER["name"]
    assert ANSWER["password"] not in page.source
    assert client.post(path, data=ANSWER).status_code == 303


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "", "Write the address to invite."),
        ("email", "two@a.example, three@b.example", "Write one mail address"),
        ("email", "chair@council.example", "An account with this address exists already."),
        ("role", "emperor", "Choose one of those that are offered."),
        ("state", "ZZ", "Choose one of those that are offered."),
    ],
)
def test_an_invitation_is_refused_beside_its_field_and_keeps_what_was_typed(
    acting: Acting, field: str, value: str, said: str
) -> None:
    page = Page(acting.browser("secretariat").post("/people/invite", data={**ASKED, field: value}))
    assert page.status == 422
    assert said in page.refusal(field)
    typed = {**ASKED, field: value}
    assert [page.value(name) for name in ("email", "language")] == [typed["email"], "ru"]
    assert none_pending(acting)


def test_the_link_itself_is_kept_nowhere(acting: Acting) -> None:
    token = invited(acting).rpartition("/")[2]
    db.session.rollback()
    (pending,) = members_queries.pending(acting.now)
    assert token not in str(vars(pending))
    assert pending.token_hash == operations.token_hash(token)
