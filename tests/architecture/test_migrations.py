"""Migrations make exactly the tables that the models describe, on both databases, and keep rows."""

from __future__ import annotations

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import func, select

from council_flow.database import Base, db
from council_flow.upgrading import at, configuration, upgrade
from tests.factories.acting import Acting


def rows() -> dict[str, Any]:
    """Return how many rows each table has, and the words of a few."""
    found: dict[str, Any] = {
        name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in Base.metadata.tables.items()
    }
    found["texts"] = db.session.execute(select(Base.metadata.tables["versions"].c.body)).scalars().all()
    db.session.remove()
    return found


def test_migrated_tables_are_those_of_the_models(each_app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_database_says_which_migration_it_has(each_app: Flask) -> None:
    assert at(db.engine) == ScriptDirectory.from_config(configuration(db.engine)).get_current_head()


def test_every_migration_after_the_first_keeps_the_rows_that_are_there(each_app: Flask) -> None:
    acting = Acting(each_app)
    acting.to_alignment()
    before = rows()
    assert before["accounts"] > 20 and before["versions"] == 1 and before["opinions"] == 3
    for script in ScriptDirectory.from_config(configuration(db.engine)).walk_revisions():
        if script.down_revision is not None:
            command.downgrade(configuration(db.engine), str(script.down_revision))
            assert at(db.engine) == script.down_revision
    upgrade(db.engine)
    assert rows() == before
