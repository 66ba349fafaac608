"""One file kept at each stage of its way, so that everybody can try everything there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from council_flow.database import db
from council_flow.discussion import operations as discussion
from council_flow.people import assignments_operations as assignments
from council_flow.publication import operations as publication
from council_flow.publication import queries as publications
from council_flow.recommendations import queries
from council_flow.text.blocks import with_block
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import Acting

FILE = "/drafts/2026/L.1"


@dataclass
class Council:
    """An application whose database can be put back to any stage of the file."""

    app: Flask
    kept: dict[str, bytes] = field(default_factory=dict)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)
    body: Any = None
    somebody: int = 0
    """Number of an account that has no role in the file."""

    @property
    def database(self) -> Path:
        found: Path = self.app.extensions["settings"].instance / "council.db"
        return found

    def keep(self, stage: str) -> None:
        db.session.rollback()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.rollback()
        self.kept[stage] = self.database.read_bytes()

    def at(self, stage: str) -> None:
        """Put the file back to a stage."""
        db.session.remove()
        db.engine.dispose()
        for left in self.database.parent.glob("council.db-*"):
            left.unlink()
        self.database.write_bytes(self.kept[stage])

    def browser(self, key: str) -> FlaskClient:
        if key not in self.browsers:
            self.browsers[key] = Acting(self.app).browser(key)
            db.session.remove()
        return self.browsers[key]


def walk(council: Council) -> None:
    """Lead a file from its draft to its publication, with an open comment on it all the way."""
    acting = Acting(council.app)
    case = acting.open_case()
    first = acting.text_of(case).operative()[0]
    acting.save(case, with_block(acting.text_of(case), replace(first, texts={"en": "*Recommends* one provider;"})))
    council.body = acting.text_of(case)
    council.somebody = acting.actor("expert.tj").id or 0
    key = council.body.operative()[0].key
    for state in ("kg", "tj", "uz"):
        acting.do(assignments.assign, case.id, acting.actor(f"reviewer.{state}").id, "reviewer", by="secretariat")
    acting.do(discussion.post, case.id, key, "Which provider?", by="chair")
    council.keep("draft")
    acting.move(case, "withdraw", reason="Taken up elsewhere.")
    council.keep("withdrawn")
    council.at("draft")
    case = queries.find(2026, 1)
    acting.move(case, "open_consultation")
    council.keep("consultation")
    acting.answer_all(case)
    acting.to_close(case)
    acting.move(case, "open_review")
    council.keep("review")
    for state in ("kg", "tj", "uz"):
        acting.opine(case, state)
    acting.do(discussion.dispose, case.id, 1, "noted", by="expert.kz")
    acting.move(case, "conclude_review")
    acting.do(discussion.reopen, case.id, 1, "It was not answered.", by="expert.kz")
    council.keep("alignment")
    acting.find_all(case)
    acting.move(case, "open_adoption")
    council.keep("adoption")
    acting.to_close(case)
    acting.move(case, "adopt", by="chair")
    acting.move(case, "adopt", by="vice-chair")
    council.keep("adopted")
    found = publications.of_case(case.id)
    acting.do(publication.keep_pdf, found.id, "en", b"%PDF-1.7", signed=False, head=(1, "0" * 64), by="secretariat")
    acting.move(case, "publish", by="secretariat")
    council.keep("published")


@pytest.fixture(scope="package")
def council(council_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    """The file at each stage. The clock stands where the walk began, so that nothing runs out."""
    settings = make_settings(tmp_path_factory.mktemp("stages") / "instance")
    shutil.copy(council_file, settings.instance / "council.db")
    app = make_app(settings)
    clock = app.extensions["clock"]
    began = clock.fixed
    with app.app_context():
        found = Council(app)
        walk(found)
        clock.fixed = began
        yield found
    close(app)
