"""A council with nothing but its record, on SQLite and on PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from council_flow.access import Actor
from council_flow.audit.models import Entry, Head
from council_flow.audit.operations import record
from council_flow.database import Base, db, init, transaction
from council_flow.language import Titles
from council_flow.settings import Settings

NOW = datetime(2026, 11, 23, 9, 12, 4, tzinfo=UTC)
CHAIR = Actor(id=1, name="Chair's name", label=Titles({"en": "Chair", "ar": "الرئيس"}))
TABLES = [Entry.__table__, Head.__table__]


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterator[str]:
    """Address of an empty PostgreSQL database."""
    server = postgresql_server.replace("postgresql://", "postgresql+psycopg://", 1)
    name = f"record_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application with the tables of the record."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    settings = Settings(instance=tmp_path, database_url=url)
    made = Flask("record")
    made.extensions["settings"] = settings
    init(made, settings)
    with made.app_context():
        Base.metadata.create_all(db.engine, tables=TABLES)
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def recorded(app: Flask) -> Flask:
    """The record of a council with ten entries, in transactions of two."""
    for first in range(1, 11, 2):
        with transaction():
            for number in (first, first + 1):
                record("text.version.saved", actor=CHAIR, now=NOW, case_id=7, version=number, reason=f"Reason {number}")
    return app


def tamper(app: Flask, *statements: str) -> None:
    """Change the database as somebody would who holds its password and takes the protection off."""
    from council_flow.audit import triggers

    db.session.rollback()  # a lock of our own would keep the other connection waiting
    dialect = db.engine.dialect.name
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    with engine.begin() as connection:
        for statement in (*triggers.release(dialect), *statements, *triggers.protect(dialect)):
            connection.execute(text(statement))
    engine.dispose()
