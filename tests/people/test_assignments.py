"""People are assigned to a role in one file, and have it there and nowhere else."""

from __future__ import annotations

import pytest
from flask import Flask

from council_flow.database import db
from council_flow.people import members_queries, queries
from tests.factories.acting import Acting
from tests.web.page import Page

PEOPLE = "/drafts/2026/L.1/people"
OPINION = {"opinion": "ready", "reasons": "It is sound."}


def assign(acting: Acting, who: str, role: str = "reviewer", by: str = "secretariat") -> Page:
    sent = {"account": str(acting.actor(who).id), "role": role}
    browser = acting.browser(by)
    answer = browser.post(PEOPLE, data=sent)
    return Page(browser.get(PEOPLE) if answer.status_code == 303 else answer)


def in_review(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.answer_all(case)
    acting.to_close(case)
    acting.move(case, "open_review")


def test_a_reviewer_is_assigned_told_and_may_review(each_app: Flask) -> None:
    acting = Acting(each_app)
    in_review(acting)
    page = assign(acting, "reviewer.kg")
    assert "Expert, Kyrgyzstan" in page.words
    reviewer = acting.browser("reviewer.kg")
    assert "You are assigned to REC/2026/L.1 as: Reviewer." in Page(reviewer.get("/desk")).words
    assert reviewer.post("/drafts/2026/L.1/review/interest", data={"concerned": "no"}).status_code == 303
    assert reviewer.post("/drafts/2026/L.1/review/opinion", data=OPINION).status_code == 303


def test_who_is_not_assigned_does_not_review(acting: Acting) -> None:
    in_review(acting)
    assert acting.browser("reviewer.tj").post("/drafts/2026/L.1/review/opinion", data=OPINION).status_code == 403


def test_an_assignment_that_is_ended_gives_no_right_any_more(acting: Acting) -> None:
    in_review(acting)
    assign(acting, "reviewer.kg")
    secretariat = acting.browser("secretariat")
    row = {"row": str(acting.actor("reviewer.kg").id), "role": "reviewer"}
    assert secretariat.post(f"{PEOPLE}/end", data=row).status_code == 303
    assert acting.browser("reviewer.kg").post("/drafts/2026/L.1/review/opinion", data=OPINION).status_code == 403
    assert "ended an assignment" in Page(secretariat.get("/drafts/2026/L.1/history")).words


def test_an_assignment_holds_in_its_own_file_only(acting: Acting) -> None:
    acting.open_case("expert.kz")
    second = acting.open_case("expert.kz")
    acting.do(_assign, second.id, acting.actor("expert.tj").id, "drafter", by="secretariat")
    browser = acting.browser("expert.tj")
    assert browser.get("/drafts/2026/L.2/edit").status_code == 200
    assert browser.get("/drafts/2026/L.1").status_code == 404


def _assign(*args: object, **more: object) -> object:
    from council_flow.people import assignments_operations as operations

    return operations.assign(*args, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["expert.kz", "focal.kz"])
def test_only_who_has_the_permission_assigns(acting: Acting, key: str) -> None:
    case = acting.to_consultation()
    assert assign(acting, "reviewer.kg", by=key).status == 403
    db.session.rollback()
    assert [one.role for one in queries.assigned(case.id)] == ["drafter"]


def test_nobody_is_assigned_to_the_same_role_twice(acting: Acting) -> None:
    acting.to_consultation()
    assign(acting, "reviewer.kg")
    page = assign(acting, "reviewer.kg")
    assert page.status == 409
    assert "This person has this role in the file already." in page.words


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"role": "emperor"}, "role"), ({"account": "4711"}, "account"), ({"account": "somebody"}, "account")],
)
def test_an_assignment_is_refused_beside_the_field(acting: Acting, sent: dict[str, str], field: str) -> None:
    acting.open_case()
    good = {"account": str(acting.actor("reviewer.kg").id), "role": "reviewer"}
    page = Page(acting.browser("secretariat").post(PEOPLE, data={**good, **sent}))
    assert page.status == 422
    assert page.refusal(field)


def test_who_holds_no_role_in_the_council_is_not_offered(acting: Acting) -> None:
    from council_flow.people import operations

    acting.open_case()
    term = next(one for one in members_queries.members(acting.now) if one.email.startswith("reviewer.kg"))
    acting.do(operations.end_term, term.term_id, by="secretariat")
    secretariat = acting.browser("secretariat")
    assert Page(secretariat.get(PEOPLE)).has(f"//select[@name='account']/option[@value='{acting.actor('chair').id}']")
    assert not Page(secretariat.get(PEOPLE)).has(f"//select[@name='account']/option[@value='{term.account_id}']")
    assert Page(secretariat.post(PEOPLE, data={"account": str(term.account_id), "role": "reviewer"})).status == 422
