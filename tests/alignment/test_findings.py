"""Each operative paragraph gets a finding with a reason and the provisions it rests on; gaps are shown."""

from __future__ import annotations

import pytest
from flask import Flask

from council_flow.alignment.catalogue import load
from council_flow.alignment.coverage import operative
from council_flow.demo.script import body
from council_flow.recommendations.models import Case
from tests.factories.acting import TEXT, Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
CTED = load("cted")


def keys(acting: Acting, case: Case) -> list[str]:
    return [group[0].key for group in operative(acting.text_of(case))]


def find(acting: Acting, key: str, by: str = "secretariat", **more: object) -> Page:
    first = next(iter(CTED.provisions))
    sent = {"grade": "agrees", "provisions": [first], "reason": "The same aim.", **more}
    return Page(acting.browser(by).post(f"{FILE}/alignment/{key}", data=sent))


def test_findings_close_the_gaps_and_let_the_file_move_on(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = acting.to_alignment()
    every = keys(acting, case)
    assert acting.case(case).gaps == len(every) == 3
    move = {"transition": "open_adoption"}
    assert acting.browser("chair").post(f"{FILE}/move", data=move).status_code == 409
    for key in every:
        assert find(acting, key).status == 303
    assert acting.case(case).gaps == 0
    assert acting.browser("chair").post(f"{FILE}/move", data=move).status_code == 303


def test_the_page_names_the_paragraphs_without_a_finding(acting: Acting) -> None:
    case = acting.to_alignment()
    find(acting, keys(acting, case)[1])
    page = Page(acting.browser("chair").post(f"{FILE}/move", data={"transition": "open_adoption"}))
    assert "1 and 3" in page.source


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"reason": " "}, "reason", "Write the reason"),
        ({"grade": ""}, "grade", "Choose one of the four"),
        ({"provisions": []}, "provisions", "at least one provision"),
        ({"provisions": ["invented"]}, "provisions", "not in the catalogue"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    acting: Acting, sent: dict[str, object], field: str, words: str
) -> None:
    case = acting.to_alignment()
    page = find(acting, keys(acting, case)[0], **sent)
    assert page.status == 422
    assert words in page.source
    assert page.has(f"//*[@id='{field}-error']")
    assert acting.case(case).gaps == 3


def test_a_paragraph_on_the_council_itself_needs_no_provision(acting: Acting) -> None:
    case = acting.to_alignment()
    assert find(acting, keys(acting, case)[0], grade="not_applicable", provisions=[]).status == 303


def test_a_finding_lapses_for_the_paragraph_whose_words_change_and_for_no_other(acting: Acting) -> None:
    case = acting.to_alignment()
    acting.find_all(case)
    changed = TEXT.replace("every eight weeks", "every six weeks")
    acting.save(case, body({"texts": {"en": changed}}, "en", acting.text_of(case)))
    assert acting.case(case).gaps == 1


def test_only_whom_the_workflow_names_makes_findings(acting: Acting) -> None:
    case = acting.to_alignment()
    for key in ("chair", "expert.kz", "reviewer.kg"):
        assert find(acting, keys(acting, case)[0], by=key).status == 403


def test_the_catalogue_hides_placeholders_and_marks_numbers_that_are_not_confirmed(acting: Acting) -> None:
    page = Page(acting.app.test_client().get("/guidance/cted"))
    assert page.status == 200
    assert len(CTED.instruments) == 31
    assert (len(CTED.provisions), CTED.hidden) == (118, 49)
    assert "number not confirmed" in page.source
    assert "placeholder" not in page.source.lower().replace("49 placeholders", "")
