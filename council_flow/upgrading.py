"""Brings a database to the newest migration, and says which one it has."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from council_flow.settings import shared_folder


def configuration(engine: Engine) -> Config:
    """Return what Alembic needs to know, for this database."""
    config = Config()
    config.set_main_option("script_location", str(shared_folder("migrations")))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, to: str = "head") -> None:
    """Apply the migrations that are missing, up to ``to``. Rows stay."""
    command.upgrade(configuration(engine), to)


def at(engine: Engine) -> str | None:
    """Return the migration that the database has, ``None`` for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
