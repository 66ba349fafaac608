"""Writing the record: collected while an operation runs, sealed as the last thing of its transaction."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text, update

from council_flow.access import Actor
from council_flow.audit import queries
from council_flow.audit.chain import GENESIS, SALT, Sealed, entry_hash, normal
from council_flow.audit.models import Entry, Head
from council_flow.database import before_commit, db, writing
from council_flow.language import Sentence

HEADS_FILE = "audit-heads.txt"
"""File in the instance folder to which the head is added daily."""

_TAG = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+")
_PENDING = "audit"


def record(
    tag: str, *, actor: Actor, now: datetime, case_id: int | None = None, subject: str | None = None, **data: Any
) -> None:
    """Write one entry in the running transaction.

    Args:
        tag: ``room.subject.action``.
        data: anything a sentence takes as parameter, and what JSON holds.

    Raises:
        RuntimeError: outside ``transaction()``.
        TypeError, ValueError: the tag is not of three words, or data cannot be written as JSON.
    """
    if not writing():
        raise RuntimeError(f"{tag} is recorded outside a transaction")
    if not _TAG.fullmatch(tag):
        raise ValueError(f"{tag} is not room.subject.action")
    if actor.hidden or subject is not None:
        data[SALT] = secrets.token_hex(16)
    entry = Sealed(
        seq=0,
        at=now.astimezone(UTC),
        actor_id=actor.id,
        actor_name=actor.name,
        actor_label=dict(actor.label),
        tag=tag,
        case_id=case_id,
        subject=subject,
        data=normal(Sentence("", data).as_data()["params"]),
        previous="",
        hash="",
    )
    db.session().info.setdefault(_PENDING, []).append(entry)


def seal() -> None:
    """Number, chain and store what the transaction recorded. Locks the head, therefore runs last."""
    session = db.session()
    pending: list[Sealed] = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    seq, previous = _locked_head()
    rows = []
    for entry in pending:
        seq += 1
        entry = replace(entry, seq=seq, previous=previous)
        previous = entry_hash(entry)
        rows.append({**vars(entry), "hash": previous})
    session.connection().execute(insert(Entry), rows)
    session.execute(update(Head).values(seq=seq, hash=previous).execution_options(synchronize_session=False))


before_commit(seal)


def _locked_head() -> tuple[int, str]:
    query = select(Head.seq, Head.hash).with_for_update()
    found = db.session.execute(query).one_or_none()
    if found is None:
        start = text("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, :genesis) ON CONFLICT DO NOTHING")
        db.session.execute(start, {"genesis": GENESIS})
        found = db.session.execute(query).one()
    return found.seq, found.hash


def append_head_file(instance: Path, now: datetime) -> bool:
    """Add today's head to the file outside the database, once a day (UTC). True if a line was added.

    A line reads ``2026-11-23 1291:4f8a…``.
    """
    head = queries.head()
    path, today = instance / HEADS_FILE, now.astimezone(UTC).date().isoformat()
    if head is None or (path.exists() and _last_line(path).startswith(today)):
        return False
    with path.open("a", encoding="ascii") as file:
        file.write(f"{today} {head}\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def _last_line(path: Path) -> str:
    lines = path.read_text(encoding="ascii").splitlines()
    return lines[-1] if lines else ""
