"""Runs the migrations on the database it is handed, or on that of the application."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Engine

from council_flow.database import Base, db


def engine() -> Engine:
    found = context.config.attributes.get("engine")
    return found if found is not None else db.engine


def run() -> None:
    with engine().connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=not sqlite,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


assert current_app, "migrations run inside an application context"
run()
