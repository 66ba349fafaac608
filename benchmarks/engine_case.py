"""What explaining a file asks of the database: 12 transitions with 40 conditions, for a file with little and with much."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks import engine_procedures, texts
from benchmarks.council import CHAIR, DRAFTER, REMARK, Writer
from benchmarks.measuring import counted
from council_flow import clock
from council_flow.app import create_app
from council_flow.consultation import operations as consultation
from council_flow.database import db, transaction
from council_flow.demo import people as cast
from council_flow.discussion import operations as discussion
from council_flow.errors import Expected
from council_flow.people import assignments_operations as assignments
from council_flow.recommendations import operations as cases
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case
from council_flow.review import operations as review
from council_flow.settings import from_environment, shared_folder
from council_flow.upgrading import upgrade
from council_flow.vocabulary import vocabulary

TRANSITIONS, CONDITIONS = 12, 40
PARAGRAPHS, TIMES = 20, 50
FEW, MANY = (5, 2, 2), (400, 9, 5)
"""Comments, States that answered and reviewers that gave their opinion."""


@dataclass(frozen=True)
class Explained:
    """Statements and seconds of one explanation; ``asked`` counts conditions that differ from each other."""

    few: int
    many: int
    seconds: float
    asked: int


def explained(folder: Path) -> Explained:
    """Explain both files to the chair, in the application on SQLite."""
    app = create_app(
        from_environment({}, instance=folder, workflows=_files(folder), secret_key="a key", rate_limits=False)
    )
    with app.app_context():
        upgrade(db.engine)
        begun = clock.now() - timedelta(days=2)
        with transaction():
            cast.create(begun)
        writer = _Writer(begun)
        few, many = writer.file(*FEW), writer.file(*MANY)
        asked = {key for move in _edges(few) for key, _ in move}
        return Explained(_statements(few, writer), _statements(many, writer), _seconds(many, writer), len(asked))


def _files(folder: Path) -> Path:
    """Write the council's files with the procedure that asks everything."""
    files = folder / "workflows"
    shutil.copytree(shared_folder("workflows"), files)
    text = engine_procedures.asking(vocabulary(), TRANSITIONS, CONDITIONS)
    (files / "asking.yaml").write_text(text, encoding="utf-8")
    return files


class _Writer(Writer):
    """Writes files that are commented, answered and reviewed at one stage."""

    def file(self, comments: int, answers: int, opinions: int) -> int:
        body = texts.text(PARAGRAPHS)
        case: Case = self._do(cases.open_case, "asking", body, by=DRAFTER, reason="Zero draft")
        number = case.id
        keys = [block.key for block in body.blocks if block.kind == "operative"]
        for n in range(comments):
            self._do(discussion.post, number, keys[n % len(keys)], REMARK.format(n=n), by=DRAFTER)
        for code in (*cast.VOICES, *cast.INVITED)[:answers]:
            by = f"focal.{code.lower()}"
            self._do(consultation.answer, number, "agrees", "", by=by, expected=Expected())
        for code in cast.VOICES[:opinions]:
            by = f"reviewer.{code.lower()}"
            self._do(assignments.assign, number, cast.actor(by, self.now).id, "reviewer", by="secretariat")
            self._do(review.declare, number, concerned=False, text="", by=by, expected=Expected())
            self._do(review.give, number, "ready", "It is sound.", by=by, expected=Expected())
        return number


def _edges(number: int) -> list[tuple[tuple[str, object], ...]]:
    case = queries.get(number)
    workflow = queries.workflow_of(case)
    found = [workflow.edge(move.name, case.stage) for move in workflow.leaving(case.stage)]
    return [edge.needs for edge in found if edge is not None]


def _statements(number: int, writer: Writer) -> int:
    """Count what one explanation asks, in a transaction of its own."""
    db.session.rollback()
    actor = cast.actor(CHAIR, writer.now)
    case = queries.get(number)
    there = queries.place(case, actor)
    with counted(db.engine) as statements:
        choices = queries.choices(case, actor, there, writer.now)
    shape = len(choices), sum(len(choice.conditions) for choice in choices)
    if shape != (TRANSITIONS, CONDITIONS):
        raise RuntimeError(f"{TRANSITIONS} transitions with {CONDITIONS} conditions expected, not {shape}")
    return len(statements)


def _seconds(number: int, writer: Writer) -> float:
    actor = cast.actor(CHAIR, writer.now)
    case = queries.get(number)
    there, found = queries.place(case, actor), []
    for _ in range(TIMES):
        begun = process_time()
        queries.choices(case, actor, there, writer.now)
        found.append(process_time() - begun)
    return median(found)
