"""A form that is sent twice counts once, whether one after the other or at the same time."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask

from council_flow.database import db
from council_flow.discussion.models import Comment
from council_flow.recommendations.models import Case
from tests.factories.acting import TEXT, Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"


def count(model: Any) -> int:
    db.session.rollback()
    return int(db.session.query(model).count())


def comment(acting: Acting, token: str = "the token of this form") -> dict[str, str]:
    key = acting.text_of(acting.to_consultation()).operative()[0].key
    return {"token": token, "paragraph": key, "text": "One provider stays.", "type": "substantive"}


def test_a_comment_sent_twice_stands_once_and_both_lead_to_it(each_app: Flask) -> None:
    acting = Acting(each_app)
    browser, sent = acting.browser("expert.kg"), comment(acting)
    answers = [browser.post(f"{FILE}/comment", data=sent) for _ in range(3)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, f"{FILE}#c1")}
    assert count(Comment) == 1


def test_a_comment_sent_twice_at_the_same_time_stands_once(each_app: Flask) -> None:
    acting = Acting(each_app)
    sent = comment(acting)
    browsers = [acting.browser("expert.kg") for _ in range(4)]
    db.session.remove()
    together, answers = threading.Barrier(len(browsers)), []

    def send(browser: Any) -> None:
        together.wait()
        answers.append(browser.post(f"{FILE}/comment", data=sent))

    threads = [threading.Thread(target=send, args=(browser,)) for browser in browsers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [(303, f"{FILE}#c1")] * 4
    assert count(Comment) == 1


def test_two_forms_count_twice(acting: Acting) -> None:
    browser, sent = acting.browser("expert.kg"), comment(acting)
    for token in ("one", "another"):
        browser.post(f"{FILE}/comment", data={**sent, "token": token})
    assert count(Comment) == 2


def test_each_page_draws_its_forms_with_tokens_of_their_own(acting: Acting) -> None:
    sent = comment(acting)
    browser = acting.browser("expert.kg")
    tokens = {
        Page(browser.get(f"{FILE}/comment?paragraph={sent['paragraph']}")).form("/comment")["token"] for _ in range(3)
    }
    assert len(tokens) == 3
    assert min(map(len, tokens)) > 15


def test_a_file_opened_twice_is_one_file(acting: Acting) -> None:
    browser = acting.browser("expert.kz")
    sent = {"token": "once", "workflow": "recommendation", "original": "en", "markdown": TEXT, "confirmed": "yes"}
    answers = [browser.post("/drafts/new", data=sent) for _ in range(2)]
    assert {one.headers["Location"] for one in answers} == {f"{FILE}/edit"}
    assert count(Case) == 1


def test_a_move_sent_twice_moves_once(acting: Acting) -> None:
    case = acting.open_case()
    browser = acting.browser("chair")
    drawn = Page(browser.get(f"{FILE}/move/open_consultation")).form("/move")
    assert [browser.post(f"{FILE}/move", data=drawn).status_code for _ in range(2)] == [303, 303]
    assert acting.case(case).visit == 2


def test_a_refused_form_counts_when_it_is_mended(acting: Acting) -> None:
    browser, sent = acting.browser("expert.kg"), comment(acting)
    assert browser.post(f"{FILE}/comment", data={**sent, "text": ""}).status_code == 422
    assert browser.post(f"{FILE}/comment", data=sent).status_code == 303


@pytest.mark.parametrize("token", ["", "x" * 500])
def test_a_form_without_a_token_of_ours_is_taken_all_the_same(acting: Acting, token: str) -> None:
    browser, sent = acting.browser("expert.kg"), comment(acting, token)
    assert browser.post(f"{FILE}/comment", data=sent).status_code == 303


def test_a_token_belongs_to_its_person(acting: Acting) -> None:
    sent = comment(acting)
    acting.browser("expert.kg").post(f"{FILE}/comment", data=sent)
    answer = acting.browser("expert.tj").post(f"{FILE}/comment", data={**sent, "text": "Another's comment."})
    assert answer.status_code == 303
    assert count(Comment) == 2
