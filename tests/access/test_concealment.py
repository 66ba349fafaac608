"""What a person may not see answers like what does not exist; nobody does anything without signing in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, Rule

from council_flow.access import Permission, Place, may
from council_flow.access.actor import CLOCK
from council_flow.audit import queries as audit
from council_flow.database import db
from council_flow.people import assignments_operations as assignments
from council_flow.recommendations import queries
from tests.access import expected
from tests.access.conftest import FILE, Council
from tests.access.expected import PEOPLE
from tests.access.test_table import ACTS
from tests.factories.acting import Acting

SAMPLES = {"year": "2026", "transition": "withdraw", "name": "v1", "key": "none"}


def of_a_file(app: Flask, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(FILE[:8]) and "number" in rule.arguments
            and method in (rule.methods or ())]  # fmt: skip


def address(rule: Rule, number: int) -> str:
    def part(name: str) -> str:
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            return str(min(converter.items))
        return str(number) if name == "number" else SAMPLES.get(name, "1")

    return "".join(part(text) if is_argument else text for is_argument, text in rule._trace).split("|", 1)[1]


def told(answer: Any, number: int) -> tuple[int, str]:
    """Return an answer without what the reader sent."""
    page = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.get_data(as_text=True))
    return answer.status_code, page.replace(f"L.{number}", "L.n")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_file_that_is_not_seen_answers_like_one_that_does_not_exist(council: Council, method: str) -> None:
    council.at("draft")
    browser = council.browser("expert.kg")
    for rule in of_a_file(council.app, method):
        hidden = told(browser.open(address(rule, 1), method=method), 1)
        assert hidden[0] == 404, rule
        assert hidden == told(browser.open(address(rule, 99), method=method), 99), rule


def test_a_file_returned_to_its_draft_stays_visible_to_those_who_saw_it(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.move(case, "return_to_draft", reason="To be written anew.")
    assert acting.browser("expert.kg").get(case.path).status_code == 200
    assert acting.browser("expert.kg").post(f"{case.path}/edit", data={"reason": "Mine."}).status_code == 403


def test_a_file_withdrawn_as_a_draft_is_never_seen_by_others(council: Council) -> None:
    council.at("withdrawn")
    assert council.browser("expert.kg").get(FILE).status_code == 404
    assert FILE not in council.browser("expert.kg").get("/drafts?stage=withdrawn").get_data(as_text=True)


def test_a_drafter_who_is_no_longer_one_does_not_see_the_draft(acting: Acting) -> None:
    case = acting.open_case()
    acting.do(assignments.unassign, case.id, acting.actor("expert.kz").id, "drafter", by="secretariat")
    assert acting.browser("expert.kz").get(case.path).status_code == 404


@pytest.mark.parametrize("stage", ["draft", "consultation", "published"])
def test_without_signing_in_everything_in_a_file_leads_to_the_sign_in_page(council: Council, stage: str) -> None:
    council.at(stage)
    before = audit.head()
    db.session.rollback()
    for act, (ask, *_) in ACTS.items():
        answer = ask(council.app.test_client(), council)
        assert answer.status_code == 303, act
        assert "/account/login" in answer.headers["Location"], act
    for transition in expected.transitions():
        answer = council.app.test_client().post(f"{FILE}/move", data={"transition": transition})
        assert "/account/login" in answer.headers["Location"], transition
    db.session.rollback()
    assert audit.head() == before
    assert queries.find(2026, 1).stage == stage


@pytest.mark.parametrize("permission", list(Permission))
def test_nobody_may_do_anything_without_signing_in(permission: Permission) -> None:
    everywhere = {word: frozenset({"chair"}) for word in ("see", "edit", "comment", "suggest", "dispose")}
    answers = {name: frozenset({"chair"}) for name in ("consultation", "review", "alignment", "adoption")}
    place = Place(frozenset({"chair"}), everywhere, answers, begins=frozenset({"chair"}), own=True)
    assert not may(None, permission, place)
    assert not may(CLOCK, permission, place)


@pytest.mark.parametrize("who", PEOPLE)
def test_a_file_is_opened_by_those_who_may_begin(acting: Acting, who: str) -> None:
    sent = {"workflow": "recommendation", "original": "en", "title": "A new text"}
    answer = acting.browser(PEOPLE[who].key).post("/drafts/new", data=sent)
    assert answer.status_code == (303 if PEOPLE[who].council & expected.begins() else 403)


COUNCIL: dict[str, tuple[str, str, dict[str, str], int]] = {
    "people.invite": ("POST", "/people/invite",
                      {"email": "new@council.example", "role": "expert", "state": "KZ", "language": "en"}, 303),
    "audit.read": ("GET", "/record", {}, 200),
    "people.terms": ("POST", "/people/end-term", {"row": "1"}, 303),
}  # fmt: skip


@pytest.mark.parametrize("permission", COUNCIL)
@pytest.mark.parametrize("who", PEOPLE)
def test_what_concerns_no_file_is_done_by_whom_the_council_names(council: Council, who: str, permission: str) -> None:
    council.at("draft")
    method, path, sent, done = COUNCIL[permission]
    answer = council.browser(PEOPLE[who].key).open(path, method=method, data=sent)
    granted = PEOPLE[who].roles & expected.granted(permission)
    assert answer.status_code == (done if granted else 403)


def test_who_looks_after_the_record_reads_all_its_pages(council: Council) -> None:
    council.at("draft")
    for path in ("/record", "/record.csv", "/record/1"):
        assert council.browser("secretariat").get(path).status_code == 200
        assert council.browser("expert.kz").get(path).status_code == 403
