"""Roles are held by terms, for as long as these run; an acting holder has a role in the days named, and in no others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from council_flow.database import db
from council_flow.people import members_queries, operations
from tests.factories.acting import Acting
from tests.web.page import Page

TO_CONSULTATION = {"transition": "open_consultation"}


def term_of(acting: Acting, key: str) -> int:
    db.session.rollback()
    account = acting.actor(key).id
    return next(one.term_id for one in members_queries.members(acting.now) if one.account_id == account)


def name_acting(acting: Acting, holder: str, other: str, first: str, last: str, by: str = "secretariat") -> Page:
    sent = {
        "term": str(term_of(acting, holder)), "account": str(acting.actor(other).id), "from_day": first,
        "until_day": last,
    }  # fmt: skip
    browser = acting.browser(by)
    answer = browser.post("/people/acting", data=sent)
    return Page(browser.get(answer.headers["Location"]) if answer.status_code == 303 else answer)


def moves(browser: FlaskClient) -> int:
    return browser.post("/drafts/2026/L.1/move", data=TO_CONSULTATION).status_code


def test_a_term_that_is_ended_takes_its_rights_with_it_at_once(each_app: Flask) -> None:
    acting = Acting(each_app)
    acting.open_case()
    chair, secretariat = acting.browser("chair"), acting.browser("secretariat")
    assert chair.get("/drafts/2026/L.1").status_code == 200
    row = {"row": str(term_of(acting, "chair"))}
    assert secretariat.post("/people/end-term", data=row).status_code == 303
    assert chair.get("/drafts/2026/L.1").status_code == 404
    assert moves(chair) == 404
    assert "Member" in Page(chair.get("/profile")).source


def test_a_term_ends_by_its_date(acting: Acting) -> None:
    acting.open_case()
    account = acting.actor("expert.kg").id
    until = acting.now + timedelta(days=3)
    acting.do(operations.add_term, account, "chair", state="KG", from_at=acting.now, until_at=until, by="secretariat")
    browser = acting.browser("expert.kg")
    assert browser.get("/drafts/2026/L.1").status_code == 200
    acting.later(days=3)
    assert browser.get("/drafts/2026/L.1").status_code == 404


def test_a_term_that_has_ended_is_not_ended_again(acting: Acting) -> None:
    row, browser = {"row": str(term_of(acting, "chair"))}, acting.browser("secretariat")
    browser.post("/people/end-term", data=row)
    page = Page(browser.post("/people/end-term", data=row))
    assert page.status == 409
    assert "This term has ended." in page.words


@pytest.mark.parametrize("what", ["end-term", "end-acting", "withdraw"])
def test_only_who_decides_on_people_changes_them(acting: Acting, what: str) -> None:
    row = {"row": str(term_of(acting, "vice-chair"))}
    assert acting.browser("chair").post(f"/people/{what}", data=row).status_code == 403
    db.session.rollback()
    assert "chair" in acting.actor("vice-chair").roles


@pytest.mark.parametrize("row", ["", "0", "999999", "²", "9" * 40, "\x00", "-1"])
def test_a_row_that_does_not_exist_is_no_row(acting: Acting, row: str) -> None:
    assert acting.browser("secretariat").post("/people/end-term", data={"row": row}).status_code == 404


# The council sits in Tashkent, five hours ahead of UTC; tests begin on 1 September at 9 o'clock there.


@pytest.mark.parametrize(
    ("hours", "status"),
    [(0, 404), (14.9, 404), (15, 303), (62.9, 303), (63.1, 404)],
    ids=["the day before", "minutes before", "first minute", "last minutes", "the day after"],
)
def test_an_acting_holder_acts_in_the_days_named_only(acting: Acting, hours: float, status: int) -> None:
    acting.open_case()
    page = name_acting(acting, "chair", "expert.kg", "2026-09-02", "2026-09-03")
    assert "acts, 2 September 2026 to" in page.words
    acting.later(hours=hours)
    assert moves(acting.browser("expert.kg")) == status


def test_the_holder_keeps_the_role_meanwhile(acting: Acting) -> None:
    acting.open_case()
    name_acting(acting, "chair", "expert.kg", "2026-09-01", "2026-09-30")
    assert moves(acting.browser("chair")) == 303


def test_an_approval_of_a_move_by_the_acting_holder_counts(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = acting.to_adoption()
    acting.to_close(case)
    today = acting.now.date()
    name_acting(acting, "vice-chair", "expert.tj", f"{today}", f"{today + timedelta(days=3)}")
    acting.browser("chair").post("/drafts/2026/L.1/move", data={"transition": "adopt"})
    assert acting.case(case).stage == "adoption"
    acting.browser("expert.tj").post("/drafts/2026/L.1/move", data={"transition": "adopt"})
    assert acting.case(case).stage == "adopted"
    history = Page(acting.browser("secretariat").get("/drafts/2026/L.1/history")).words
    assert "Chair" in history
    assert "Tajikistan" in history


def test_both_are_told_and_the_record_keeps_the_days(acting: Acting) -> None:
    name_acting(acting, "chair", "expert.kg", "2026-09-02", "2026-09-03")
    for key in ("chair", "expert.kg"):
        assert "acts as Chair until" in Page(acting.browser(key).get("/desk")).words
    assert "was named to act as Chair" in Page(acting.browser("secretariat").get("/record")).words


def test_the_days_of_an_acting_holder_can_be_ended(acting: Acting) -> None:
    acting.open_case()
    name_acting(acting, "chair", "expert.kg", "2026-09-01", "2026-09-30")
    browser, secretariat = acting.browser("expert.kg"), acting.browser("secretariat")
    assert browser.get("/drafts/2026/L.1").status_code == 200
    row = Page(secretariat.get("/people")).form("/people/end-acting")
    secretariat.post("/people/end-acting", data=row)
    assert browser.get("/drafts/2026/L.1").status_code == 404


def test_acting_ends_with_the_term_it_stands_in_for(acting: Acting) -> None:
    acting.open_case()
    name_acting(acting, "chair", "expert.kg", "2026-09-01", "2026-09-30")
    acting.browser("secretariat").post("/people/end-term", data={"row": str(term_of(acting, "chair"))})
    assert moves(acting.browser("expert.kg")) == 404


def test_nobody_acts_for_the_same_days_twice(acting: Acting) -> None:
    name_acting(acting, "chair", "expert.kg", "2026-09-02", "2026-09-05")
    page = name_acting(acting, "chair", "expert.tj", "2026-09-05", "2026-09-07")
    assert page.status == 409
    assert "An acting holder is named for these days already." in page.words
    assert page.value("from_day") == "2026-09-05"
    assert name_acting(acting, "chair", "expert.tj", "2026-09-06", "2026-09-07").status == 200


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"other": "chair"}, "account", "another person than the holder"),
    ({"first": "2026-09-05", "last": "2026-09-02"}, "until_day", "The last day comes after the first"),
    ({"first": "2026-08-01", "last": "2026-08-02"}, "until_day", "is not past"),
    ({"first": ""}, "from_day", "Choose the first day."),
    ({"last": "tomorrow"}, "until_day", "Write a date, such as"),
    ({"last": "9999-12-31"}, "until_day", "The last day comes after the first"),
    ({"first": "0001-01-01"}, "until_day", "The last day comes after the first"),
]


@pytest.mark.parametrize(("other", "field", "said"), REFUSED)
def test_an_acting_holder_is_refused_beside_the_field(
    acting: Acting, other: dict[str, str], field: str, said: str
) -> None:
    sent = {"other": "expert.kg", "first": "2026-09-02", "last": "2026-09-03", **other}
    page = name_acting(acting, "chair", **sent)
    assert page.status == 422
    assert said in page.refusal(field)
    assert page.value("account") == str(acting.actor(sent["other"]).id)
    db.session.rollback()
    assert all(one.acting_id is None for one in members_queries.members(acting.now))
