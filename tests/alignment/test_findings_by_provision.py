"""A finding for each provision: its questions, evidence, proposed wording; stale ones are offered with the difference."""

from __future__ import annotations

from typing import Any

import pytest

from council_flow.alignment.catalogue import load
from council_flow.alignment.coverage import operative
from council_flow.demo.script import body
from council_flow.recommendations.models import Case
from tests.factories.acting import TEXT, Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
CTED = load("cted")
CARE, ROUND = "gf-children-family", "rome-aftercare"


def keys(acting: Acting, case: Case) -> list[str]:
    return [group[0].key for group in operative(acting.text_of(case))]


def page_of(acting: Acting, key: str, by: str = "secretariat", **query: str) -> Page:
    return Page(acting.browser(by).get(f"{FILE}/alignment/{key}", query_string=query))


def post(acting: Acting, address: str, by: str = "secretariat", **sent: Any) -> Page:
    return Page(acting.browser(by).post(f"{FILE}/alignment/{address}", data=sent))


def find(acting: Acting, key: str, provision: str, **more: Any) -> Page:
    return post(acting, key, **{"grade": "agrees", "provisions": [provision], "reason": "The same aim.", **more})


def number_of(page: Page) -> str:
    found = page.all("//li[starts-with(@id, 'finding-')]/@id")
    return str(found[0]).removeprefix("finding-")


def test_a_finding_on_one_provision_leaves_that_on_another(acting: Acting) -> None:
    case = acting.to_alignment()
    key = keys(acting, case)[0]
    assert find(acting, key, CARE).status == 303
    assert find(acting, key, ROUND, grade="partly", reason="No term is named.").status == 303
    assert find(acting, key, CARE, grade="does_not", reason="Read again.").status == 303
    page = page_of(acting, key)
    assert len(page.all("//li[starts-with(@id, 'finding-')]")) == 2
    assert "Read again." in page.source
    assert "The same aim." not in page.source


def test_questions_are_answered_one_by_one_and_the_open_ones_are_listed(acting: Acting) -> None:
    case = acting.to_alignment()
    key = keys(acting, case)[0]
    asked = CTED.provisions[CARE].questions
    assert len(asked) > 1
    find(acting, key, CARE, **{"answer-0": "yes"})
    assert page_of(acting, key).source.count("not answered") == len(asked) - 1
    overview = Page(acting.browser("chair").get(f"{FILE}/alignment"))
    assert "Questions without an answer" in overview.source
    assert asked[1] in overview.words
    refused = find(acting, key, CARE, **{"answer-0": "perhaps"})
    assert refused.status == 422
    assert "could not be read" in refused.source


def test_proposed_wording_becomes_a_suggestion_in_the_discussion(acting: Acting) -> None:
    case = acting.to_alignment()
    group = operative(acting.text_of(case))[0]
    words = group[0].texts["en"].replace("should", "shall", 1) + " Children go first."
    assert (
        find(acting, group[0].key, CARE, grade="partly", reason="Children are not named.", proposed=words).status == 303
    )
    page = page_of(acting, group[0].key)
    assert "Proposed wording: suggestion" in page.source
    discussion = Page(acting.browser("chair").get(f"{FILE}/comments"))
    assert "Children are not named." in discussion.source


def test_a_changed_paragraph_shows_the_difference_and_the_finding_can_be_confirmed(acting: Acting) -> None:
    case = acting.to_alignment()
    acting.find_all(case)
    key = next(g[0].key for g in operative(acting.text_of(case)) if "eight weeks" in g[0].texts["en"])
    find(acting, key, CARE, reason="Kept from before.")
    acting.save(
        case, body({"texts": {"en": TEXT.replace("every eight weeks", "every six weeks")}}, "en", acting.text_of(case))
    )
    assert acting.case(case).gaps == 1
    page = page_of(acting, key)
    assert page.has("//del[contains(., 'eight')]")
    assert page.has("//ins[contains(., 'six')]")
    assert post(acting, f"{key}/{number_of(page)}/confirm").status == 303
    assert acting.case(case).gaps == 0
    assert "Kept from before." in page_of(acting, key).source
    assert post(acting, f"{key}/{number_of(page)}/confirm").status == 404


def test_a_finding_is_taken_back_and_the_paragraph_waits_again(acting: Acting) -> None:
    case = acting.to_alignment()
    key = keys(acting, case)[0]
    find(acting, key, CARE)
    assert acting.case(case).gaps == 2
    assert post(acting, f"{key}/{number_of(page_of(acting, key))}/back", by="chair").status == 403
    assert post(acting, f"{key}/{number_of(page_of(acting, key))}/back").status == 303
    assert acting.case(case).gaps == 3


def test_provisions_that_bear_on_the_paragraph_are_suggested_with_reasons(acting: Acting) -> None:
    case = acting.to_alignment()
    paragraph = "Orphans without a birth certificate get a guardian, papers and a place in the nearest school."
    acting.save(case, body({"texts": {"en": TEXT + f"\n2. {paragraph}\n"}}, "en", acting.text_of(case)))
    key = next(g[0].key for g in operative(acting.text_of(case)) if "Orphans" in g[0].texts["en"])
    page = page_of(acting, key)
    assert page.has("//a[contains(@href, 'provision=keyprin-documents')]")
    assert page.has("//mark[.='birth certificate']")
    assert not page_of(acting, key, by="chair").has("//h2[contains(., 'probably bear')]")


@pytest.mark.parametrize("sent", [{"document": "7"}, {"evidence": "x" * 5001}, {"proposed": "y" * 20_001}])
def test_what_cannot_be_recorded_is_said_and_nothing_is_lost(acting: Acting, sent: dict[str, str]) -> None:
    case = acting.to_alignment()
    page = find(acting, keys(acting, case)[0], CARE, reason="Kept words.", **sent)
    assert page.status == 422
    assert "Kept words." in page.source
    assert acting.case(case).gaps == 3
