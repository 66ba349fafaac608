"""Doing things as the people of a council, in a line each: through the operations that pages call."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from council_flow.access import Actor
from council_flow.adoption import operations as adoption
from council_flow.alignment import operations as alignment
from council_flow.alignment.coverage import operative
from council_flow.consultation import operations as consultation
from council_flow.database import db, transaction
from council_flow.demo import people as cast
from council_flow.errors import Expected
from council_flow.notifications.jobs import run_outbox
from council_flow.notifications.models import Outbox
from council_flow.notifications.operations import MAIL
from council_flow.people import assignments_operations as assignments
from council_flow.people.models import Account
from council_flow.recommendations import clock_operations as clock_moves
from council_flow.recommendations import operations as cases
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case
from council_flow.review import operations as review
from council_flow.text import operations as text
from council_flow.text import queries as texts
from council_flow.text.blocks import Body
from council_flow.text.markdown import understand

TEXT = """# Continuity of support after return

*Recalling* resolution 2396 (2017), paragraph 31,

*Mindful* that support often ends on the day a family leaves the reception centre,

## Recommendations

1. *Recommends* that one provider stays with a child and a caregiver for at least six months;

2. *Recommends* that the plan for support names:
   (a) the provider and a deputy;
   (b) the language in which support is given;

3. *Encourages* States to review each plan every eight weeks.
"""


class Acting:
    """The council of the tests, with a clock."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @property
    def now(self) -> datetime:
        now: datetime = self.app.extensions["clock"].now()
        return now

    def later(self, **delta: float) -> datetime:
        self.app.extensions["clock"].fixed = self.now + timedelta(**delta)
        return self.now

    def actor(self, key: str) -> Actor:
        return cast.actor(key, self.now)

    def do(self, act: Any, *args: Any, by: str, **more: Any) -> Any:
        actor = self.actor(by)
        with transaction():
            return act(*args, actor=actor, now=self.now, **more)

    def body(self, markdown: str = TEXT, original: str = "en") -> Body:
        return Body(original, tuple(part.block for part in understand(markdown, original)))

    def open_case(self, by: str = "expert.kz", markdown: str = TEXT) -> Case:
        case: Case = self.do(cases.open_case, "recommendation", self.body(markdown), by=by, reason="Zero draft")
        return case

    def text_of(self, case: Case) -> Body:
        case = queries.get(case.id)
        return texts.current(case.id, case.version).body

    def save(self, case: Case, body: Body, by: str = "expert.kz", reason: str = "Changed") -> Any:
        return self.do(text.save, case.id, body, by=by, reason=reason, expected=Expected())

    def move(self, case: Case, transition: str, by: str = "chair", reason: str = "") -> tuple[Case, bool]:
        result: tuple[Case, bool] = self.do(cases.move, case.id, transition, by=by, expected=Expected(), reason=reason)
        return result

    def tick(self, case: Case) -> None:
        with transaction():
            clock_moves.tick(case.id, now=self.now)

    def work(self) -> None:
        """Let the worker do what is due."""
        while run_outbox(self.app.extensions["clock"].now, limit=100):
            pass

    def print_out(self) -> None:
        """Let the worker do what is due but for the letters: for tests that read none, and there are many of them."""
        with transaction():
            letters = update(Outbox).where(Outbox.kind == MAIL, Outbox.done_at.is_(None))
            db.session.execute(letters.values(done_at=self.now).execution_options(synchronize_session=False))
        self.work()

    def to_close(self, case: Case) -> None:
        """Let the time of the stage run out."""
        closes = queries.get(case.id).closes_at
        assert closes is not None
        self.app.extensions["clock"].fixed = closes + timedelta(minutes=1)
        self.tick(case)

    def to_consultation(self) -> Case:
        case = self.open_case()
        self.move(case, "open_consultation")
        return case

    def answer_all(self, case: Case, answer: str = "agrees") -> None:
        for code in (*cast.VOICES, *cast.INVITED):
            self.do(consultation.answer, case.id, answer, "", by=f"focal.{code.lower()}", expected=Expected())

    def to_review(self) -> Case:
        case = self.to_consultation()
        self.answer_all(case)
        self.to_close(case)
        self.move(case, "open_review")
        for state in ("kg", "tj", "uz"):
            self.do(assignments.assign, case.id, self.actor(f"reviewer.{state}").id, "reviewer", by="secretariat")
        return case

    def opine(self, case: Case, state: str, opinion: str = "ready") -> None:
        by = f"reviewer.{state}"
        if state not in getattr(self, "declared", set()):
            self.do(review.declare, case.id, concerned=False, text="", by=by, expected=Expected())
            self.declared = {*getattr(self, "declared", set()), state}
        self.do(review.give, case.id, opinion, "It is sound.", by=by, expected=Expected())

    def to_alignment(self) -> Case:
        case = self.to_review()
        for state in ("kg", "tj", "uz"):
            self.opine(case, state)
        self.move(case, "conclude_review")
        return case

    def find_all(self, case: Case) -> None:
        for group in operative(self.text_of(case)):
            self.do(
                alignment.find, case.id, group[0].key, grade="not_applicable", provisions=[], reason="Own working.",
                by="secretariat", expected=Expected(),
            )  # fmt: skip

    def to_adoption(self) -> Case:
        case = self.to_alignment()
        self.find_all(case)
        self.move(case, "open_adoption")
        return case

    def take(self, case: Case, state: str, position: str, words: str = "") -> Any:
        return self.do(adoption.take, case.id, position, words, by=f"focal.{state}", expected=Expected())

    def to_adopted(self) -> Case:
        case = self.to_adoption()
        self.to_close(case)
        self.move(case, "adopt", by="chair")
        self.move(case, "adopt", by="vice-chair")
        return case

    def to_published(self) -> Case:
        case = self.to_adopted()
        self.print_out()
        self.move(case, "publish", by="secretariat")
        return case

    def case(self, case: Case) -> Case:
        db.session.rollback()
        db.session.expire_all()
        return queries.get(case.id)

    def browser(self, key: str) -> FlaskClient:
        """Return a browser in which this person is signed in."""
        client = self.app.test_client()
        account = db.session.query(Account).filter_by(email=f"{key}@{cast.DOMAIN}").one()
        with client.session_transaction() as session:
            session["_user_id"] = account.fs_uniquifier
            session["_fresh"] = True
        return client
