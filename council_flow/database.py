"""Base class of all rows, names of constraints, UTC instants and ``transaction()``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, TypeDecorator, event, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase

from council_flow.settings import Settings, shared_folder

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all rows."""

    metadata = MetaData(naming_convention=NAMING)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC. SQLite forgets zones; this puts UTC back and refuses an instant without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        instant: datetime = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return instant


db = SQLAlchemy(model_class=Base)
migrate = Migrate(render_as_batch=True)

_before_commit: list[Callable[[], None]] = []
_after_commit: list[Callable[[], None]] = []


def before_commit(hook: Callable[[], None], *, first: bool = False) -> Callable[[], None]:
    """Register what every transaction does last, such as sealing the audit entries; ``first``: before the others."""
    if hook not in _before_commit:
        _before_commit.insert(0 if first else len(_before_commit), hook)
    return hook


def after_commit(hook: Callable[[], None]) -> Callable[[], None]:
    """Register what follows every committed transaction, such as waking the worker."""
    if hook not in _after_commit:
        _after_commit.append(hook)
    return hook


@contextmanager
def transaction() -> Iterator[None]:
    """Do one write: all of it or none of it.

    Ends the request's read transaction first, because a read transaction that turns into a write after another
    writer's commit fails on SQLite at once. Rows loaded before are expired, so operations re-read what they change.
    Nested calls join the outermost one.
    """
    session = db.session()
    if session.info.get("writing"):
        yield
        return
    session.rollback()
    session.expire_all()
    session.info.clear()
    session.info["writing"] = True
    try:
        session.connection()  # begins
        yield
        session.flush()
        for hook in _before_commit:
            hook()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.clear()
    for hook in _after_commit:
        hook()


def one_at_a_time(what: str) -> None:
    """Let one transaction after another do this, such as taking the next number of a year.

    SQLite has one writer anyway; on PostgreSQL a lock of this name is held until the transaction ends.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(what))))


def writing() -> bool:
    """True inside :func:`transaction`."""
    return bool(db.session().info.get("writing"))


def init(app: Flask, settings: Settings) -> None:
    """Connect the application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = (
        {"connect_args": {"timeout": 20}} if settings.on_sqlite else {"pool_pre_ping": True}
    )
    db.init_app(app)
    migrate.init_app(app, db, directory=str(shared_folder("migrations")))
    if settings.on_sqlite:
        with app.app_context():
            _prepare_sqlite(db.engine)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=20000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        immediate = db.session.registry.has() and db.session().info.get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
