"""Telling people, following files, asking the worker: rows only. Nothing here leaves the process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Insert, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from council_flow.access import Actor
from council_flow.database import Base, db
from council_flow.language import Sentence
from council_flow.notifications.models import DeskCount, Following, Notice, Outbox

MAIL = "mail"
"""Kind of work that sends one letter to one person."""

WORK_WAITS = "work_waits"
"""Stands in the session's information while a transaction has asked for work."""

_LONGEST_KEY = 255


def enqueue(kind: str, key: str, payload: dict[str, Any], now: datetime, not_before: datetime | None = None) -> None:
    """Ask the worker for a piece of work. Asked for again with the same key, it is done once.

    Args:
        kind: under which a room registered its handler with ``work.job``.
        key: names the work among all work ever asked for.
        payload: JSON data for the handler.
        not_before: the earliest instant, if not at once.
    """
    _add(Outbox, [_work(kind, key, payload, now, not_before)])
    db.session().info[WORK_WAITS] = True


def _work(
    kind: str, key: str, payload: dict[str, Any], now: datetime, not_before: datetime | None = None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": _key(key),
        "payload": payload,
        "created_at": now,
        "not_before": not_before or now,
        "attempts": 0,
    }


def _key(key: str) -> str:
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:180]}:{hashlib.sha256(key.encode()).hexdigest()}"


def _add(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, leaving those whose key is there already."""
    connection = db.session.connection()
    connection.execute(_adding(model, connection.dialect.name), list(rows))


@cache
def _adding(model: type[Base], dialect: str) -> Insert:
    """Return the statement that adds rows to a table, the same for one row and for hundreds."""
    family = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return family(model).on_conflict_do_nothing()


def mail(
    key: str,
    *,
    subject: Sentence,
    lines: Sequence[Sentence],
    link: str,
    now: datetime,
    account: int | None = None,
    to: str | None = None,
    language: str | None = None,
    case_id: int | None = None,
) -> None:
    """Send one letter, in the language of its reader.

    Args:
        key: names the letter: it is sent once.
        link: path inside the product, without language prefix.
        account: who gets it; or else
        to: the address, where there is no account yet, and
        language: the language to write in.
    """
    enqueue(MAIL, key, _letter(subject, lines, link, account, to, language, case_id), now)


def _letter(
    subject: Sentence,
    lines: Sequence[Sentence],
    link: str,
    account: int | None,
    to: str | None = None,
    language: str | None = None,
    case_id: int | None = None,
) -> dict[str, Any]:
    return {
        "subject": subject.as_data(),
        "lines": [line.as_data() for line in lines],
        "link": link,
        "account": account,
        "to": to,
        "language": language,
        "case_id": case_id,
    }


def notify(
    accounts: Iterable[int | None],
    sentence: Sentence,
    *,
    link: str,
    case_id: int | None,
    now: datetime,
    key: str,
    actor: Actor | None = None,
) -> None:
    """Tell people something: on their desk and by mail. Who did it is not told.

    Args:
        link: path inside the product, without language prefix.
        key: names the occasion: each person is told of it once.
        actor: who did it.
    """
    told = sorted({account for account in accounts if account is not None} - {actor.id if actor else None})
    if not told:
        return
    common = {"case_id": case_id, "key": _key(key), "sentence": sentence.as_data(), "link": link, "at": now}
    _add(Notice, [{"account_id": account, **common} for account in told])
    letter = _letter(sentence, [sentence], link, None, case_id=case_id)
    letters = [_work(MAIL, f"mail:{account}:{key}", {**letter, "account": account}, now) for account in told]
    _add(Outbox, letters)
    db.session().info[WORK_WAITS] = True


def let_letters_lie(before: datetime, now: datetime) -> None:
    """Do not send the letters that were asked for before an instant: their news is old. The desk has it still."""
    old = update(Outbox).where(Outbox.kind == MAIL, Outbox.done_at.is_(None), Outbox.created_at < before)
    db.session.execute(old.values(done_at=now))


def follow(actor: Actor, case_id: int, now: datetime) -> None:
    """Put a file among those that a person follows. The door has shown the file to this person."""
    if actor.id is not None:
        _add(Following, [{"account_id": actor.id, "case_id": case_id, "at": now}])


def unfollow(actor: Actor, case_id: int) -> None:
    """Take a file from those that a person follows."""
    db.session.execute(delete(Following).where(Following.account_id == actor.id, Following.case_id == case_id))


def mark_read(actor: Actor, now: datetime, until: datetime | None = None) -> None:
    """Note that a person has seen what was told, up to an instant; a notice that came later stays new."""
    mine = update(Notice).where(Notice.account_id == actor.id, Notice.read_at.is_(None))
    db.session.execute(mine.where(Notice.at <= (until or now)).values(read_at=now))


def keep_count(account_id: int, matters: int, now: datetime) -> None:
    """Keep how many matters await a person."""
    values = {"matters": matters, "counted_at": now}
    _add(DeskCount, [{"account_id": account_id, **values}])
    changed = update(DeskCount).where(DeskCount.account_id == account_id, DeskCount.matters != matters)
    db.session.execute(changed.values(**values))
