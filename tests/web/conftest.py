"""The product as it is served: limits in force, faults answered by a page, each form with its token."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from council_flow.app import create_app
from tests.conftest import START, OwnContext, close, make_settings
from tests.factories.acting import Acting
from tests.sparing import spare

MOST = 64 * 1024
"""Bytes of a request that the served product accepts."""


@pytest.fixture
def served(tmp_path: Path, council_file: Path) -> Iterator[Flask]:
    """The application on SQLite, not made for tests in any way."""
    settings = make_settings(tmp_path / "served", rate_limits=True, max_upload=MOST)
    shutil.copy(council_file, settings.instance / "council.db")
    app = spare(create_app(settings))
    app.extensions["clock"].fixed = START
    app.wsgi_app = OwnContext(app, app.wsgi_app)  # type: ignore[method-assign]
    with app.app_context():
        yield app
    close(app)


@pytest.fixture
def council(served: Flask) -> Acting:
    """The people of the council that is served."""
    return Acting(served)
