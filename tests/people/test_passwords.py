"""A password is set anew by a letter, and changed by whoever knows it; both end every other session."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from council_flow.database import transaction
from council_flow.demo.people import DOMAIN, PASSWORD
from council_flow.people import queries
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import Acting
from tests.notifications.letters import in_folder, link, to
from tests.people.test_signing_in import sign_in
from tests.web.page import Page

CHAIR = f"chair@{DOMAIN}"
NEW = "a longer and better one"
ON_ITS_WAY = "If an account has this address, a letter with a link is on its way."


def ask(acting: Acting, client: FlaskClient, email: str = CHAIR, path: str = "") -> Page:
    answer = client.post(f"{path}/account/reset", data={"email": email})
    page = Page(answer if answer.status_code == 200 else client.get(answer.headers["Location"]))
    acting.work()
    return page


def path_in_letter(app: Flask) -> str:
    return urlsplit(link(to(in_folder(app), CHAIR)[-1])).path


def set_new(client: FlaskClient, path: str, password: str = NEW, again: str = NEW) -> Page:
    return Page(
        client.post(path, data={"password": password, "password_confirm": again}, follow_redirects=True),
    )


def test_a_letter_with_a_link_sets_a_new_password(each_app: Flask) -> None:
    acting, client = Acting(each_app), each_app.test_client()
    ask(acting, client)
    path = path_in_letter(each_app)
    assert Page(client.get(path)).has("//input[@name='password_confirm']")
    set_new(client, path)
    assert sign_in(each_app.test_client(), password=PASSWORD).status_code == 200
    assert sign_in(each_app.test_client(), password=NEW).status_code == 302


def test_the_link_names_the_public_address_whatever_host_was_asked(acting: Acting, app: Flask, council_file) -> None:
    settings = make_settings(app.extensions["settings"].instance, public_url="https://council.int/")
    public = make_app(settings)
    public.test_client().post("/account/reset", data={"email": CHAIR}, headers={"Host": "evil.example"})
    with public.app_context():
        Acting(public).work()
    close(public)
    assert link(to(in_folder(app), CHAIR)[-1]).startswith("https://council.int/account/reset/")


def test_a_link_sets_a_password_once(acting: Acting, app: Flask, client: FlaskClient) -> None:
    ask(acting, client)
    path = path_in_letter(app)
    set_new(client, path)
    page = set_new(app.test_client(), path, "another good password", "another good password")
    assert "This link does not work any more." in page.source
    assert sign_in(app.test_client(), password=NEW).status_code == 302


def test_two_requests_make_two_letters_and_the_older_link_ends_with_the_first_use(
    acting: Acting, app: Flask, client: FlaskClient
) -> None:
    ask(acting, client)
    ask(acting, client)
    first, second = (urlsplit(link(letter)).path for letter in to(in_folder(app), CHAIR))
    set_new(client, second)
    assert "This link does not work any more." in set_new(app.test_client(), first, PASSWORD, PASSWORD).source


def test_a_link_expires(acting: Acting, app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    import itsdangerous.timed

    ask(acting, client)
    path, real = path_in_letter(app), itsdangerous.timed.TimestampSigner.get_timestamp
    late = 2 * 3600 + 60
    monkeypatch.setattr(itsdangerous.timed.TimestampSigner, "get_timestamp", lambda self: real(self) + late)
    page = set_new(app.test_client(), path)
    assert "This link has expired. Ask for a new one." in page.source
    monkeypatch.undo()
    assert sign_in(app.test_client(), password=PASSWORD).status_code == 302


def test_the_answer_does_not_say_whether_there_is_an_account(acting: Acting, app: Flask) -> None:
    there = ask(acting, app.test_client())
    nowhere = ask(acting, app.test_client(), f"nobody@{DOMAIN}")
    assert ON_ITS_WAY in there.source
    assert ON_ITS_WAY in nowhere.source
    assert len(in_folder(app)) == 1


def test_the_letter_is_in_the_language_of_the_account(acting: Acting, app: Flask, client: FlaskClient) -> None:
    with transaction():
        account = queries.by_email(CHAIR)
        assert account is not None
        account.language = "uz"
    ask(acting, client, path="/ru")
    (letter,) = in_folder(app)
    assert letter["Content-Language"] == "uz"
    assert urlsplit(link(letter)).path.startswith("/uz/account/reset/")
    assert Page(client.get(urlsplit(link(letter)).path)).language == ("uz", "ltr")


@pytest.mark.parametrize(
    ("password", "again", "field", "said"),
    [
        ("too short", "too short", "password", "A password has at least 12 characters"),
        (NEW, "something else entirely", "password_confirm", "The two passwords differ."),
        ("", "", "password", "Write your password."),
    ],
)
def test_a_new_password_is_refused_beside_its_field_and_the_link_still_works(
    acting: Acting, app: Flask, client: FlaskClient, password: str, again: str, field: str, said: str
) -> None:
    ask(acting, client)
    path = path_in_letter(app)
    assert said in set_new(client, path, password, again).refusal(field)
    set_new(client, path)
    assert sign_in(app.test_client(), password=NEW).status_code == 302


def change(client: FlaskClient, present: str = PASSWORD, new: str = NEW, again: str = NEW) -> Page:
    sent = {"password": present, "new_password": new, "new_password_confirm": again}
    return Page(client.post("/account/change", data=sent, follow_redirects=True))


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(each_app: Flask) -> None:
    here, elsewhere = each_app.test_client(), each_app.test_client()
    sign_in(here)
    sign_in(elsewhere)
    assert "The password is changed." in change(here).source
    assert here.get("/desk").status_code == 200
    assert elsewhere.get("/desk").status_code == 303
    assert sign_in(each_app.test_client(), password=NEW).status_code == 302


def test_a_new_password_by_letter_ends_all_sessions(acting: Acting, app: Flask, client: FlaskClient) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere)
    ask(acting, client)
    set_new(client, path_in_letter(app))
    assert elsewhere.get("/desk").status_code == 303


def test_the_person_is_told_of_a_change_by_letter_and_the_record_keeps_it(
    acting: Acting, app: Flask, client: FlaskClient
) -> None:
    sign_in(client)
    change(client)
    acting.work()
    (letter,) = to(in_folder(app), CHAIR)
    assert letter["Subject"] == "Your password was changed"
    assert "changed the password" in Page(acting.browser("secretariat").get("/record")).words


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"present": "not it at all"}, "password", "This is not the present password."),
        ({"new": "too short", "again": "too short"}, "new_password", "A password has at least 12 characters"),
        ({"again": "something else entirely"}, "new_password_confirm", "The two passwords differ."),
        ({"new": PASSWORD, "again": PASSWORD}, "password", "The new password is the present one."),
    ],
)
def test_a_change_is_refused_beside_its_field(
    client: FlaskClient, app: Flask, sent: dict[str, str], field: str, said: str
) -> None:
    sign_in(client)
    assert said in change(client, **sent).refusal(field)
    assert sign_in(app.test_client(), password=PASSWORD).status_code == 302


@pytest.mark.parametrize("language", ["ru", "uz", "ar"])
def test_refusals_and_answers_are_said_in_the_readers_language(client: FlaskClient, language: str) -> None:
    english = (
        "This is not the present password.", "A password has at least", "The two passwords differ.", ON_ITS_WAY,
        "Instructions to reset",
    )  # fmt: skip
    asked = Page(client.post(f"/{language}/account/reset", data={"email": CHAIR}))
    sign_in(client)
    sent = [("wrong", NEW, NEW), (PASSWORD, "short", "short"), (PASSWORD, NEW, "other")]
    names = ("password", "new_password", "new_password_confirm")
    pages = [Page(client.post(f"/{language}/account/change", data=dict(zip(names, one, strict=True)))) for one in sent]
    assert all(page.has("//p[@class='error']") for page in pages)
    assert asked.has("//*[@role='status']")
    assert [said for said in english for page in (asked, *pages) if said in page.source] == []
