"""What leaves the process is written with what caused it, and done once."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from council_flow.clock import now as clock_now
from council_flow.database import db, transaction
from council_flow.errors import Expected
from council_flow.language import say
from council_flow.notifications import jobs, operations, queries, work
from council_flow.notifications.models import Notice, Outbox
from council_flow.recommendations import operations as cases
from tests.factories.acting import Acting
from tests.notifications.letters import in_folder, mail_server


class Fault(Exception):
    """Something goes wrong before the transaction ends."""


class Killed(BaseException):
    """The worker's process ends in the middle of its work."""


def rows(model: Any = Outbox, **where: Any) -> list[Any]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.query(model).filter_by(**where).order_by(model.id))


def letter(key: str, now: Any, to: str = "somebody@council.example") -> None:
    with transaction():
        operations.mail(key, subject=say("Set a new password"), lines=[], link="/", now=now, to=to, language="en")


def test_letters_and_notices_are_written_with_the_move_that_causes_them(each: Acting) -> None:
    case = each.open_case()
    assert (rows(kind="mail"), rows(Notice)) == ([], [])
    each.move(case, "open_consultation")
    told = rows(Notice, case_id=case.id)
    assert len(told) > 10
    assert [row.payload["account"] for row in rows(kind="mail")] == [row.account_id for row in told]
    assert {row.attempts for row in rows()} == {0}


def test_nothing_is_told_of_what_did_not_happen(each: Acting) -> None:
    case = each.open_case()
    before = len(rows()), len(rows(Notice))
    actor = each.actor("chair")
    with pytest.raises(Fault), transaction():
        cases.move(case.id, "open_consultation", actor=actor, now=each.now, expected=Expected())
        raise Fault
    assert each.case(case).stage == "draft"
    assert (len(rows()), len(rows(Notice))) == before


def test_who_did_it_is_not_told(acting: Acting) -> None:
    case = acting.to_consultation()
    told = {row.account_id for row in rows(Notice, case_id=case.id)}
    assert acting.actor("vice-chair").id in told
    assert acting.actor("chair").id not in told


def test_work_asked_for_twice_is_done_once(each: Acting, each_app: Flask) -> None:
    for _ in range(2):
        letter("the same", each.now)
    each.work()
    letter("the same", each.now)
    each.work()
    assert len(rows(key="the same")) == 1
    assert len(in_folder(each_app)) == 1


def test_work_that_is_done_is_not_done_again(each: Acting, each_app: Flask) -> None:
    letter("once", each.now)
    assert jobs.run_outbox() == 1
    assert jobs.run_outbox() == 0
    (row,) = rows(key="once")
    assert row.done_at == each.now
    assert row.lease_until is None


def test_work_is_not_begun_before_its_time(acting: Acting) -> None:
    with transaction():
        operations.enqueue(
            "mail", "later", {"account": None, "to": "a@b.example", "language": "en", "link": "/", "lines": [],
                              "subject": say("Set a new password").as_data()},
            acting.now, not_before=acting.now.replace(hour=6),
        )  # fmt: skip
    assert jobs.run_outbox() == 0
    acting.later(hours=2)
    assert jobs.run_outbox() == 1


def test_work_of_a_worker_that_was_killed_is_taken_over_when_its_lease_ends(
    each: Acting, each_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter("taken over", each.now)

    def killed(*args: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(jobs.adapters, "deliver", killed)
        with pytest.raises(Killed):
            jobs.run_outbox()
    each.later(minutes=4)
    assert jobs.run_outbox() == 0
    each.later(minutes=2)
    assert jobs.run_outbox() == 1
    assert len(in_folder(each_app)) == 1


def test_a_letter_that_was_sent_before_the_worker_was_killed_keeps_its_identity(
    acting: Acting, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter("twice", acting.now)
    deliver = jobs.adapters.deliver

    def killed_after(*args: Any) -> None:
        deliver(*args)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(jobs.adapters, "deliver", killed_after)
        with pytest.raises(Killed):
            jobs.run_outbox()
    (first,) = in_folder(app)
    acting.later(minutes=6)
    jobs.run_outbox()
    (second,) = in_folder(app)
    assert first["Message-ID"] == second["Message-ID"]


def test_work_that_kills_every_worker_is_given_up(acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    letter("deadly", acting.now)

    def killed(*args: Any) -> None:
        raise Killed

    monkeypatch.setattr(jobs.adapters, "deliver", killed)
    for _ in range(work.ATTEMPTS):
        with pytest.raises(Killed):
            jobs.run_outbox()
        acting.later(minutes=6)
    assert jobs.run_outbox() == 0
    assert queries.waiting() == queries.Waiting(pending=0, given_up=1)


def test_several_workers_do_each_piece_of_work_once(each: Acting, each_app: Flask) -> None:
    for number in range(24):
        letter(f"letter {number}", each.now, f"reader{number}@council.example")
    db.session.remove()
    with mail_server() as (post, address):
        each_app.extensions["settings"] = replace(each_app.extensions["settings"], mail_url=address)

        def worker() -> None:
            with each_app.app_context():
                jobs.run_outbox(clock_now)

        workers = [threading.Thread(target=worker) for _ in range(3)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    assert sorted(str(one["To"]) for one in post.letters) == sorted(
        f"reader{number}@council.example" for number in range(24)
    )


def test_work_of_a_kind_that_nobody_knows_is_given_up_and_holds_up_nothing(acting: Acting, app: Flask) -> None:
    with transaction():
        operations.enqueue("telegraph", "unknown", {}, acting.now)
    letter("known", acting.now)
    acting.work()
    assert len(in_folder(app)) == 1
    assert queries.waiting() == queries.Waiting(pending=0, given_up=1)


def test_the_command_says_what_was_done_what_waits_and_what_was_given_up(acting: Acting, app: Flask) -> None:
    letter("good", acting.now)
    letter("bad", acting.now, "two@a.example, three@b.example")
    result = app.test_cli_runner().invoke(args=["outbox", "run"])
    assert result.exit_code == 0
    assert result.stdout.strip() == "Done: 1. Waiting for a later attempt: 0. Given up: 1."
