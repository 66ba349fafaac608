"""Migrations make exactly the tables that the models describe, on both databases, and keep rows."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from council_flow.database import Base, db
from council_flow.people.models import Account
from council_flow.upgrading import at


def test_migrated_tables_are_those_of_the_models(each_app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_database_says_which_migration_it_has(each_app: Flask) -> None:
    assert at(db.engine) is not None


def test_rows_are_there_after_migrating(each_app: Flask) -> None:
    assert db.session.query(Account).count() > 20
