"""Runs the migrations on the database it is handed, or on that of the application."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Engine

from council_flow.database import Base, Instant, db


def engine() -> Engine:
    found = context.config.attributes.get("engine")
    return found if found is not None else db.engine


def plainly(kind: str, item: object, autogen: object) -> str | bool:
    """Write our own column type as what the database sees, so that old migrations need none of today's code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


def run() -> None:
    with engine().connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=plainly,
            transactional_ddl=not sqlite,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


assert current_app, "migrations run inside an application context"
run()
