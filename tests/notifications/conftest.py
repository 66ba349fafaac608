"""A council whose mail goes to a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.factories.acting import Acting
from tests.notifications.letters import Post, mail_server


@pytest.fixture
def post(app: Flask) -> Iterator[Post]:
    """The mail server of the council on SQLite."""
    with mail_server() as (post, address):
        app.extensions["settings"] = replace(app.extensions["settings"], mail_url=address)
        yield post


@pytest.fixture
def each(each_app: Flask) -> Acting:
    """The people of the council, once on SQLite and once on PostgreSQL."""
    return Acting(each_app)
