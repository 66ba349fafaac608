"""Reviewers declare interests, then give opinions on a text; an opinion lapses when the text moves on."""

from __future__ import annotations

from flask import Flask

from council_flow.recommendations.models import Case
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
PAGE = f"{FILE}/review"


def declare(acting: Acting, state: str, concerned: str = "no", text: str = "") -> Page:
    sent = {"concerned": concerned, "text": text}
    return Page(acting.browser(f"reviewer.{state}").post(f"{PAGE}/interest", data=sent))


def opine(acting: Acting, state: str, opinion: str = "ready", reasons: str = "It is sound.") -> Page:
    sent = {"opinion": opinion, "reasons": reasons}
    return Page(acting.browser(f"reviewer.{state}").post(f"{PAGE}/opinion", data=sent))


def conclude(acting: Acting) -> Page:
    return Page(acting.browser("chair").post(f"{FILE}/move", data={"transition": "conclude_review"}))


def tally(acting: Acting, case: Case) -> tuple[int, int]:
    fresh = acting.case(case)
    return fresh.opinions, fresh.reviewers


def test_an_opinion_follows_a_declaration_and_has_reasons(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = acting.to_review()
    assert opine(acting, "kg").status == 409
    assert declare(acting, "kg").status == 303
    page = opine(acting, "kg", reasons=" ")
    assert page.status == 422
    assert "Write the reasons" in page.refusal("reasons")
    assert opine(acting, "kg").status == 303
    assert tally(acting, case) == (1, 3)
    assert "It is sound." in Page(acting.browser("chair").get(PAGE)).words


def test_who_declares_an_interest_steps_aside_and_is_not_awaited(acting: Acting) -> None:
    case = acting.to_review()
    assert declare(acting, "kg", "yes").status == 422
    assert declare(acting, "kg", "yes", "My ministry wrote the programme.").status == 303
    assert tally(acting, case) == (0, 2)
    assert opine(acting, "kg").status == 403
    for state in ("tj", "uz"):
        declare(acting, state)
        opine(acting, state)
    assert conclude(acting).status == 303


def test_who_is_not_assigned_gives_no_opinion(acting: Acting) -> None:
    acting.to_review()
    assert declare(acting, "kz").status == 403
    assert opine(acting, "tm").status == 403
    assert acting.browser("chair").post(f"{PAGE}/opinion", data={"opinion": "ready", "reasons": "x"}).status_code == 403


def test_the_review_is_not_concluded_on_one_opinion(acting: Acting) -> None:
    acting.to_review()
    declare(acting, "kg")
    opine(acting, "kg")
    assert conclude(acting).status == 409


def test_an_opinion_lapses_when_the_text_changes(acting: Acting) -> None:
    case = acting.to_review()
    for state in ("kg", "tj", "uz"):
        acting.opine(case, state)
    acting.save(case, acting.body("# Another text\n\n1. *Recommends* another thing;"))
    assert tally(acting, case) == (0, 3)
    assert conclude(acting).status == 409
    assert "The text has changed since" in Page(acting.browser("chair").get(PAGE)).words
    assert opine(acting, "kg").status == 303
    assert opine(acting, "tj").status == 303
    assert "The text has changed since" in Page(acting.browser("chair").get(PAGE)).words


def test_an_opinion_given_on_a_page_of_an_older_text_is_not_taken_for_the_new_one(acting: Acting) -> None:
    case = acting.to_review()
    declare(acting, "kg")
    stale = {"opinion": "ready", "reasons": "Written long.", "version": "1", "visit": "3"}
    acting.save(case, acting.body("# Another text\n\n1. *Recommends* another thing;"))
    page = Page(acting.browser("reviewer.kg").post(f"{PAGE}/opinion", data=stale))
    assert page.status == 409
    assert "Written long." in page.source


def test_the_text_opens_to_a_reviewer_once_interests_are_declared(acting: Acting) -> None:
    case = acting.to_review()
    reviewer = acting.browser("reviewer.kg")
    answer = reviewer.get(case.path)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{case.path}/review")
    assert "The text opens once you have said" in Page(reviewer.get(f"{case.path}/review")).words
    for door in ("/v1", "/compare?a=v1&b=v1", "/text.docx", "/text.md", "/text.json"):
        assert reviewer.get(f"{case.path}{door}").status_code == 409, door
    assert acting.browser("expert.jo").get(case.path).status_code == 200
    reviewer.post(f"{case.path}/review/interest", data={"concerned": "no"})
    assert reviewer.get(case.path).status_code == 200
    assert reviewer.get(f"{case.path}/text.md").status_code == 200
