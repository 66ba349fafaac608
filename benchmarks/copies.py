"""Many recommendations out of one: the rows of a file copied in bulk, with their numbers shifted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, insert, select

from council_flow.consultation.models import Invitation, Round
from council_flow.database import db
from council_flow.discussion.models import Comment, Reply
from council_flow.notifications.models import Following
from council_flow.people.models import Assignment
from council_flow.recommendations.models import Case, Sight, Visit
from council_flow.text.models import Version

STRIDE = 10_000
"""How far the numbers of one copy lie from those of the next; more than the rows of all models."""

SHIFTED = frozenset({"id", "case_id", "version_id", "round_id", "comment_id"})
OF_CASE = (Version, Visit, Assignment, Sight, Following, Round, Comment, Reply)
SUBJECTS = ("schooling", "custody", "documents", "health", "housing", "work", "language", "kinship")


def copy(case_id: int, how_many: int, first: int) -> list[str]:
    """Copy a file so many times. Returns the path of each copy; ``first`` is the number of the first."""
    case = _rows(Case.__table__, Case.id == case_id)[0]
    cases = [_case(case, shift, first) for shift in range(first, first + how_many)]
    db.session.execute(insert(Case), cases)
    for model in OF_CASE:
        _insert(model.__table__, _rows(model.__table__, model.case_id == case_id), first, how_many)
    rounds = select(Round.id).where(Round.case_id == case_id)
    _insert(Invitation.__table__, _rows(Invitation.__table__, Invitation.round_id.in_(rounds)), first, how_many)
    return [f"/drafts/{row['year']}/L.{row['number']}" for row in cases]


def _rows(table: Any, condition: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(select(table).where(condition)).mappings()]


def _case(row: dict[str, Any], shift: int, first: int) -> dict[str, Any]:
    title = f"Continuity of support after return, part {shift}: {SUBJECTS[shift % len(SUBJECTS)]}"
    changed = row["updated_at"] - timedelta(minutes=shift - first + 1)
    return {
        **_shifted(row, shift), "number": shift, "titles": {"en": title}, "updated_at": changed,
        "search": f"rec/{row['year']}/l.{shift} {title.casefold()}",
    }  # fmt: skip


def _insert(table: Table | Any, rows: list[dict[str, Any]], first: int, how_many: int) -> None:
    for chunk in _chunks(rows, first, how_many):
        db.session.execute(insert(table), chunk)


def _chunks(rows: list[dict[str, Any]], first: int, how_many: int) -> Iterator[list[dict[str, Any]]]:
    for start in range(first, first + how_many, 100):
        chunk = [_shifted(row, n) for n in range(start, min(start + 100, first + how_many)) for row in rows]
        if chunk:
            yield chunk


def _shifted(row: dict[str, Any], shift: int) -> dict[str, Any]:
    return {
        name: value + shift * STRIDE if name in SHIFTED and value is not None else value for name, value in row.items()
    }
