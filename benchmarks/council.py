"""The council that is measured: 2,000 recommendations of 20 paragraphs with 20 comments each, and one with 400."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks import copies, texts
from benchmarks.measuring import Browser
from council_flow import clock
from council_flow.app import create_app
from council_flow.database import db, transaction
from council_flow.demo import people as cast
from council_flow.discussion import operations as discussion
from council_flow.errors import Expected
from council_flow.people import queries as people
from council_flow.recommendations import operations as cases
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case
from council_flow.settings import from_environment
from council_flow.text import operations as text
from council_flow.text.blocks import Block
from council_flow.text.inline import plain
from council_flow.upgrading import upgrade

PARAGRAPHS, CHANGED = 20, 6
REMARK = "We ask to say how this is done where services are far away, and by whom; remark {n} of our working group."
DRAFTER, CHAIR = "expert.kz", "chair"
COMMENTING = tuple(f"expert.{code.lower()}" for code in cast.VOICES)


@dataclass
class Council:
    """An application with its files."""

    app: Flask
    busy: str
    """Path of the file with 400 comments."""
    models: tuple[int, int]
    """The files that are copied: a draft and one under consultation, each with 20 comments."""
    files: int
    drafts: list[str] = field(default_factory=list)
    """Paths of the copies that wait for their next consultation."""
    open: list[str] = field(default_factory=list)
    """Paths of the copies under consultation."""

    def browser(self, key: str) -> Browser:
        """Return a browser in which this person is signed in."""
        with self.app.app_context():
            account = people.by_email(f"{key}@{cast.DOMAIN}")
            assert account is not None
            client = self.app.test_client()
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = account.fs_uniquifier, True
        cookie = client.get_cookie("session")
        assert cookie is not None
        return Browser(self.app, cookie.value)


def found(folder: Path) -> Council:
    """Make the council on SQLite in an empty folder: a draft, a file under consultation, and one with 400 comments."""
    app = create_app(from_environment({}, instance=folder, secret_key="a key for measuring", rate_limits=False))
    with app.app_context():
        upgrade(db.engine)
        begun = clock.now() - timedelta(days=8)
        with transaction():
            cast.create(begun)
        writer = Writer(begun)
        draft, consulted, busy = writer.write(20, back=True), writer.write(20), writer.write(400)
        return Council(app, busy.path, models=(draft.id, consulted.id), files=3)


def grow(council: Council, to: int) -> None:
    """Copy the two files with 20 comments until the council has so many."""
    more, first = to - council.files, council.files + 1
    half = more // 2
    draft, consulted = council.models
    with council.app.app_context(), transaction():
        council.drafts += copies.copy(draft, half, first)
        council.open += copies.copy(consulted, more - half, first + half)
        council.files = to


@dataclass
class Writer:
    """Writes one file after the other as the people of the council would, a minute between two acts."""

    now: datetime

    def write(self, comments: int, *, back: bool = False) -> Case:
        """Return a file with two versions under consultation, with its comments; ``back``: returned to the drafter."""
        body = texts.text(PARAGRAPHS)
        case = self._do(cases.open_case, "recommendation", body, by=DRAFTER, reason="Zero draft")
        self._do(text.save, case.id, texts.revised(body, CHANGED), by=DRAFTER, reason="Reading", expected=Expected())
        self._do(cases.move, case.id, "open_consultation", by=CHAIR, expected=Expected())
        blocks = [block for block in body.blocks if block.kind in {"preambular", "operative"}]
        for n in range(comments):
            self._comment(case.id, n, blocks[n % len(blocks)])
        if back:
            reason = "The remarks ask for a new reading."
            self._do(cases.move, case.id, "return_to_draft", by=CHAIR, expected=Expected(), reason=reason)
        return queries.get(case.id)

    def _comment(self, case_id: int, n: int, block: Block) -> None:
        by = COMMENTING[n % len(COMMENTING)]
        words = plain(block.texts["en"])[:9] if n % 2 else None
        written = self._do(discussion.post, case_id, block.key, REMARK.format(n=n), by=by, quote=words, start=0)
        if n % 5 == 0:
            self._do(discussion.reply, case_id, written.number, "The drafter will look into it.", by=DRAFTER)
        if n % 4 == 0:
            self._do(discussion.dispose, case_id, written.number, "accepted", "Taken up.", by=DRAFTER)

    def _do(self, act: Any, *args: Any, by: str, **more: Any) -> Any:
        self.now += timedelta(minutes=1)
        actor = cast.actor(by, self.now)
        with transaction():
            return act(*args, actor=actor, now=self.now, **more)
