"""Every route needs a login or stands on the public list; every POST needs a token; no GET writes."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.routing import AnyConverter, Rule

from council_flow.database import db
from council_flow.web.converters import VersionName
from tests.factories.acting import Acting

SAMPLES = {"year": "2026", "number": "1", "name": "recommendation", "transition": "open_consultation", "seq": "1"}


def path_of(rule: Rule) -> str:
    parts = [sample(rule, part) if is_argument else part for is_argument, part in rule._trace]
    return "".join(parts).split("|", 1)[1]


def sample(rule: Rule, argument: str) -> str:
    converter = rule._converters[argument]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return "v1" if isinstance(converter, VersionName) else SAMPLES.get(argument, "1")


def rules(app: Flask, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or set())]


def test_every_page_asks_for_a_login_unless_it_is_public(app: Flask) -> None:
    client, public = app.test_client(), app.extensions["public_endpoints"]
    for rule in rules(app, "GET"):
        if rule.endpoint in public:
            continue
        answer = client.get(path_of(rule))
        assert answer.status_code == 303, rule
        assert "/account/login" in answer.headers["Location"], rule


def test_the_public_list_holds_no_page_of_a_file(app: Flask) -> None:
    public = app.extensions["public_endpoints"]
    assert [rule for rule in rules(app, "GET") if rule.endpoint in public and rule.rule.startswith("/drafts")] == []


def test_every_post_needs_a_token_of_its_session(app: Flask, acting: Acting) -> None:
    acting.open_case()
    app.config["WTF_CSRF_ENABLED"] = True
    client = acting.browser("secretariat")
    for rule in rules(app, "POST"):
        answer = client.post(path_of(rule), data={"text": "words"})
        assert answer.status_code in {303, 400, 409, 302}, (rule, answer.status_code)
        assert b"csrf" in answer.data.lower() or answer.status_code in {302, 303, 400}, rule


@pytest.mark.parametrize("who", ["chair", "expert.kz", "secretariat"])
def test_no_get_writes(app: Flask, acting: Acting, who: str) -> None:
    acting.open_case()
    written: list[str] = []

    def watch(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.lstrip().split(" ")[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)

    client = acting.browser(who)
    event.listen(db.engine, "before_cursor_execute", watch)
    try:
        for rule in rules(app, "GET"):
            client.get(path_of(rule))
    finally:
        event.remove(db.engine, "before_cursor_execute", watch)
    assert written == []


def test_every_answer_carries_the_headers_that_keep_scripts_out(client) -> None:
    answer = client.get("/register")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN" or "frame-ancestors 'none'" in str(answer.headers)
