"""One file in every situation in which its next move waits for something or can be made, each kept as a database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from council_flow.adoption import operations as adoption
from council_flow.consultation import operations as consultation
from council_flow.demo import people as cast
from council_flow.discussion import operations as discussion
from council_flow.errors import Expected
from council_flow.people import assignments_operations as assignments
from council_flow.publication import operations as publication
from council_flow.publication import queries as publications
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case
from tests.access.conftest import FILE, Council
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import Acting

__all__ = ["FILE", "Shelf", "shelf"]

NOTHING_TO_DO = "# Continuity of support after return"
REVIEWERS = ("kg", "tj", "uz")


@dataclass
class Shelf(Council):
    """Databases by situation, each with the instant at which it was kept."""

    instants: dict[str, datetime] = field(default_factory=dict)

    @property
    def clock(self) -> Any:
        return self.app.extensions["clock"]

    def keep(self, stage: str) -> None:
        super().keep(stage)
        self.instants[stage] = self.clock.fixed

    def at(self, stage: str) -> None:
        super().at(stage)
        self.clock.fixed = self.instants[stage]


@contextmanager
def shelf(folder: Path, council_file: Path) -> Iterator[Shelf]:
    """Make an application and walk a file through all that can happen to it."""
    settings = make_settings(folder / "instance")
    shutil.copy(council_file, settings.instance / "council.db")
    app = make_app(settings)
    with app.app_context():
        found = Shelf(app)
        _Walk(found, Acting(app)).all()
        yield found
    close(app)


@dataclass
class _Walk:
    shelf: Shelf
    acting: Acting

    @property
    def case(self) -> Case:
        return self.acting.case(queries.find(2026, 1))

    def all(self) -> None:
        self.draft()
        self.consultation()
        self.review()
        self.alignment()
        self.adoption()
        self.adopted()

    def draft(self) -> None:
        self.acting.open_case(markdown=NOTHING_TO_DO)
        self.shelf.keep("a draft without paragraphs")
        self.acting.save(self.case, self.acting.body())
        self.shelf.keep("a draft")
        self.acting.move(self.case, "withdraw", reason="Taken up elsewhere.")
        self.shelf.keep("a withdrawn draft")
        self.shelf.at("a draft")
        self.acting.move(self.case, "open_consultation")

    def answer(self, *states: str) -> None:
        for state in states:
            by = f"focal.{state.lower()}"
            self.acting.do(consultation.answer, self.case.id, "agrees", by=by, expected=Expected())

    def consultation(self) -> None:
        self.shelf.keep("a consultation without answers")
        self.answer(*cast.VOICES[:4])
        self.shelf.keep("a consultation with four answers")
        self.acting.to_close(self.case)
        self.shelf.keep("a consultation closed with four answers")
        self.answer("UZ")
        self.shelf.keep("a consultation with a late answer")
        self.shelf.at("a consultation with four answers")
        self.answer("UZ", *cast.INVITED)
        self.shelf.keep("a consultation with all answers but one")
        self.acting.to_close(self.case)
        self.shelf.keep("a consultation closed with enough answers")
        self.acting.move(self.case, "open_review")

    def review(self) -> None:
        key = self.acting.text_of(self.case).operative()[1].key
        self.acting.do(discussion.post, self.case.id, key, "Which plan?", by="expert.kg")
        self.shelf.keep("a review without reviewers, with an open comment")
        for state in REVIEWERS:
            person = self.acting.actor(f"reviewer.{state}").id
            self.acting.do(assignments.assign, self.case.id, person, "reviewer", by="secretariat")
        self.acting.do(discussion.dispose, self.case.id, 1, "noted", by="expert.kz")
        self.acting.opine(self.case, "kg")
        self.shelf.keep("a review with one opinion")
        self.acting.opine(self.case, "tj")
        self.acting.opine(self.case, "uz")
        self.shelf.keep("a review with all opinions")
        self.acting.move(self.case, "conclude_review")

    def alignment(self) -> None:
        self.shelf.keep("a check without findings")
        self.acting.find_all(self.case)
        self.shelf.keep("a check with all findings")
        self.acting.move(self.case, "open_adoption")

    def adoption(self) -> None:
        self.shelf.keep("a silence that runs")
        taken = {"by": "focal.xa", "expected": Expected()}
        self.acting.do(adoption.take, self.case.id, "breaks_silence", "Paragraph 2 goes too far.", **taken)
        self.acting.to_close(self.case)
        self.shelf.keep("a silence that was broken")
        self.shelf.at("a silence that runs")
        self.acting.to_close(self.case)
        self.shelf.keep("a silence that held")
        self.acting.move(self.case, "adopt", by="chair")
        self.shelf.keep("an adoption that one chair has certified")
        self.acting.move(self.case, "adopt", by="vice-chair")

    def adopted(self) -> None:
        self.shelf.keep("a recommendation that is being prepared")
        found = publications.of_case(self.case.id)
        head = {"signed": False, "head": (1, "0" * 64), "by": "secretariat"}
        self.acting.do(publication.keep_pdf, found.id, "en", b"%PDF-1.7", **head)
        self.shelf.keep("a recommendation that is prepared")
        self.acting.move(self.case, "publish", by="secretariat")
        self.shelf.keep("a published recommendation")
