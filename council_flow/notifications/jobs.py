"""What the worker runs: the outbox, letters, the clock's moves, the daily head of the record, the desks' counts."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app, g, has_request_context
from sqlalchemy import Row, or_, select, update

from council_flow.audit import operations as audit
from council_flow.audit import queries as record
from council_flow.clock import now as clock_now
from council_flow.database import after_commit, before_commit, db, transaction
from council_flow.language import LANGUAGES, Sentence, direction, from_data, say
from council_flow.notifications import adapters, operations, tasks
from council_flow.notifications.letters import Letter, message, one_line
from council_flow.notifications.models import Outbox
from council_flow.notifications.operations import MAIL, WORK_WAITS
from council_flow.notifications.work import ATTEMPTS, LEASE, Hopeless, Payload, handler, job, wait
from council_flow.people import queries as people
from council_flow.recommendations import clock_operations as clock_moves
from council_flow.recommendations import queries as cases
from council_flow.settings import Settings
from council_flow.web.language import reading_in, translate
from council_flow.web.prefix import in_language

log = structlog.get_logger()

_COLUMNS = (Outbox.id, Outbox.kind, Outbox.key, Outbox.payload, Outbox.attempts)


def run_outbox(now_fn: Callable[[], datetime] = clock_now, limit: int = 500) -> int:
    """Do the work that waits, one piece after the other. Returns how many pieces were done.

    Several workers may run at once: each piece is claimed under a lease by one of them.
    """
    worker, done = secrets.token_hex(8), 0
    for _ in range(limit):
        piece = _claim(worker, now_fn())
        if piece is None:
            break
        done += _attempt(piece, worker, now_fn)
    return done


def _free(now: datetime) -> list[Any]:
    lease = or_(Outbox.lease_until.is_(None), Outbox.lease_until <= now)
    return [Outbox.done_at.is_(None), Outbox.failed_at.is_(None), Outbox.not_before <= now, lease]


def _claim(worker: str, now: datetime) -> Row[Any] | None:
    """Take the next piece of work for the length of a lease. SQLite lets one writer in, PostgreSQL skips what is
    taken; the condition is checked again in the update."""
    first = select(Outbox.id).where(*_free(now)).order_by(Outbox.not_before, Outbox.id).limit(1)
    db.session.rollback()
    if db.session.execute(first).first() is None:
        return None
    chosen = first.with_for_update(skip_locked=True).scalar_subquery()
    claim = update(Outbox).where(Outbox.id == chosen, *_free(now)).returning(*_COLUMNS)
    values = {"lease_until": now + LEASE, "leased_by": worker, "attempts": Outbox.attempts + 1}
    with transaction():
        return db.session.execute(claim.values(**values).execution_options(synchronize_session=False)).one_or_none()


def _attempt(piece: Row[Any], worker: str, now_fn: Callable[[], datetime]) -> bool:
    """Do one claimed piece of work and note how that went. True if it is done."""
    try:
        if piece.attempts > ATTEMPTS:
            raise Hopeless("the worker ended each time before this was done")
        handler(piece.kind)({**piece.payload, "key": piece.key}, now_fn())
    except Exception as error:  # one piece of work that fails must not hold up the others
        db.session.rollback()
        _put_back(piece, worker, now_fn(), error)
        return False
    _note(piece, worker, done_at=now_fn(), error=None)
    return True


def _put_back(piece: Row[Any], worker: str, now: datetime, error: Exception) -> None:
    pause = None if isinstance(error, Hopeless) else wait(piece.attempts)
    log.warning("work failed", kind=piece.kind, key=piece.key, attempts=piece.attempts, again=pause, error=repr(error))
    again = {"failed_at": now} if pause is None else {"not_before": now + pause}
    _note(piece, worker, error=f"{type(error).__name__}: {error}"[:500], **again)


def _note(piece: Row[Any], worker: str, **values: Any) -> None:
    """Write how it went, unless the lease ran out meanwhile and another worker has the piece."""
    mine = update(Outbox).where(Outbox.id == piece.id, Outbox.leased_by == worker, Outbox.done_at.is_(None))
    with transaction():
        db.session.execute(
            mine.values(lease_until=None, leased_by=None, **values).execution_options(synchronize_session=False)
        )


@job(MAIL)
def mail(payload: Payload, now: datetime) -> None:
    """Send one letter. Sent again, it carries the same Message-ID, and as a file the same name.

    Raises:
        Hopeless: the address is none.
    """
    settings: Settings = current_app.extensions["settings"]
    reader = _reader(payload)
    if reader is None:
        return
    to, language = reader
    host = urlsplit(settings.public_url).hostname or ""
    letter = _written(payload, to, language, settings)
    try:
        made = message(letter, sender=settings.mail_from, host=host, at=now)
    except ValueError as error:
        raise Hopeless(str(error)) from error
    db.session.rollback()
    adapters.deliver(made, letter.key, settings)


def _reader(payload: Payload) -> tuple[str, str] | None:
    """Return address and language of who gets the letter; ``None`` for an account that is closed."""
    if payload["account"] is None:
        to, language = payload["to"] or "", payload["language"]
    else:
        contact = people.contact(payload["account"])
        if contact is None:
            return None
        to, language = contact.email, contact.language
    return to, language if language in LANGUAGES else LANGUAGES[0]


def _written(payload: Payload, to: str, language: str, settings: Settings) -> Letter:
    """Write the letter in the reader's language."""
    address = settings.public_url.rstrip("/") + in_language(payload["link"], language)
    with reading_in(language):
        subject = translate(_subject(payload))
        words = {
            "subject": subject,
            "lines": [translate(from_data(line)) for line in payload["lines"]],
            "address": address,
            "council": translate(current_app.extensions["council"].short),
            "illustrative": settings.illustrative,
            "language": language,
            "dir": direction(language),
        }
        # The templates' own environment: a letter has no request for render_template to ask about.
        text, html = (
            current_app.jinja_env.get_template(f"mail/letter.{kind}").render(words) for kind in ("txt", "html")
        )
    return Letter(payload["key"], to, one_line(subject), text, html, language)


def _subject(payload: Payload) -> Sentence:
    """Return the subject, with the symbol of the file before it unless it names the symbol itself."""
    subject = from_data(payload["subject"])
    if payload.get("case_id") is None:
        return subject
    symbol = cases.working_symbol(cases.get(payload["case_id"]))
    return subject if symbol in str(subject) else say("%(symbol)s: %(sentence)s", symbol=symbol, sentence=subject)


_making = threading.Lock()
"""Held while a queue is made, so that two threads of a server do not make one each."""


def queue() -> adapters.Queue:
    """Return the queue of the current application, made when it is first needed: after a server has forked."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # what the proxy stands for
    with _making:
        return app.extensions.get("queue") or _make_queue(app)


def _make_queue(app: Flask) -> adapters.Queue:
    def wake(account: int | None = None) -> None:
        with app.app_context():
            woken(account)

    def sweep() -> None:
        with app.app_context():
            swept()

    made = app.extensions["queue"] = adapters.Queue(app.extensions["settings"], wake, sweep)
    return made


def woken(account: int | None) -> None:
    """Do what waits, then count again what awaits the person who acted."""
    run_outbox()
    if account is not None:
        recount(clock_now(), [account])


def swept() -> None:
    """Do what has to be done every minute. What fails is logged and does not stop the rest."""
    for part in (lambda: clock_moves.run_due(clock_now()), run_outbox, _keep_head, _recount_changed):
        try:
            part()
        except Exception:
            db.session.rollback()
            log.exception("part of the sweep failed")


def _keep_head() -> None:
    audit.append_head_file(current_app.extensions["settings"].instance, clock_now())


def _recount_changed() -> None:
    """Count every desk again if anything was recorded since the last time."""
    head = record.head()
    if current_app.extensions.get("desks_counted") != head:
        recount(clock_now(), people.active_accounts())
        current_app.extensions["desks_counted"] = head


def recount(now: datetime, accounts: Iterable[int]) -> None:
    """Count again what awaits each of these people."""
    for account in accounts:
        try:
            _recount_one(account, now)
        except Exception:  # one desk that fails must not hold up the others
            db.session.rollback()
            log.exception("a desk was not counted", account=account)


def _recount_one(account: int, now: datetime) -> None:
    db.session.rollback()
    actor = people.actor_of(account, now)
    matters = len(tasks.gather(actor, now)) if actor is not None else 0
    with transaction():
        operations.keep_count(account, matters, now)


def note_work() -> None:
    """Remember, at the end of a transaction, that it asked for work."""
    if db.session().info.get(WORK_WAITS):
        g.work_waits = True


def nudge() -> None:
    """Wake the worker after a commit, if a person acted or work was asked for. Never fails what is committed."""
    asked = g.pop("work_waits", False)
    if not asked and not has_request_context():
        return
    try:
        queue().wake(getattr(g.get("actor"), "id", None))
    except Exception as error:  # the sweep of the next minute does what this call would have begun
        log.warning("worker not woken", error=repr(error))


before_commit(note_work)
after_commit(nudge)
