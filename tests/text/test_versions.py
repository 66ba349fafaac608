"""Versions: names, where paragraphs come from, an earlier text brought back."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from council_flow.database import db
from council_flow.text import blame
from council_flow.text.blocks import Block, Body
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"


def reworded(body: Body, n: int, words: str) -> Body:
    key = body.operative()[n].key
    return Body(
        body.original, tuple(replace(one, texts={"en": words}) if one.key == key else one for one in body.blocks)
    )


def test_a_name_is_given_changed_and_taken_away_and_the_history_keeps_it(app: Flask) -> None:
    acting = Acting(app)
    case = acting.open_case()
    acting.save(case, reworded(acting.text_of(case), 0, "Other words."))
    drafter = acting.browser("expert.kz")
    assert "Zero draft" in Page(drafter.get(f"{FILE}/versions")).words
    assert drafter.post(f"{FILE}/v1/name", data={"name": "Text of Tashkent"}).status_code == 303
    assert "Text of Tashkent" in Page(drafter.get(f"{FILE}/versions")).words
    taken = Page(drafter.post(f"{FILE}/v2/name", data={"name": "Text of Tashkent"}))
    assert (taken.status, taken.refusal("name")) == (422, "v1 has this name already.")
    assert acting.browser("expert.kg").post(f"{FILE}/v1/name", data={"name": "Mine"}).status_code == 404
    assert "gave v1 the name Text of Tashkent" in Page(drafter.get(f"{FILE}/history")).words
    assert drafter.post(f"{FILE}/v1/name", data={"name": ""}).status_code == 303
    assert "Text of Tashkent" not in Page(drafter.get(f"{FILE}/versions")).words


def test_an_earlier_text_comes_back_as_the_next_version(app: Flask) -> None:
    acting = Acting(app)
    case = acting.open_case()
    first = acting.text_of(case)
    acting.save(case, reworded(first, 0, "Words that were a mistake."))
    drafter = acting.browser("expert.kz")
    page = Page(drafter.get(f"{FILE}/v1/restore"))
    assert "1 block differs from the text of now" in page.words
    sent = {"reason": "The session kept the first wording.", "version": "2"}
    assert drafter.post(f"{FILE}/v1/restore", data=sent).status_code == 303
    db.session.rollback()
    fresh = acting.case(case)
    assert fresh.version == 3
    assert acting.text_of(case) == first
    assert "The text of v1, brought back" in Page(drafter.get(f"{FILE}/versions")).words
    stale = Page(drafter.post(f"{FILE}/v2/restore", data=sent))
    assert stale.status == 409
    assert "v3 was saved" in stale.words
    assert "The session kept the first wording." in stale.value("reason")


def test_each_paragraph_names_the_version_that_gave_it_its_words(app: Flask) -> None:
    acting = Acting(app)
    case = acting.open_case()
    acting.save(case, reworded(acting.text_of(case), 0, "Second words."), reason="The first one was too long")
    body = acting.text_of(case)
    acting.save(case, Body(body.original, (body.blocks[0], *reversed(body.blocks[1:]))), reason="Turned round")
    page = Page(acting.browser("expert.kz").get(f"{FILE}/blame"))
    assert "Since v2" in page.words
    assert "The first one was too long" in page.words
    assert "New in v3" not in page.words


def test_versions_older_than_the_kept_origins_are_walked() -> None:
    def text(**words: str) -> Body:
        return Body("en", tuple(Block(key, "operative", 1, {"en": said}) for key, said in words.items()))

    walked = blame.walked([(1, text(a="x", b="y")), (2, text(a="z", b="y")), (4, text(b="y", a="z", c="x"))])
    assert walked == {"a": 2, "b": 1, "c": 4}
    kept = {"a": {"since": 2, "comment": 7}, "b": {"since": None, "comment": None}}
    found = blame.known(text(a="z", b="y"), kept, walked)
    assert (found["a"].since, found["a"].comment, found["b"].since) == (2, 7, 1)
