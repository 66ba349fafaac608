"""The application of another process on the same database, for tests of several workers and servers."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from tests.conftest import make_app, make_settings


def application() -> Flask:
    """Return an application on the instance and the database that the environment names."""
    address = os.environ["TEST_DATABASE"]
    more: dict[str, object] = {"database_url": address} if address else {}
    return make_app(make_settings(Path(os.environ["TEST_INSTANCE"]), **more))
