"""A comment stays at its words, is open until it has a disposition, and loses nothing."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from council_flow.demo.script import body
from council_flow.discussion import queries
from council_flow.discussion.audience import Reader
from council_flow.discussion.view import CommentView
from council_flow.recommendations.models import Case
from council_flow.text.blocks import Body
from tests.factories.acting import TEXT, Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
EVERYBODY = Reader(None)
WORDS = "at least six months"


def key(acting: Acting, case: Case, words: str) -> str:
    return next(block.key for block in acting.text_of(case).blocks if words in block.texts["en"])


def comment(
    acting: Acting, case: Case, text: str = "Twelve would be better.", by: str = "expert.jo", **more: str
) -> int:
    sent = {"paragraph": key(acting, case, WORDS), "quote": WORDS, "text": text, **more}
    return acting.browser(by).post(f"{FILE}/comment", data=sent).status_code


def act(acting: Acting, what: str, by: str, **sent: str) -> Page:
    return Page(acting.browser(by).post(f"{FILE}/comments/1/{what}", data=sent))


def only(acting: Acting, case: Case) -> CommentView:
    acting.case(case)
    return queries.one(case.id, 1, EVERYBODY)


def counts(acting: Acting, case: Case) -> tuple[int, int]:
    fresh = acting.case(case)
    return fresh.comments, fresh.open_comments


def test_a_comment_on_words_stands_beside_them_with_role_and_state(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = acting.to_consultation()
    assert comment(acting, case) == 303
    found = only(acting, case)
    assert (found.quote, found.anchor, str(found.label)) == (WORDS, "exact", "Expert, Jordan")
    page = Page(acting.browser("chair").get(FILE))
    assert "Twelve would be better." in page.source and "Expert, Jordan" in page.source
    assert counts(acting, case) == (1, 1)


def test_words_that_do_not_stand_there_are_refused_beside_the_field_and_the_comment_is_kept(acting: Acting) -> None:
    case = acting.to_consultation()
    sent = {"paragraph": key(acting, case, WORDS), "quote": "at most six weeks", "text": "Too short."}
    page = Page(acting.browser("expert.jo").post(f"{FILE}/comment", data=sent))
    assert page.status == 422
    assert "do not stand in the paragraph" in page.refusal("quote")
    assert "Too short." in page.source
    assert counts(acting, case) == (0, 0)


def test_a_disposition_fixes_the_words_and_closes_the_comment(acting: Acting) -> None:
    case = acting.to_consultation()
    comment(acting, case)
    assert act(acting, "edit", "expert.jo", text="Ten would be better.").status == 303
    assert act(acting, "dispose", "expert.kz", disposition="accepted").status == 303
    assert counts(acting, case) == (1, 0)
    assert act(acting, "edit", "expert.jo", text="Two would be better.").status == 409
    assert only(acting, case).text == "Ten would be better."


@pytest.mark.parametrize("disposition", ["accepted_in_part", "not_accepted", "merged", "deferred"])
def test_a_disposition_that_needs_a_response_is_refused_without_one(acting: Acting, disposition: str) -> None:
    case = acting.to_consultation()
    comment(acting, case)
    page = act(acting, "dispose", "expert.kz", disposition=disposition)
    assert page.status == 422
    assert "this disposition says why" in page.refusal("response")
    assert counts(acting, case) == (1, 1)


def test_only_the_drafter_gives_dispositions(acting: Acting) -> None:
    case = acting.to_consultation()
    comment(acting, case)
    assert act(acting, "dispose", "expert.jo", disposition="noted").status == 403
    assert act(acting, "dispose", "chair", disposition="noted").status == 403


def test_whoever_wrote_it_withdraws_it_with_a_reason_and_nobody_else(acting: Acting) -> None:
    case = acting.to_consultation()
    comment(acting, case)
    assert act(acting, "withdraw", "expert.kg", reason="No.").status == 403
    assert act(acting, "withdraw", "expert.jo", reason=" ").status == 422
    assert act(acting, "withdraw", "expert.jo", reason="Answered by paragraph 3.").status == 303
    assert only(acting, case).standing == "withdrawn"
    assert counts(acting, case) == (1, 0)
    assert "Answered by paragraph 3." in Page(acting.browser("chair").get(f"{FILE}/comments")).source


def test_its_author_asks_to_reopen_and_the_drafter_reopens_what_stays_on_file(acting: Acting) -> None:
    case = acting.to_consultation()
    comment(acting, case)
    act(acting, "dispose", "expert.kz", disposition="not_accepted", response="Six is enough.")
    assert act(acting, "reopen", "expert.jo", reason="New figures exist.").status == 303
    assert counts(acting, case) == (1, 0)
    assert act(acting, "reopen", "expert.kz", reason="The figures are convincing.").status == 303
    assert counts(acting, case) == (1, 1)
    assert only(acting, case).earlier[0]["response"] == "Six is enough."


def test_a_reply_stands_under_its_comment(acting: Acting) -> None:
    case = acting.to_consultation()
    comment(acting, case)
    assert act(acting, "reply", "expert.kg", text="We support this.").status == 303
    assert [reply.text for reply in only(acting, case).replies] == ["We support this."]


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("that one provider", "that, wherever possible, one provider", "shifted"),
        ("at least six months", "at least nine months", "edited"),
        ("1. *Recommends* that one provider stays with a child and a caregiver for at least six months;\n\n", "", "removed"),
    ],
)  # fmt: skip
def test_a_comment_says_honestly_what_became_of_its_words(acting: Acting, old: str, new: str, status: str) -> None:
    case = acting.to_consultation()
    comment(acting, case)
    acting.move(case, "return_to_draft", reason="Another look.")
    browser = acting.browser("expert.kz")
    page = Page(browser.get(f"{FILE}/edit"))
    assert page.status == 200
    acting.save(case, kept_keys(acting, case, old, new))
    assert only(acting, case).anchor == status
    gone = "Comments whose words are gone" in Page(browser.get(FILE)).words
    assert gone is (status == "removed")


def kept_keys(acting: Acting, case: Case, old: str, new: str) -> Body:
    """Return the text with other words, its blocks the same ones, as the editor sends it."""
    return body({"texts": {"en": TEXT.replace(old, new)}}, "en", acting.text_of(case))


def test_the_table_of_comments_runs_nothing_in_a_spreadsheet(acting: Acting) -> None:
    case = acting.to_consultation()
    comment(acting, case, text="=HYPERLINK(1)")
    rows = list(
        csv.reader(io.StringIO(acting.browser("chair").get(f"{FILE}/comments.csv").get_data().decode("utf-8-sig")))
    )
    assert rows[1][0] == "1"
    assert "'=HYPERLINK(1)" in rows[1]


def test_the_file_does_not_leave_the_review_while_a_comment_is_open(acting: Acting) -> None:
    case = acting.to_review()
    for state in ("kg", "tj", "uz"):
        acting.opine(case, state)
    assert comment(acting, case, by="expert.kg") == 303
    page = Page(acting.browser("chair").post(f"{FILE}/move", data={"transition": "conclude_review"}))
    assert page.status == 409
    assert "1 of 1 comments has no disposition" in page.source
