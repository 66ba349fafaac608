"""Roles are those of the council's own file: a council with other names for them works in the same way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from council_flow.database import db
from council_flow.people import queries
from council_flow.settings import shared_folder
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import TEXT
from tests.web.page import Page

OTHER = {"expert": "member", "focal_point": "delegate", "chair": "president", "secretariat": "bureau"}


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Flask]:
    """A council without a member yet, whose files name roles of its own."""
    folder = tmp_path / "workflows"
    shutil.copytree(shared_folder("workflows"), folder)
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for name, named in OTHER.items():
            text = re.sub(rf"\b{name}\b", named, text)
        path.write_text(text, encoding="utf-8")
    app = make_app(make_settings(tmp_path / "instance", workflows=folder))
    with app.app_context():
        yield app
    close(app)


def joined(app: Flask, link: str, name: str) -> FlaskClient:
    client = app.test_client()
    sent = {"name": name, "password": "correct horse battery staple"}
    assert client.post(urlsplit(link.strip()).path, data=sent).status_code == 303
    return client


def begun(app: Flask) -> FlaskClient:
    """Invite the first member from the command line, as an installation begins, and sign in."""
    result = app.test_cli_runner().invoke(args=["invite", "first@council.int", "--role", "bureau"])
    assert result.exit_code == 0, result.output
    return joined(app, result.output.splitlines()[-1], "First of the bureau")


def invited(app: Flask, by: FlaskClient, email: str, role: str, state: str) -> FlaskClient:
    by.post("/people/invite", data={"email": email, "role": role, "state": state, "language": "en"})
    page = Page(by.get("/people"))
    link = str(page.tree.xpath("string(//*[@role='status']//*[contains(@class, 'code')])"))
    return joined(app, link, email)


def test_the_roles_offered_are_those_of_the_file(other: Flask) -> None:
    page = Page(begun(other).get("/people"))
    assert page.tree.xpath("//form[@action='/people/invite']//select[@name='role']/option/@value") == list(
        OTHER.values()
    )


def test_a_draft_is_opened_and_moved_by_roles_of_other_names(other: Flask) -> None:
    bureau = begun(other)
    member = invited(other, bureau, "m@council.int", "member", "KZ")
    president = invited(other, bureau, "p@council.int", "president", "UZ")
    sent = {"workflow": "recommendation", "original": "en", "markdown": TEXT, "confirmed": "yes"}
    assert member.post("/drafts/new", data=sent).status_code == 303
    assert member.post("/drafts/2026/L.1/move", data={"transition": "open_consultation"}).status_code == 403
    assert president.post("/drafts/2026/L.1/move", data={"transition": "open_consultation"}).status_code == 303
    assert "Consultation" in Page(member.get("/drafts/2026/L.1")).source


def test_a_role_of_another_council_is_refused_on_the_command_line(other: Flask) -> None:
    from council_flow.errors import Invalid

    with pytest.raises(Invalid, match=r"not recorded yet"):
        other.test_cli_runner().invoke(args=["invite", "a@b.example", "--role", "chair"], catch_exceptions=False)
    db.session.rollback()
    assert queries.by_email("a@b.example") is None
