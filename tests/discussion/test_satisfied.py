"""After a disposition the author is asked whether it answers the comment; the answer is shown, and reopens nothing."""

from __future__ import annotations

import pytest

from council_flow.discussion import operations, queries
from council_flow.discussion.audience import Reader
from council_flow.recommendations.models import Case
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
ASKED = "Say whether the disposition answers your comment 1"
QUESTION = "Does this answer your comment?"


@pytest.fixture
def case(acting: Acting) -> Case:
    case = acting.to_consultation()
    key = acting.text_of(case).operative()[0].key
    acting.do(operations.post, case.id, key, "Twelve would be better.", by="expert.jo")
    acting.do(operations.dispose, case.id, 1, "not_accepted", "Six is enough.", by="expert.kz")
    return case


def say(acting: Acting, by: str = "expert.jo", **sent: str) -> Page:
    return Page(acting.browser(by).post(f"{FILE}/comments/1/satisfied", data=sent))


def desk(acting: Acting, by: str = "expert.jo") -> str:
    return Page(acting.browser(by).get("/desk")).words


def test_the_author_is_asked_on_the_note_and_on_the_desk_until_it_is_said(acting: Acting, case: Case) -> None:
    assert QUESTION in Page(acting.browser("expert.jo").get(FILE)).words
    assert QUESTION not in Page(acting.browser("expert.kg").get(FILE)).words
    assert ASKED in desk(acting)
    assert say(acting, satisfied="yes").status == 303
    assert ASKED not in desk(acting)
    assert QUESTION not in Page(acting.browser("expert.jo").get(FILE)).words
    assert "Its author is satisfied." in Page(acting.browser("expert.kz").get(FILE)).words


def test_who_is_not_satisfied_says_why_and_those_who_give_dispositions_see_it(acting: Acting, case: Case) -> None:
    refused = say(acting, satisfied="no", note=" ")
    assert refused.status == 422
    assert "Write what is still open." in refused.refusal("note")
    assert say(acting, satisfied="no", note="Winters are long.").status == 303
    drafter = acting.browser("expert.kz")
    for door in ("", "/comments?satisfied=no"):
        page = Page(drafter.get(FILE + door))
        assert "Not answered, says the author" in page.words, door
        assert "Winters are long." in page.words, door
    assert "No comment matches" in Page(drafter.get(f"{FILE}/comments?satisfied=yes")).words
    assert "is not satisfied" in desk(acting, "expert.kz")
    fresh = acting.case(case)
    assert (fresh.comments, fresh.open_comments) == (1, 0)


def test_only_the_author_says_it(acting: Acting, case: Case) -> None:
    assert say(acting, by="expert.kg", satisfied="yes").status == 403
    assert say(acting, by="expert.kz", satisfied="yes").status == 403


def test_a_comment_that_is_reopened_is_asked_for_anew_and_keeps_what_was_said(acting: Acting, case: Case) -> None:
    say(acting, satisfied="no", note="Winters are long.")
    acting.do(operations.reopen, case.id, 1, "The figures are new.", by="expert.kz")
    assert say(acting, satisfied="yes").status == 409
    acting.do(operations.dispose, case.id, 1, "accepted", by="expert.kz")
    acting.case(case)
    found = queries.one(case.id, 1, Reader(None))
    assert found.satisfied is None
    assert found.earlier[0]["note"] == "Winters are long."
    assert ASKED in desk(acting)


def test_at_a_final_stage_nobody_is_asked(acting: Acting, case: Case) -> None:
    acting.move(case, "withdraw", reason="Taken up elsewhere.")
    assert ASKED not in desk(acting)
    assert say(acting, satisfied="yes").status in (404, 409)


def test_it_stands_in_the_history(acting: Acting, case: Case) -> None:
    say(acting, satisfied="no", note="Winters are long.")
    page = Page(acting.browser("chair").get(f"{FILE}/history"))
    assert "Expert, Jordan said that the disposition does not answer comment 1." in page.words
