"""A file is opened from a title or a pasted text; its symbol is the next one of its year."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from council_flow.access import CLOCK
from council_flow.database import db, transaction
from council_flow.errors import Missing
from council_flow.people import queries as people
from council_flow.recommendations import operations, queries
from council_flow.recommendations.models import Case
from council_flow.text import queries as texts
from tests.factories.acting import TEXT, Acting
from tests.recommendations.together import together
from tests.web.page import Page

NEW = {"workflow": "recommendation", "original": "en"}
FILE = "/drafts/2026/L.1"


def first() -> Case:
    """Return the file as it stands after the last post."""
    db.session.rollback()
    return queries.find(2026, 1)


def test_a_pasted_text_is_shown_as_understood_before_anything_exists(acting: Acting) -> None:
    page = Page(acting.browser("expert.kz").post("/drafts/new", data={**NEW, "markdown": TEXT}))
    assert page.status == 200
    kinds = page.tree.xpath("//select[@name='kind']/option[@selected]/@value")
    assert kinds == ["title", "preambular", "preambular", "heading-1", "operative", "operative", "subparagraph-1",
                     "subparagraph-1", "operative"]  # fmt: skip
    assert acting.browser("expert.kz").get(FILE).status_code == 404


def test_what_was_understood_can_be_corrected_and_opens_the_file(acting: Acting) -> None:
    browser = acting.browser("expert.kz")
    kinds = ["title", "preambular", "note", "heading-2", "operative", "operative", "subparagraph-1", "subparagraph-2", "operative"]  # fmt: skip
    answer = browser.post("/drafts/new", data={**NEW, "markdown": TEXT, "confirmed": "yes", "kind": kinds})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{FILE}/edit")
    blocks = acting.text_of(first()).blocks
    assert [(block.kind, block.level) for block in blocks][2:4] == [("note", 1), ("heading", 2)]
    assert (blocks[7].kind, blocks[7].level) == ("subparagraph", 2)


def test_who_opens_a_file_is_its_first_drafter(acting: Acting) -> None:
    acting.browser("expert.kz").post("/drafts/new", data={**NEW, "title": "A beginning"})
    case = first()
    assert people.roles_in_case(case.id, acting.actor("expert.kz").id) == {"drafter"}
    assert (case.stage, case.version, case.original) == ("draft", 1, "en")
    assert acting.browser("expert.kz").get(f"{FILE}/edit").status_code == 200


def test_the_history_begins_with_the_opening_of_the_file(acting: Acting) -> None:
    acting.browser("expert.kz").post("/drafts/new", data={**NEW, "title": "A beginning"})
    words = Page(acting.browser("expert.kz").get(f"{FILE}/history")).words
    assert "Expert, Kazakhstan opened the file REC/2026/L.1." in words


def test_a_text_in_another_language_keeps_it_as_its_original(acting: Acting) -> None:
    sent = {**NEW, "original": "ar", "title": "استمرارية الدعم"}
    assert acting.browser("expert.jo").post("/drafts/new", data=sent).status_code == 303
    case = first()
    assert (case.original, case.titles) == ("ar", {"ar": "استمرارية الدعم"})
    assert texts.current(case.id, 1).body.title("ar") == "استمرارية الدعم"


def test_symbols_continue_without_gaps_and_begin_anew_in_the_year_of_the_council(acting: Acting) -> None:
    numbers = [acting.open_case().number for _ in range(3)]
    acting.app.extensions["clock"].fixed = datetime(2026, 12, 31, 18, 59, tzinfo=UTC)
    last = acting.open_case()
    acting.later(minutes=2)  # in Tashkent the new year has begun
    first = acting.open_case()
    assert numbers == [1, 2, 3]
    assert [(case.year, case.number) for case in (last, first)] == [(2026, 4), (2027, 1)]
    page = Page(acting.browser("expert.kz").get("/drafts/2027/L.1"))
    assert "REC/2027/L.1" in page.words or "REC/2027/L.1" in page.source


def test_files_opened_at_the_same_moment_get_numbers_one_after_the_other(each_app: Flask) -> None:
    acting = Acting(each_app)
    browsers = [acting.browser(key) for key in ("expert.kz", "expert.kg", "expert.tj", "chair", "secretariat")]
    answers = together(
        [lambda browser=browser: browser.post("/drafts/new", data={**NEW, "title": "At once"}) for browser in browsers]
    )
    assert [answer.status_code for answer in answers] == [303] * 5
    assert {answer.headers["Location"] for answer in answers} == {f"/drafts/2026/L.{n}/edit" for n in range(1, 6)}


def test_a_file_needs_a_procedure_of_the_council(acting: Acting) -> None:
    page = Page(acting.browser("expert.kz").post("/drafts/new", data={**NEW, "workflow": "none", "title": "T"}))
    assert page.status == 422
    assert acting.browser("expert.kz").get(FILE).status_code == 404


def test_the_clock_opens_no_file(acting: Acting) -> None:
    with pytest.raises(Missing), transaction():
        operations.open_case("recommendation", acting.body(), reason="x", actor=CLOCK, now=acting.now)
    assert db.session.query(Case).count() == 0
