"""How one recommendation goes through the council in the demo: a story that is played step by step.

A story yields the instant at which it goes on; whoever plays it sets the clock to that instant first, so that
several stories interleave and the record of the council stays in the order of time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from council_flow.adoption import operations as adoption
from council_flow.alignment import operations as alignment
from council_flow.alignment.coverage import operative
from council_flow.consultation import operations as consultation
from council_flow.consultation.words import NEEDS_TEXT
from council_flow.database import transaction
from council_flow.demo import discussing, papers, people
from council_flow.demo.script import ENDS, Script, block_named, body
from council_flow.discussion.suggestions import operations as suggesting
from council_flow.errors import Expected
from council_flow.people import assignments_operations as assignments
from council_flow.recommendations import clock_operations as clock_moves
from council_flow.recommendations import documents_operations as documents
from council_flow.recommendations import operations as cases
from council_flow.recommendations import queries
from council_flow.review import operations as review
from council_flow.text import locking_operations as locking
from council_flow.text import naming_operations as naming
from council_flow.text import operations as text
from council_flow.text import queries as texts

DAY = timedelta(days=1)
LENGTH = {
    "draft": 9, "consultation": 17, "review": 30, "alignment": 62, "adoption": 37, "adopted": 95, "published": 130,
    "withdrawn": 60,
}  # fmt: skip
"""Days before loading at which a story that ends there begins: where a time runs, it still runs at loading."""

OFFICE = 9 / 24
"""Share of a day that is worked."""

RUNNING = frozenset({"consultation", "review", "adoption"})
"""Stages whose time still runs when the demo is loaded."""


class Story:
    """Plays one script."""

    def __init__(self, script: Script, loaded: datetime, shift: int, zone: ZoneInfo) -> None:
        self.script, self.zone = script, zone
        apart = shift if script.stage not in RUNNING else shift % 3
        self.loaded, self.reached = loaded, loaded - DAY * (LENGTH[script.stage] + apart) - timedelta(hours=3)
        self.now = self._at_work(self.reached)
        self.case_id = 0
        self.written = 0
        self.said: list[tuple[int, discussing.Told]] = []
        """Comments that were written and not yet answered, each with its number."""
        self.waiting: list[int] = []
        """Suggestions that are accepted and not yet in the text."""

    def play(self) -> Iterator[datetime]:
        """Play the whole story, up to the stage where the script ends."""
        yield self.now
        self._open()
        yield from self.later(2, 5)
        if self.script.stage == "draft":
            while self.written < len(self.script.versions):
                self._save_next()
                yield from self.later(1.2)
        if self._reaches("consultation"):
            yield from self._consultations()
        if self._reaches("review"):
            yield from self._review()
        if self._reaches("alignment"):
            yield from self._alignment()
        if self._reaches("adoption"):
            yield from self._adoption()
        if self._reaches("adopted"):
            yield from self._certify()
        if self._reaches("published"):
            yield from self.later(2, 2)
            self._move("publish", "secretariat")
        if self.script.stage == "withdrawn":
            self._move("withdraw", "chair", reason="Overtaken by a text with a wider scope; its substance moved there.")

    def _reaches(self, stage: str) -> bool:
        last = "consultation" if self.script.stage == "withdrawn" else self.script.stage
        return ENDS.index(last) >= ENDS.index(stage)

    @property
    def passed(self) -> bool:
        """The file has gone beyond its consultation by now, so that everybody has had time to look at the answers."""
        return self.script.stage not in {"draft", "consultation", "withdrawn"}

    def later(self, days: float, hours: float = 0) -> Iterator[datetime]:
        """Go on some days and hours later, in the hours of work."""
        self.reached += DAY * days + timedelta(hours=hours)
        self.now = max(self.now, self._at_work(self.reached))
        yield self.now

    def _at_work(self, instant: datetime) -> datetime:
        """Return the same day at an hour of work: 24 hours of the clock become the nine from 9 to 18 o'clock."""
        there = instant.astimezone(self.zone)
        since_midnight = there - there.replace(hour=0, minute=0, second=0, microsecond=0)
        at = there.replace(hour=9, minute=0, second=0, microsecond=0) + since_midnight * OFFICE
        return min(at.astimezone(UTC), self.loaded)

    def do(self, act: Any, *args: Any, by: str, **more: Any) -> Any:
        """Do something as one of the council."""
        actor = people.actor(by, self.now)
        with transaction():
            return act(*args, actor=actor, now=self.now, **more)

    def _move(self, transition: str, by: str, reason: str = "") -> None:
        self.do(cases.move, self.case_id, transition, by=by, expected=Expected(), reason=reason)

    @property
    def _drafter(self) -> str:
        return f"expert.{self.script.drafter}"

    def _open(self) -> None:
        first = self.script.versions[0]
        case = self.do(
            cases.open_case, "recommendation", body(first, self.script.original, None), by=self._drafter,
            reason=first["reason"],
        )  # fmt: skip
        self.case_id, self.written = case.id, 1

    def _save_next(self) -> None:
        if self.written >= len(self.script.versions):
            return
        version, drafter = self.script.versions[self.written], self._drafter
        self.written += 1
        more: dict[str, Any] = {"reason": version["reason"], "by": drafter, "expected": Expected()}
        if version.get("restores"):
            self.do(naming.restore, self.case_id, version["restores"], **more)
        elif version.get("takes_in"):
            self.do(suggesting.take_in, self.case_id, self.waiting, **more)
        else:
            before = self.text()
            fresh = body(version, self.script.original, before)
            if fresh != before:
                self.do(text.save, self.case_id, fresh, **more)
        if version.get("name"):
            self.do(naming.name, self.case_id, queries.get(self.case_id).version, version["name"], by=drafter)

    def text(self) -> Any:
        """Return the current text."""
        case = queries.get(self.case_id)
        return texts.current(case.id, case.version).body

    def _hand_in(self, stage: str) -> None:
        """Hand in the documents that belong to a stage, and withdraw those that are withdrawn there."""
        for told in self.script.documents:
            if told["at"] != stage:
                continue
            document = self.do(
                documents.add, self.case_id, papers.made(told), told["name"], title=told["title"],
                language=told["language"], label=told["label"], by=told["by"],
            )  # fmt: skip
            if told.get("withdrawn"):
                self.do(documents.withdraw, self.case_id, document.number, told["withdrawn"], by=told["by"])

    def _consultations(self) -> Iterator[datetime]:
        rounds = list(self.script.rounds) or [{}]
        for index, one in enumerate(rounds):
            if index:
                self._move("return_to_draft", "chair", reason="The remarks of the round ask for a new reading.")
                yield from self.later(3)
                self._save_next()
                yield from self.later(1)
            self._move("open_consultation", "chair")
            yield from self._round(one)
        if self.script.stage == "consultation" or self.script.stage == "withdrawn":
            return
        yield from self._to_close()
        self._move("open_review", "chair")

    def _round(self, one: Mapping[str, Any]) -> Iterator[datetime]:
        self._hand_in("consultation")
        comments = one.get("comments") or []
        yield from discussing.post(self, comments)
        for state, answer in (one.get("answers") or {}).items():
            yield from self.later(0.2, 1)
            self._answer(state, answer, commented=any(told.get("state") == state for told in comments))
        yield from discussing.answer(self)
        discussing.keep(self, one.get("kept") or [])

    def _answer(self, state: str, answer: str, *, commented: bool) -> None:
        words = (BESIDE if commented else READ_WITH_LAW) if answer in NEEDS_TEXT else ""
        self.do(consultation.answer, self.case_id, answer, words, by=f"focal.{state}", expected=Expected())

    def who(self, name: str) -> str:
        """Return the key of an account: ``drafter``, the State of an expert, or the key itself."""
        if name == "drafter":
            return self._drafter
        return f"expert.{name}" if len(name) == len("kz") else name

    def _to_close(self) -> Iterator[datetime]:
        """Go on when the activity of the stage has closed, and let the clock look."""
        closes = queries.get(self.case_id).closes_at
        if closes is not None and closes > self.now:
            self.now = self.reached = closes + timedelta(minutes=5)
            yield self.now
        with transaction():
            clock_moves.tick(self.case_id, now=self.now)
        yield from self.later(0.6)

    def _review(self) -> Iterator[datetime]:
        self._name_reviewers()
        yield from self.later(1)
        if self.waiting:
            self._save_next()
            yield from self.later(0.4)
        self._save_next()
        self._hand_in("review")
        yield from discussing.post(self, self.script.remarks)
        yield from discussing.answer(self)
        if self.script.remarks:
            yield from self.later(0.3)
            self._save_next()
        ending = self.script.stage == "review"
        given = self.script.reviews
        for index, one in enumerate(given):
            yield from self.later(0.8, 1)
            by = f"reviewer.{one['state']}"
            self.do(review.declare, self.case_id, concerned=False, text="", by=by, expected=Expected())
            if ending and index == len(given) - 1 and len(given) > 1:
                return
            self.do(review.give, self.case_id, one["opinion"], one["reasons"], by=by, expected=Expected())
        if not ending:
            yield from self.later(1)
            self._move("conclude_review", "chair")

    def _name_reviewers(self) -> None:
        states = [one["state"] for one in self.script.reviews]
        states += [code.lower() for code in people.VOICES if code.lower() not in (*states, self.script.drafter)]
        for state in states[: max(3, len(self.script.reviews))]:
            person = people.actor(f"reviewer.{state}", self.now)
            self.do(assignments.assign, self.case_id, person.id, "reviewer", by="secretariat")

    def _alignment(self) -> Iterator[datetime]:
        yield from self.later(1)
        while self.written < len(self.script.versions) and self.script.stage != "alignment":
            self._save_next()
            yield from self.later(0.5)
        text_now = self.text()
        keys = [group[0].key for group in operative(text_now)]
        ending = self.script.stage == "alignment"
        told = {block_named(text_now, one["on"]).key: one for one in self.script.findings}
        for key in keys[: max(1, len(keys) * 2 // 3)] if ending else keys:
            yield from self.later(0.1, 0.5)
            self._find(key, told.get(key) or NOT_RELATED)
        if self.script.lock:
            self.do(locking.lock, self.case_id, self.script.lock, by="chair", expected=Expected())
        if not ending:
            yield from self.later(1)
            self._move("open_adoption", "chair")

    def _find(self, key: str, told: Mapping[str, Any]) -> None:
        self.do(
            alignment.find, self.case_id, key, grade=told["grade"], provisions=told.get("provisions") or [],
            reason=told["reason"], by="secretariat", expected=Expected(),
        )  # fmt: skip

    def _adoption(self) -> Iterator[datetime]:
        for one in self.script.positions:
            yield from self.later(0.7, 1)
            self.do(
                adoption.take, self.case_id, one["position"], one.get("text") or "", by=f"focal.{one['state']}",
                expected=Expected(),
            )  # fmt: skip

    def _certify(self) -> Iterator[datetime]:
        yield from self._to_close()
        self._move("adopt", "chair")
        yield from self.later(0.4)
        self._move("adopt", "vice-chair")


BESIDE = "Our remarks stand beside the paragraphs that they concern."
READ_WITH_LAW = "We ask that the text be read together with national legislation, which may set wider safeguards."
"""What an answer says that needs words, where the script has none for it."""

NOT_RELATED = {
    "grade": "not_applicable",
    "reason": "The paragraph concerns the council's own way of working; no provision of the catalogue bears on it.",
}
"""The finding on paragraphs of which a script says nothing."""
