"""Comments written privately: nobody else meets them, and they are released together without loss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from council_flow.discussion import holding_operations, holding_queries, queries
from council_flow.discussion.audience import Reader
from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.words import CHAIR, COUNCIL, GROUP
from council_flow.recommendations.models import Case
from council_flow.text.blocks import with_block
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
HELD = f"{FILE}/comments/held"
EVERYBODY = Reader(None, frozenset({COUNCIL, GROUP, CHAIR}))


def hold(acting: Acting, case: Case, text: str, by: str = "expert.jo", **more: str) -> int:
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "text": text, "do": "hold", **more}
    return acting.browser(by).post(f"{FILE}/comment", data=sent).status_code


def first(acting: Acting, case: Case) -> int:
    acting.case(case)
    return holding_queries.own(case.id, acting.actor("expert.jo"))[0].id


def held(acting: Acting, case: Case, by: str = "expert.jo") -> list[str]:
    acting.case(case)
    return [one.text for one in holding_queries.own(case.id, acting.actor(by))]


def posted(acting: Acting, case: Case) -> list[str]:
    acting.case(case)
    return [comment.text for comment in queries.all_of(case.id, EVERYBODY)]


@pytest.fixture
def case(acting: Acting) -> Case:
    return acting.to_consultation()


def test_a_private_comment_stands_beside_the_text_for_its_author_alone(acting: Acting, case: Case) -> None:
    assert hold(acting, case, "Ofprivatewords", quote="at least six months") == 303
    page = Page(acting.browser("expert.jo").get(FILE))
    assert "Ofprivatewords" in page.source
    assert "Only you see this" in page.words
    for who in ("expert.kz", "chair", "expert.kg", "secretariat"):
        for door in ("", "/comments", "/comments/held", "/history", "/comments.csv"):
            page = Page(acting.browser(who).get(FILE + door))
            assert "Ofprivatewords" not in page.source, (who, door)
    one = first(acting, case)
    for door, sent in (
        (f"{HELD}/{one}", None),
        (f"{HELD}/{one}", {"text": "Mine."}),
        (f"{HELD}/{one}", {"do": "remove"}),
    ):
        browser = acting.browser("expert.kg")
        assert (browser.get(door) if sent is None else browser.post(door, data=sent)).status_code == 404
    assert acting.browser("expert.kg").post(HELD, data={"do": "chosen", "chosen": one}).status_code == 422
    assert held(acting, case) == ["Ofprivatewords"]
    assert acting.case(case).comments == 0


def test_a_private_comment_is_checked_like_one_that_is_posted(acting: Acting, case: Case) -> None:
    assert hold(acting, case, "Too short.", quote="at most six weeks") == 422
    assert hold(acting, case, "Too short.", by="chair") == 403
    assert held(acting, case) == []


def test_its_author_changes_and_removes_it(acting: Acting, case: Case) -> None:
    hold(acting, case, "First wording.")
    one = first(acting, case)
    browser = acting.browser("expert.jo")
    assert "First wording." in Page(browser.get(f"{HELD}/{one}")).source
    assert browser.post(f"{HELD}/{one}", data={"text": " "}).status_code == 422
    assert browser.post(f"{HELD}/{one}", data={"text": "Better.", "audience": GROUP}).status_code == 303
    assert held(acting, case) == ["Better."]
    assert browser.post(f"{HELD}/{one}", data={"do": "remove"}).status_code == 303
    assert held(acting, case) == []


def test_all_are_released_at_once_and_those_who_give_dispositions_are_told_once(acting: Acting, case: Case) -> None:
    for n in range(12):
        hold(acting, case, f"Remark {n}.")
    assert "Release all 12 at once" in Page(acting.browser("expert.jo").get(HELD)).words
    assert acting.browser("expert.jo").post(HELD, data={"do": "all"}).status_code == 303
    assert posted(acting, case) == [f"Remark {n}." for n in range(12)]
    assert held(acting, case) == []
    assert acting.case(case).open_comments == 12
    desk = Page(acting.browser("expert.kz").get("/desk")).words
    assert desk.count("12 comments were written.") == 1
    assert "Comment 1 on" not in desk


def test_those_chosen_are_released_and_the_others_stay(acting: Acting, case: Case) -> None:
    hold(acting, case, "Now.")
    hold(acting, case, "Later.")
    acting.browser("expert.jo").post(HELD, data={"do": "chosen", "chosen": first(acting, case)})
    assert (posted(acting, case), held(acting, case)) == (["Now."], ["Later."])
    assert acting.browser("expert.jo").post(HELD, data={"do": "chosen"}).status_code == 422


def test_they_survive_new_versions_and_one_that_has_lost_its_words_says_so(acting: Acting, case: Case) -> None:
    hold(acting, case, "On words that go.", quote="with a child and a caregiver")
    hold(acting, case, "On words that stay.", quote="Recommends that one provider")
    keys = acting.text_of(case).operative()
    acting.do(
        holding_operations.hold, case.id, keys[1].key,
        {"text": "Shorter.", "suggestion": Suggestion("replace", "*Recommends* a plan:")}, by="expert.jo",
    )  # fmt: skip
    acting.move(case, "return_to_draft", reason="Another look.")
    acting.save(case, with_block(acting.text_of(case), replace(keys[0], texts={"en": "*Recommends* that one provider is named;"})))  # fmt: skip
    acting.move(case, "open_consultation")
    released = acting.browser("expert.jo").post(HELD, data={"do": "all"})
    assert released.status_code == 303
    assert posted(acting, case) == ["On words that stay.", "Shorter."]
    found = queries.all_of(case.id, EVERYBODY)
    assert [(one.version, one.act) for one in found] == [(1, None), (1, "replace")]
    page = Page(acting.browser("expert.jo").get(released.headers["Location"]))
    assert "On words that go." in page.words
    assert "no longer in the text" in page.words
    assert held(acting, case) == ["On words that go."]


def test_where_comments_are_closed_nothing_is_released_and_nothing_is_lost(acting: Acting, case: Case) -> None:
    hold(acting, case, "For later.")
    acting.move(case, "return_to_draft", reason="Another look.")
    browser = acting.browser("expert.jo")
    assert "For later." in Page(browser.get(HELD)).words
    assert browser.post(HELD, data={"do": "all"}).status_code == 403
    assert held(acting, case) == ["For later."]
