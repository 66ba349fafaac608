"""The desk: what awaits me and by when, what happened to what I follow."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from council_flow.consultation import operations as consultation
from council_flow.database import db
from council_flow.errors import Expected
from council_flow.notifications import jobs, queries
from council_flow.recommendations import lists_queries
from tests.factories.acting import Acting
from tests.web.page import Page, said

FILE = "/drafts/2026/L.1"


def dues(page: Page) -> list[tuple[str, str]]:
    """Return the matters on a desk: what to do, and by when."""
    return [
        (said(one.xpath(".//h3")[0]), str(one.xpath("string(.//time/@datetime)"))[:10])
        for one in page.tree.xpath("//li[contains(@class, 'due')]")
    ]


def desk(acting: Acting, key: str, language: str = "") -> Page:
    return Page(acting.browser(key).get(f"{language}/desk"))


def news(page: Page) -> list[str]:
    return [said(one) for one in page.tree.xpath("//ul[contains(@class, 'since')]/li/a")]


def follow(browser: FlaskClient, answer: str = "yes") -> int:
    return browser.post(f"{FILE}/follow", data={"follow": answer}).status_code


def test_a_focal_point_finds_the_answer_that_is_awaited_with_its_date(each: Acting) -> None:
    case = each.to_consultation()
    (matter,) = dues(desk(each, "focal.kz"))
    closes = each.case(case).closes_at
    assert closes is not None
    assert matter[1] == f"{closes:%Y-%m-%d}"
    each.do(consultation.answer, case.id, "agrees", "", by="focal.kz", expected=Expected())
    page = desk(each, "focal.kz")
    assert dues(page) == []
    assert "Nothing awaits you" in page.words


def test_what_is_due_within_the_week_stands_before_what_comes_later(acting: Acting) -> None:
    acting.to_consultation()
    acting.later(days=10)
    second = acting.open_case()
    acting.move(second, "open_consultation")
    acting.later(days=5)
    page = desk(acting, "focal.kz")
    dates = [date for _, date in dues(page)]
    assert len(dates) == 2
    assert dates == sorted(dates)
    assert "This week" in page.words
    assert "Later" in page.words
    assert "2 matters await you. The nearest closes on" in page.source


def test_a_reviewer_a_chair_and_a_secretariat_each_find_what_is_theirs(acting: Acting) -> None:
    case = acting.to_review()
    assert len(dues(desk(acting, "reviewer.kg"))) == 1
    assert dues(desk(acting, "reviewer.tm")) == []
    for state in ("kg", "tj", "uz"):
        acting.opine(case, state)
    assert ("Conclude the review", "") in dues(desk(acting, "chair"))
    assert dues(desk(acting, "secretariat")) == []
    acting.move(case, "conclude_review")
    assert len(dues(desk(acting, "secretariat"))) == 1


def test_each_matter_leads_to_where_it_is_done(acting: Acting) -> None:
    acting.to_review()
    browser = acting.browser("reviewer.kg")
    (link,) = Page(browser.get("/desk")).tree.xpath("//li[contains(@class, 'due')]//h3/a/@href")
    assert Page(browser.get(link)).status == 200


def test_the_masthead_counts_what_awaits_as_the_worker_last_counted(acting: Acting) -> None:
    acting.to_consultation()
    jobs.swept()
    assert Page(acting.browser("focal.kz").get("/drafts")).tree.xpath("//nav//*[@class='count']/text()") == ["1"]
    assert Page(acting.browser("focal.kz").get("/ar/drafts")).tree.xpath("//nav//*[@class='count']/text()") == ["١"]
    assert Page(acting.browser("expert.tm").get("/drafts")).tree.xpath("//nav//*[@class='count']") == []


def test_a_file_is_followed_and_no_longer(each: Acting) -> None:
    each.to_consultation()
    browser = each.browser("expert.tm")
    assert "You follow no file." in Page(browser.get("/desk")).words
    assert follow(browser) == 303
    assert "Continuity of support after return" in Page(browser.get("/desk")).words
    assert "Stop following" in Page(browser.get(FILE)).words
    assert follow(browser, "no") == 303
    assert "You follow no file." in Page(browser.get("/desk")).words


def test_following_twice_is_following(acting: Acting) -> None:
    case = acting.to_consultation()
    browser = acting.browser("expert.tm")
    follow(browser)
    follow(browser)
    db.session.rollback()
    assert [row.id for row in lists_queries.followed(acting.actor("expert.tm"))] == [case.id]


def test_a_file_that_one_may_not_see_is_not_followed(acting: Acting) -> None:
    case = acting.open_case()
    assert follow(acting.browser("expert.tm")) == 404
    db.session.rollback()
    assert acting.actor("expert.tm").id not in queries.followers(case.id)


def test_whoever_writes_in_a_file_follows_it(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.do(consultation.answer, case.id, "agrees", "", by="focal.kz", expected=Expected())
    db.session.rollback()
    assert {acting.actor(key).id for key in ("expert.kz", "focal.kz")} <= set(queries.followers(case.id))


def test_a_follower_is_told_of_a_move_also_to_a_stage_that_shows_the_file_to_others(acting: Acting) -> None:
    case = acting.to_consultation()
    follow(acting.browser("expert.tm"))
    acting.later(hours=1)
    acting.move(case, "return_to_draft", reason="To be written anew.")
    told = "REC/2026/L.1 is now at the stage Draft."
    assert told in news(desk(acting, "expert.tm"))
    assert told not in news(desk(acting, "expert.tj"))


def test_news_stays_new_until_it_is_marked_as_seen(each: Acting) -> None:
    case = each.to_consultation()
    browser = each.browser("expert.tm")
    page = Page(browser.get("/desk"))
    assert "Since you last looked" in page.words
    seen: dict[str, Any] = page.form("/desk/seen")
    each.later(hours=1)
    each.move(case, "return_to_draft", reason="To be written anew.", by="vice-chair")
    each.move(case, "open_consultation")
    assert browser.post("/desk/seen", data=seen).status_code == 303
    page = Page(browser.get("/desk"))
    assert "Since you last looked" in page.words
    assert len(news(page)) == 1
    browser.post("/desk/seen", data=page.form("/desk/seen"))
    page = Page(browser.get("/desk"))
    assert "What you were told" in page.words
    assert len(news(page)) == 2


@pytest.mark.parametrize(
    ("until", "heading"),
    [
        ("", "What you were told"),
        ("yesterday", "What you were told"),
        ("\x00", "What you were told"),
        ("2026-09-01T00:00:00", "Since you last looked"),
    ],
)
def test_without_an_instant_that_can_be_read_everything_until_now_was_seen(
    acting: Acting, until: str, heading: str
) -> None:
    acting.to_consultation()
    assert acting.browser("expert.tm").post("/desk/seen", data={"until": until}).status_code == 303
    assert heading in desk(acting, "expert.tm").words


def test_nobody_marks_the_news_of_somebody_else(acting: Acting) -> None:
    acting.to_consultation()
    page = desk(acting, "expert.tm")
    acting.browser("expert.tj").post("/desk/seen", data=page.form("/desk/seen"))
    assert "Since you last looked" in desk(acting, "expert.tm").words


def test_the_desk_is_in_the_language_in_which_it_is_read(acting: Acting) -> None:
    acting.to_consultation()
    english, arabic = desk(acting, "focal.kz"), desk(acting, "focal.kz", "/ar")
    assert arabic.language == ("ar", "rtl")
    assert len(dues(arabic)) == len(dues(english)) == 1
    assert dues(arabic)[0][0] != dues(english)[0][0]
    assert news(arabic) != news(english)
    assert "المشاورة" in " ".join(news(arabic))
