"""A role can be given to somebody who is in the council already; a person may come from an institution."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from council_flow.database import db
from council_flow.people import members_queries, queries
from council_flow.people.commands import invite
from tests.factories.acting import Acting
from tests.web.page import Page


def give(acting: Acting, key: str, by: str = "secretariat", **more: str) -> Page:
    sent = {"account": str(acting.actor(key).id), "role": "chair", "state": "KG", **more}
    browser = acting.browser(by)
    answer = browser.post("/people/term", data=sent)
    db.session.rollback()
    return Page(browser.get(answer.headers["Location"]) if answer.status_code == 303 else answer)


def test_a_role_that_is_given_counts_at_once(each_app: Flask) -> None:
    acting = Acting(each_app)
    acting.open_case()
    assert "chair" not in acting.actor("expert.kg").roles
    give(acting, "expert.kg")
    assert "chair" in acting.actor("expert.kg").roles
    assert acting.browser("expert.kg").get("/drafts/2026/L.1").status_code == 200


def test_a_term_with_dates_begins_and_ends_with_them(acting: Acting) -> None:
    give(acting, "expert.kg", from_at="2026-09-10", until_at="2026-09-20")
    assert "chair" not in acting.actor("expert.kg").roles
    acting.later(days=15)
    assert "chair" in acting.actor("expert.kg").roles
    acting.later(days=5)
    assert "chair" not in acting.actor("expert.kg").roles


@pytest.mark.parametrize("until", ["2026-09-01", "9999-12-31"])
def test_a_term_that_cannot_be_is_refused_beside_its_field(acting: Acting, until: str) -> None:
    page = give(acting, "expert.kg", from_at="2026-09-10", until_at=until)
    assert page.status == 422
    assert "A term ends after it begins." in page.source
    assert 'value="2026-09-10"' in page.source


def test_only_those_who_decide_on_terms_give_roles(acting: Acting) -> None:
    assert acting.browser("chair").post("/people/term", data={"account": "1", "role": "chair"}).status_code == 403
    assert 'action="/people/term"' not in acting.browser("chair").get("/people").text


def test_a_person_is_called_after_the_institution_where_no_state_sends_one(each_app: Flask) -> None:
    acting = Acting(each_app)
    browser = acting.browser("secretariat")
    for email in ("a@partner.example", "b@partner.example"):
        sent = {"email": email, "role": "expert", "state": "", "institution": "Body A", "language": "en"}
        assert browser.post("/people/invite", data=sent).status_code == 303
        link = re.search(r"/invitation/[\w-]+", browser.get("/people").text)
        assert link is not None
        new = {"name": "Adviser", "password": "words that are long enough"}
        assert each_app.test_client().post(link[0], data=new).status_code == 303
    db.session.rollback()
    found = [one for one in members_queries.members(acting.now) if one.institution == "Body A"]
    assert [one.institution for one in found] == ["Body A", "Body A"]
    assert str(queries.actor_of(found[0].account_id, acting.now).label) == "Expert, Body A"


def test_the_first_member_is_invited_from_the_console(app: Flask) -> None:
    result = app.test_cli_runner().invoke(invite, ["first@council.example", "--role", "secretariat"])
    assert result.exit_code == 0, result.output
    path = result.output.strip().split("\n")[-1].removeprefix("http://127.0.0.1:8000")
    assert app.test_client().get(path).status_code == 200
