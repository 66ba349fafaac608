"""A file is opened from a title or a pasted text; its symbol is the next one of its year."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from council_flow.access import CLOCK
from council_flow.database import db, transaction
from council_flow.errors import Invalid, Missing
from council_flow.people import queries as people
from council_flow.recommendations import operations, queries
from council_flow.recommendations.models import Case
from council_flow.text import queries as texts
from tests.factories.acting import TEXT, Acting
from tests.publication.procedures import issue, learn, open_file, press, recommendation, sent
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


def council(acting: Acting) -> Acting:
    """A council whose secretariat opens corrigenda, with one published recommendation and one only adopted."""
    recommendation(learn(acting))
    acting.declared = set()
    acting.to_adopted()
    return acting


def test_what_is_corrected_is_asked_of_those_who_open_corrigenda(acting: Acting) -> None:
    council(acting)
    page = Page(acting.browser("secretariat").get("/drafts/new"))
    offered = [" ".join(one.text_content().split()) for one in page.tree.xpath("//select[@name='corrects']/option")]
    assert offered == ["–", "REC/2026/1 Continuity of support after return"]
    assert "For a corrigendum only" in page.words
    assert not Page(acting.browser("expert.kz").get("/drafts/new")).has("//*[@name='corrects']")


def test_a_corrigendum_itself_is_not_offered_for_correction(acting: Acting) -> None:
    council(acting)
    case = open_file(acting.browser("secretariat"), "mending", corrects="REC/2026/1")
    press(acting.browser("chair"), case.path, "decide")
    issue(acting, case)
    page = Page(acting.browser("secretariat").get("/drafts/new"))
    assert page.tree.xpath("//select[@name='corrects']/option/@value") == ["", "REC/2026/1"]


def test_a_file_that_corrects_says_so_on_its_page_and_in_its_history(acting: Acting) -> None:
    case = open_file(council(acting).browser("secretariat"), "mending", corrects="REC/2026/1")
    page = Page(acting.browser("secretariat").get(case.path))
    heading = page.tree.xpath("//*[@class='docket-block']")[0]
    assert "Corrects REC/2026/1" in " ".join(heading.text_content().split())
    assert heading.xpath(".//a/@href") == ["/register/2026/1"]
    history = Page(acting.browser("secretariat").get(f"{case.path}/history")).words
    assert f"opened the file REC/2026/L.{case.number}, which corrects REC/2026/1." in history


def test_a_file_of_another_procedure_says_nothing_of_a_correction(acting: Acting) -> None:
    case = open_file(council(acting).browser("secretariat"), "recommendation")
    assert "Corrects" not in Page(acting.browser("secretariat").get(case.path)).source
    assert case.corrects_id is None


@pytest.mark.parametrize(
    ("workflow", "corrects", "refusal"),
    [
        ("mending", "", "Choose the publication that the file corrects."),
        ("mending", "REC/2026/2", "Choose one of those that are offered."),
        ("mending", "REC/2026/99", "Choose one of those that are offered."),
        ("recommendation", "REC/2026/1", "corrects no publication. Leave this empty."),
    ],
    ids=["none", "not published", "unknown", "procedure corrects nothing"],
)
def test_a_refused_correction_names_the_field_and_loses_nothing(
    acting: Acting, workflow: str, corrects: str, refusal: str
) -> None:
    council(acting)
    before = db.session.query(Case).count()
    page = Page(acting.browser("secretariat").post("/drafts/new", data=sent(workflow, corrects=corrects)))
    db.session.rollback()
    assert page.status == 422
    assert refusal in page.refusal("corrects")
    assert page.value("markdown").strip() == sent(workflow)["markdown"].strip()
    assert page.value("workflow") == workflow
    assert page.value("corrects") == ("" if "offered" in refusal else corrects)
    assert db.session.query(Case).count() == before


def test_showing_what_was_understood_keeps_what_is_corrected(acting: Acting) -> None:
    data = sent("mending", corrects="REC/2026/1") | {"do": "preview"}
    page = Page(council(acting).browser("secretariat").post("/drafts/new", data=data))
    assert (page.status, page.value("corrects"), page.refusal("corrects")) == (200, "REC/2026/1", "")


@pytest.mark.parametrize("symbol", ["REC/2026/2", "REC/2026/99", "REC/2026/1/Corr.1", "%", "rec/2026/1"])
def test_no_door_names_what_cannot_be_corrected(acting: Acting, symbol: str) -> None:
    council(acting)
    with pytest.raises(Invalid) as refused:
        acting.do(operations.open_case, "mending", acting.body(), by="secretariat", reason="x", corrects=symbol)
    assert set(refused.value.fields) == {"corrects"}
    assert symbol in str(refused.value.fields["corrects"])
