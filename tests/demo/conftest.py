"""The demo council, loaded once by its command, on SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import close, make_app, make_settings


@pytest.fixture(scope="package")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application as it is served once ``council-flow demo`` has loaded an empty database."""
    settings = make_settings(tmp_path_factory.mktemp("demo"))
    loading = make_app(settings)
    result = loading.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 0, result.output
    close(loading)
    app = make_app(settings)
    with app.app_context():
        yield app
    close(app)
