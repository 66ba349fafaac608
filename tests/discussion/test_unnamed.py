"""Under the Chatham House Rule what was said is seen, and who said it through no door."""

from __future__ import annotations

import pytest

from tests.discussion.test_audience import COUNCIL_DOORS, DOORS, read
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
SAID = "Our courts would not keep this term."


def said(acting: Acting, **more: str) -> None:
    case = acting.to_consultation()
    key = acting.text_of(case).operative()[0].key
    browser = acting.browser("expert.tj")
    sent = {"paragraph": key, "text": SAID, "type": "substantive", "unnamed": "y", **more}
    assert browser.post(f"{FILE}/comment", data=sent).status_code == 303
    assert (
        browser.post(f"{FILE}/comments/1/reply", data={"text": "To be clear: in rural districts."}).status_code == 303
    )
    assert acting.browser("expert.kz").post(f"{FILE}/comments/1/reply", data={"text": "Thank you."}).status_code == 303


@pytest.mark.parametrize("who", ["expert.kz", "focal.tj", "chair", "secretariat", "expert.jo"])
def test_no_door_shows_who_said_it(acting: Acting, who: str) -> None:
    said(acting)
    for door in (
        *(FILE + door.format(key="x") for door in DOORS),
        f"{FILE}/history.csv",
        f"{FILE}/matrix",
        *COUNCIL_DOORS,
    ):
        assert "Expert, Tajikistan" not in read(acting.browser(who).get(door).get_data()), door
    page = Page(acting.browser(who).get(f"{FILE}/comments"))
    assert SAID in page.words
    assert "A participant" in page.words


def test_the_author_still_changes_and_withdraws_it_unnamed(acting: Acting) -> None:
    said(acting)
    author = acting.browser("expert.tj")
    assert author.post(f"{FILE}/comments/1/withdraw", data={"reason": "Said elsewhere."}).status_code == 303
    assert "A participant withdrew comment 1" in Page(acting.browser("chair").get(f"{FILE}/history")).words


def test_whoever_writes_is_told_the_label_of_each_audience(acting: Acting) -> None:
    case = acting.to_consultation()
    key = acting.text_of(case).operative()[0].key
    page = Page(acting.browser("expert.tj").get(f"{FILE}/comment?paragraph={key}"))
    for label in ("TLP:GREEN", "TLP:AMBER", "TLP:RED", "TLP:AMBER+STRICT"):
        assert label in page.words


@pytest.mark.parametrize("who", ["expert.kz", "focal.tj", "chair", "secretariat", "expert.jo"])
def test_no_door_shows_who_suggested_unnamed(acting: Acting, who: str) -> None:
    case = acting.to_consultation()
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "act": "replace", "proposed": f"{SAID};", "text": "Shorter.", "unnamed": "y"}
    author = acting.browser("expert.tj")
    refused = author.post(f"{FILE}/suggest", data={**sent, "on_behalf": "state", "do": "post"})
    assert "names it" in Page(refused).refusal("unnamed")
    assert author.post(f"{FILE}/suggest", data={**sent, "do": "post"}).status_code == 303
    for door in (*(FILE + door.format(key=key) for door in DOORS), f"{FILE}/history.csv", *COUNCIL_DOORS):
        assert "Expert, Tajikistan" not in read(acting.browser(who).get(door).get_data()), door
    assert "A participant" in Page(acting.browser(who).get(f"{FILE}/comments")).words


def test_files_carry_the_label_of_each_comment(acting: Acting) -> None:
    case = acting.to_consultation()
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "text": SAID, "type": "substantive", "unnamed": "y", "audience": "chair"}
    acting.browser("expert.tj").post(f"{FILE}/comment", data=sent)
    table = acting.browser("chair").get(f"{FILE}/matrix.csv").text
    assert "Traffic light label" in table and "TLP:RED" in table
    for ending in ("xlsx", "docx"):
        assert "TLP:RED" in read(acting.browser("chair").get(f"{FILE}/matrix.{ending}").data)
    found = acting.browser("chair").get(f"{FILE}/text.json").get_json()["comments"][0]
    assert (found["tlp"], found["unnamed"]) == ("TLP:RED", True)
