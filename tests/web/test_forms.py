"""Every form refuses beside the field and keeps what was typed; what was drawn from a passed stage is kept too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from council_flow.database import db
from council_flow.discussion import operations as discussion
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
WORDS = "What I wrote for half an hour, العربية and ўзбекча."


def a_comment(acting: Acting) -> str:
    case = acting.to_consultation()
    key = acting.text_of(case).operative()[0].key
    acting.do(discussion.post, case.id, key, "A comment.", by="expert.kg")
    return f"{FILE}/comments/1"


def paragraph(acting: Acting) -> str:
    case = acting.to_consultation()
    return acting.text_of(case).operative()[0].key


def finding(acting: Acting) -> str:
    case = acting.to_alignment()
    return f"{FILE}/alignment/{acting.text_of(case).operative()[0].key}"


def at(stage: str) -> Callable[[Acting], Any]:
    return lambda acting: getattr(acting, f"to_{stage}")()


# Who, what is there before, where the form goes, what is sent, the field that is refused, the field that is kept.
FORMS: dict[str, tuple[str, Callable[[Acting], Any], str, dict[str, str], str, str]] = {
    "a new draft": (
        "expert.kz", lambda acting: "", "/drafts/new",
        {"workflow": "recommendation", "original": "ru", "title": "", "markdown": " "}, "title", "original",
    ),
    "a title that is too long": (
        "expert.kz", lambda acting: "", "/drafts/new",
        {"workflow": "recommendation", "original": "ru", "title": "long " * 101}, "title", "original",
    ),
    "a comment": ("expert.kg", paragraph, f"{FILE}/comment", {"text": "", "quote": "one provider"}, "text", "quote"),
    "words that do not stand there": (
        "expert.kg", paragraph, f"{FILE}/comment", {"text": WORDS, "quote": "not there"}, "quote", "text",
    ),
    "a reply": ("expert.kz", a_comment, "{}/reply", {"text": "x" * 20_001}, "text", "text"),
    "a withdrawal": ("expert.kg", a_comment, "{}/withdraw", {"reason": ""}, "reason", ""),
    "a disposition": ("expert.kz", a_comment, "{}/dispose", {"response": WORDS}, "disposition", "response"),
    "a disposition without a response": (
        "expert.kz", a_comment, "{}/dispose", {"disposition": "not_accepted"}, "response", "disposition",
    ),
    "an answer": ("focal.kz", at("consultation"), f"{FILE}/consultation", {"text": WORDS}, "answer", "text"),
    "a declaration": ("reviewer.kg", at("review"), f"{FILE}/review/interest", {"text": WORDS}, "concerned", "text"),
    "a finding": ("secretariat", finding, "{}", {"reason": WORDS}, "grade", "reason"),
    "a finding without a reason": (
        "secretariat", finding, "{}", {"grade": "not_applicable", "reason": ""}, "reason", "grade",
    ),
    "a position": ("focal.kz", at("adoption"), f"{FILE}/adoption", {"text": WORDS}, "position", "text"),
    "a move back": (
        "chair", at("consultation"), f"{FILE}/move", {"transition": "return_to_draft", "reason": " "}, "reason", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("who", "before", "path", "sent", "refused", "kept"), FORMS.values(), ids=FORMS)
def test_a_form_refuses_beside_the_field_and_keeps_what_was_typed(
    acting: Acting, who: str, before: Any, path: str, sent: dict[str, str], refused: str, kept: str
) -> None:
    found = before(acting)
    if path.endswith("/comment"):
        sent = {"paragraph": found, "type": "substantive", **sent}
    page = Page(acting.browser(who).post(path.format(found), data=sent))
    assert page.status == 422
    assert page.refusal(refused)
    assert page.has("//*[@role='alert']")
    if kept:
        assert page.value(kept) == sent[kept]
    assert page.has(f"//*[contains(@class, 'error-summary')]//a[@href='#{refused}']")


def test_an_opinion_is_refused_beside_the_field(acting: Acting) -> None:
    acting.to_review()
    browser = acting.browser("reviewer.kg")
    browser.post(f"{FILE}/review/interest", data={"concerned": "no"})
    page = Page(browser.post(f"{FILE}/review/opinion", data={"reasons": WORDS}))
    assert (page.status, page.value("reasons")) == (422, WORDS)
    assert page.refusal("opinion")


def test_a_version_without_a_reason_is_refused_and_the_text_is_kept(acting: Acting) -> None:
    acting.open_case()
    browser = acting.browser("expert.kz")
    page = Page(browser.post(f"{FILE}/edit", data=changed(Page(browser.get(f"{FILE}/edit")), reason="")))
    assert page.status == 422
    assert page.refusal("reason")
    assert WORDS in page.source


def changed(page: Page, reason: str = "A reason") -> dict[str, Any]:
    """Return what the editor sends with the words of one paragraph changed."""
    form = next(form for form in page.tree.forms if (form.get("action") or "").endswith("/edit"))
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    sent["text"][2] = WORDS
    return {**sent, "reason": reason, "do": "save"}


STALE: dict[str, tuple[str, Callable[[Acting], Any], str, dict[str, str], str]] = {
    "a comment": ("expert.kg", paragraph, f"{FILE}/comment", {"text": WORDS}, "text"),
    "an answer": ("focal.kz", at("consultation"), f"{FILE}/consultation", {"answer": "agrees", "text": WORDS}, "text"),
}


@pytest.mark.parametrize(("who", "before", "path", "sent", "kept"), STALE.values(), ids=STALE)
def test_what_was_drawn_from_a_passed_stay_is_refused_and_kept(
    acting: Acting, who: str, before: Any, path: str, sent: dict[str, str], kept: str
) -> None:
    found = before(acting)
    browser = acting.browser(who)
    drawn = {"version": "1", "visit": "2"}
    if path.endswith("/comment"):
        drawn = {k: v for k, v in Page(browser.get(f"{path}?paragraph={found}")).form("/comment").items() if v}
    case = acting.case(_first(acting))
    acting.move(case, "return_to_draft", reason="To be written anew.")
    acting.later(minutes=5)
    acting.move(case, "open_consultation")
    page = Page(browser.post(path, data={**drawn, **sent}))
    assert page.status == 409
    assert page.value(kept) == WORDS
    assert "has moved" in page.words
    again = page.form(path.removeprefix(FILE))
    assert browser.post(path, data={**again, "token": "another"}).status_code == 303


def _first(acting: Acting) -> Any:
    from council_flow.recommendations import queries

    db.session.rollback()
    return queries.find(2026, 1)


def test_a_position_drawn_from_an_earlier_adoption_is_refused_and_kept(acting: Acting) -> None:
    case = acting.to_adoption()
    browser = acting.browser("focal.kz")
    drawn = {
        **Page(browser.get(f"{FILE}/adoption")).form("/adoption"),
        "position": "joins_with_reservation",
        "text": WORDS,
    }
    acting.move(case, "return_to_review", reason="One more look.")
    acting.later(minutes=5)
    acting.move(case, "conclude_review")
    acting.move(case, "open_adoption")
    page = Page(browser.post(f"{FILE}/adoption", data={**drawn, "do": "record"}))
    assert page.status == 409
    assert page.value("text") == WORDS


def test_a_move_drawn_from_an_earlier_stage_is_refused(acting: Acting) -> None:
    case = acting.open_case()
    browser = acting.browser("chair")
    drawn = Page(browser.get(f"{FILE}/move/open_consultation")).form("/move")
    acting.move(case, "open_consultation")
    page = Page(browser.post(f"{FILE}/move", data=drawn))
    assert page.status == 409
    assert acting.case(case).stage == "consultation"


def test_a_text_drawn_from_an_earlier_version_is_laid_together_with_the_new_one(acting: Acting) -> None:
    case = acting.open_case()
    browser = acting.browser("expert.kz")
    drawn = changed(Page(browser.get(f"{FILE}/edit")))
    body = acting.text_of(case)
    from dataclasses import replace

    theirs = replace(body.blocks[-1], texts={"en": "Encourages States to review each plan every month."})
    acting.save(case, replace(body, blocks=(*body.blocks[:-1], theirs)))
    page = Page(browser.post(f"{FILE}/edit", data=drawn))
    assert page.status == 409
    assert WORDS in page.source
    assert "month" in page.words
    assert browser.post(f"{FILE}/edit", data={**changed(page), "token": "another"}).status_code == 303
    saved = [block.texts["en"] for block in acting.text_of(acting.case(case)).blocks]
    assert WORDS in saved
    assert "Encourages States to review each plan every month." in saved
