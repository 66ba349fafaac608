"""Letters: by a real mail server, again after a refusal, in the reader's language; as files where there is no server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from council_flow.database import transaction
from council_flow.language import say
from council_flow.notifications import jobs, operations, queries
from council_flow.people import queries as people
from tests.factories.acting import Acting
from tests.notifications.letters import Post, in_folder, link, text, to

READER = "chair@council.example"


def write(acting: Acting, key: str = "a letter", **more: Any) -> None:
    with transaction():
        account = people.by_email(READER)
        assert account is not None
        operations.mail(
            key, subject=say("Set a new password"), lines=[say("%(n)s characters", n=12)], link="/profile",
            now=acting.now, **{"account": account.id, **more},
        )  # fmt: skip


def speaking(language: str, **more: Any) -> None:
    with transaction():
        account = people.by_email(READER)
        assert account is not None
        account.language = language
        for name, value in more.items():
            setattr(account, name, value)


def test_a_letter_goes_to_the_mail_server_once(acting: Acting, post: Post, app: Flask) -> None:
    write(acting)
    acting.work()
    acting.later(days=1)
    acting.work()
    (letter,) = post.letters
    assert (letter["To"], letter["From"]) == (READER, "council@localhost")
    assert letter["Subject"] == "Set a new password"
    assert link(letter) == "http://127.0.0.1:8000/profile"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert in_folder(app) == []


def test_a_letter_is_plain_text_and_html_that_say_the_same(acting: Acting, post: Post) -> None:
    write(acting)
    acting.work()
    html = post.letters[0].get_body(("html",))
    assert html is not None
    for words in ("12 characters", "http://127.0.0.1:8000/profile"):
        assert words in text(post.letters[0])
        assert words in html.get_content()


def test_after_a_refusal_a_letter_is_tried_again_later_and_later(acting: Acting, post: Post) -> None:
    write(acting)
    post.says = "451 come back later"
    for minutes in (0, 1, 5, 30):
        acting.later(minutes=minutes)
        acting.work()
        asked = post.asked
        acting.later(seconds=59)
        acting.work()
        assert post.asked == asked
    assert post.asked == 4
    post.says = ""
    acting.later(hours=2)
    acting.work()
    assert len(post.letters) == 1


def test_a_letter_that_is_refused_for_good_is_not_tried_again(acting: Acting, post: Post) -> None:
    write(acting)
    post.says = "550 no such address"
    acting.work()
    acting.later(days=3)
    acting.work()
    assert post.asked == 1
    assert queries.waiting() == queries.Waiting(pending=0, given_up=1)


def test_a_letter_waits_for_a_mail_server_that_does_not_answer(acting: Acting, app: Flask, post: Post) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, mail_url="smtp://127.0.0.1:1")
    write(acting)
    acting.work()
    assert queries.waiting() == queries.Waiting(pending=1, given_up=0)
    app.extensions["settings"] = settings
    acting.later(minutes=1)
    acting.work()
    assert len(post.letters) == 1


def test_after_eight_attempts_a_letter_is_given_up(acting: Acting, post: Post) -> None:
    write(acting)
    post.says = "451 come back later"
    for _ in range(10):
        acting.work()
        acting.later(days=2)
    assert post.asked == 8
    assert queries.waiting() == queries.Waiting(pending=0, given_up=1)


def test_a_letter_that_fails_does_not_hold_up_the_others(acting: Acting, post: Post) -> None:
    write(acting, "bad", account=None, to="two@a.example, three@b.example", language="en")
    write(acting, "good")
    acting.work()
    assert [letter["To"] for letter in post.letters] == [READER]


def test_a_password_never_travels_without_encryption() -> None:
    from council_flow.notifications import adapters
    from council_flow.notifications.work import Hopeless

    class Plain:
        def ehlo(self) -> None: ...

        def has_extn(self, name: str) -> bool:
            return False

        def login(self, *words: str) -> None:
            raise AssertionError("the password was sent")

    url = adapters.urlsplit("smtp://council:secret@mail.example")
    with pytest.raises(Hopeless, match="no encryption"):
        adapters._greet(Plain(), url, "mail.example", adapters.ssl.create_default_context())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [("en", "ltr", "12 characters"), ("ru", "ltr", "12"), ("uz", "ltr", "12"), ("ar", "rtl", "١٢")],
)
def test_a_letter_is_in_the_language_of_its_reader(
    acting: Acting, post: Post, language: str, direction: str, words: str
) -> None:
    speaking(language)
    with transaction():
        account = people.by_email(READER)
        assert account is not None
        operations.mail(
            "in a language", subject=say("Set a new password"), account=account.id, now=acting.now, link="/profile",
            lines=[say("A password has at least %(n)s characters; several words make a good one.", n=12)],
        )  # fmt: skip
    acting.work()
    (letter,) = post.letters
    html = letter.get_body(("html",))
    assert html is not None
    assert letter["Content-Language"] == language
    assert f'<html lang="{language}" dir="{direction}">' in html.get_content()
    assert words in text(letter)
    assert ("A password has" in text(letter)) == (language == "en")
    assert (letter["Subject"] == "Set a new password") == (language == "en")
    prefix = "" if language == "en" else f"/{language}"
    assert link(letter) == f"http://127.0.0.1:8000{prefix}/profile"


def test_each_person_is_told_of_a_move_in_his_or_her_own_language(acting: Acting, post: Post) -> None:
    speaking("ar")
    case = acting.open_case()
    acting.move(case, "open_consultation", by="vice-chair")
    acting.work()
    (arabic,) = to(post.letters, READER)
    (english,) = [one for one in to(post.letters, "expert.tj@council.example") if "stage" in str(one["Subject"])]
    assert "المشاورة" in text(arabic)
    assert "is now at the stage Consultation" in text(english)
    assert "REC/2026/L.1" in str(arabic["Subject"])


def test_the_language_is_that_of_the_hour_of_sending(acting: Acting, post: Post) -> None:
    write(acting)
    speaking("uz")
    acting.work()
    assert post.letters[0]["Content-Language"] == "uz"


def test_a_closed_account_gets_no_letter(acting: Acting, post: Post) -> None:
    write(acting)
    speaking("en", active=False)
    acting.work()
    assert post.asked == 0
    assert queries.waiting() == queries.Waiting(pending=0, given_up=0)


def test_without_a_mail_server_a_letter_is_a_file_that_mail_programs_open(acting: Acting, app: Flask) -> None:
    write(acting, "reset:1:abc")
    acting.work()
    (letter,) = in_folder(app)
    assert (letter["To"], letter["Subject"]) == (READER, "Set a new password")
    assert [path.suffix for path in (app.extensions["settings"].instance / "mail").iterdir()] == [".eml"]


def test_letters_of_an_illustrative_council_say_so(acting: Acting, app: Flask) -> None:
    write(acting, "plain")
    acting.work()
    app.extensions["settings"] = replace(app.extensions["settings"], illustrative=True)
    write(acting, "marked")
    acting.work()
    assert sorted("Illustrative content" in text(letter) for letter in in_folder(app)) == [False, True]


def test_the_worker_sends_what_a_page_asked_for_and_stops_when_told(acting: Acting, app: Flask, post: Post) -> None:
    settings = app.extensions["settings"]
    app.extensions["clock"].fixed = None
    environment = {
        **os.environ, "INSTANCE": str(settings.instance), "MAIL_URL": settings.mail_url, "SECRET_KEY": "a key for tests",
        "WORKFLOWS": str(settings.workflows), "DATABASE_URL": "", "QUEUE_URL": "",
    }  # fmt: skip
    command = [sys.executable, "-m", "council_flow.cli", "worker"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as worker:
        try:
            assert worker.stderr is not None
            assert "The worker is ready." in worker.stderr.readline()
            app.test_client().post("/account/reset", data={"email": READER})
            assert post.taken.wait(60)
        finally:
            worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
    assert "/account/reset/" in link(post.letters[0])


def test_the_worker_closes_what_is_due_every_minute(acting: Acting, app: Flask) -> None:
    case = acting.to_adoption()
    closes = acting.case(case).closes_at
    assert closes is not None
    app.extensions["clock"].fixed = closes + timedelta(minutes=1)
    page = "/drafts/2026/L.1/adoption"
    assert "without an objection" not in acting.browser("chair").get(page).text
    jobs.swept()
    assert "without an objection" in acting.browser("chair").get(page).text
