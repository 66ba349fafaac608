"""Files of the demo that run on other procedures than the recommendation: urgent, a good practice, a corrigendum."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from council_flow.consultation import operations as consultation
from council_flow.database import db, transaction
from council_flow.demo import people
from council_flow.demo.script import FOLDER
from council_flow.discussion import operations as discussion
from council_flow.errors import Expected
from council_flow.people import assignments_operations as assignments
from council_flow.publication.models import Publication
from council_flow.recommendations import operations as cases
from council_flow.recommendations import queries
from council_flow.review import operations as review
from council_flow.text import queries as texts
from council_flow.text.blocks import Body
from council_flow.text.markdown import understand

HOUR = timedelta(hours=1)


class Other:
    """Plays one file of another procedure in steps, each some hours after the one before."""

    def __init__(self, begun: datetime, play: Callable[[Other], Iterator[float]]) -> None:
        self.now, self._steps = begun, play
        self.case_id = 0

    def play(self) -> Iterator[datetime]:
        """Play the file; yields the instant at which it goes on."""
        yield self.now
        for hours in self._steps(self):
            self.now += HOUR * hours
            yield self.now

    def do(self, act: Any, *args: Any, by: str, **more: Any) -> Any:
        """Do something as one of the council."""
        actor = people.actor(by, self.now)
        with transaction():
            return act(*args, actor=actor, now=self.now, **more)

    def open(self, workflow: str, name: str, by: str, corrects: str = "") -> None:
        """Open the file with a text of the demo."""
        text = (FOLDER / f"{name}.md").read_text(encoding="utf-8").replace("{symbol}", corrects)
        body = Body("en", tuple(part.block for part in understand(text, "en")))
        case = self.do(cases.open_case, workflow, body, by=by, reason="Zero draft", corrects=corrects)
        self.case_id = case.id

    def move(self, transition: str, by: str) -> None:
        """Make a move that leads on."""
        self.do(cases.move, self.case_id, transition, by=by, expected=Expected())

    def review(self, state: str, opinion: str, reasons: str) -> None:
        """Declare no interest and give an opinion."""
        by = f"reviewer.{state}"
        self.do(review.declare, self.case_id, concerned=False, text="", by=by, expected=Expected())
        self.do(review.give, self.case_id, opinion, reasons, by=by, expected=Expected())

    def name_reviewers(self, *states: str) -> None:
        """Name reviewers of the file."""
        for state in states:
            person = people.actor(f"reviewer.{state}", self.now).id
            self.do(assignments.assign, self.case_id, person, "reviewer", by="secretariat")

    def comment(self, paragraph: int, text: str, by: str) -> None:
        """Comment on an operative paragraph."""
        case = queries.get(self.case_id)
        block = texts.current(case.id, case.version).body.operative()[paragraph - 1]
        self.do(discussion.post, self.case_id, block.key, text, by=by)


def others(loaded: datetime) -> list[Other]:
    """Return the files of other procedures, as they stand when the demo is loaded."""
    return [
        Other(loaded - HOUR * 52, _expedited),
        Other(loaded - HOUR * 200, _good_practice),
        Other(loaded - HOUR * 60, _corrigendum),
    ]


def _expedited(file: Other) -> Iterator[float]:
    file.open("expedited", "expedited", "secretariat")
    yield 2
    file.move("open_consultation", "chair")
    yield 20
    file.comment(1, "We ask that insulin and its cooling be named: supply often breaks off on the way.", "expert.jo")
    yield 3
    for state in ("kg", "tj"):
        file.do(consultation.answer, file.case_id, "agrees", "", by=f"focal.{state}", expected=Expected())
        yield 1


def _good_practice(file: Other) -> Iterator[float]:
    file.open("good-practice", "good-practice", "expert.uz")
    yield 20
    file.move("submit", "expert.uz")
    yield 4
    file.name_reviewers("kz", "tj")
    yield 40
    file.review("kz", "ready", "The safeguards are named, and the figures are those that a service can keep itself.")
    yield 20


def _corrigendum(file: Other) -> Iterator[float]:
    # The query finds the recommendation by a word of its title: symbols depend on the order in which the demo plays.
    corrected = db.session.query(Publication).filter(Publication.search.like("%return of children%")).one()
    file.open("corrigendum", "corrigendum", "secretariat", corrects=corrected.symbol)
    yield 2
    file.move("submit", "secretariat")
    file.name_reviewers("kg")
    yield 18
    file.review("kg", "ready", "It corrects the number of months and nothing else.")
    yield 2
    file.move("circulate", "secretariat")
    yield 4
