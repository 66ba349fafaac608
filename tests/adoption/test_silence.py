"""A silence runs its time: carried where nobody breaks it, then certified by two chairs."""

from __future__ import annotations

import pytest
from flask import Flask

from council_flow.adoption import queries
from council_flow.recommendations.models import Case
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
PAGE = f"{FILE}/adoption"
ADOPT = {"transition": "adopt"}


def take(acting: Acting, state: str, position: str, text: str = "", do: str = "record") -> Page:
    sent = {"position": position, "text": text, "do": do}
    return Page(acting.browser(f"focal.{state}").post(PAGE, data=sent))


def adopt(acting: Acting, by: str) -> Page:
    return Page(acting.browser(by).post(f"{FILE}/move", data=ADOPT))


def stage(acting: Acting, case: Case) -> str:
    return acting.case(case).stage


def test_an_unbroken_silence_is_certified_by_two_different_chairs(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = acting.to_adoption()
    assert adopt(acting, "chair").status == 409
    acting.to_close(case)
    assert adopt(acting, "chair").status == 303
    assert stage(acting, case) == "adoption"
    adopt(acting, "chair")
    assert stage(acting, case) == "adoption"
    assert adopt(acting, "vice-chair").status == 303
    assert stage(acting, case) == "adopted"


def test_what_will_be_recorded_is_shown_before_it_is(acting: Acting) -> None:
    case = acting.to_adoption()
    page = take(acting, "tj", "joins", "With pleasure.", do="review")
    assert page.status == 200
    assert "With pleasure." in page.source
    procedure = queries.latest(case.id)
    assert procedure is not None
    assert queries.positions(procedure.id) == {}


@pytest.mark.parametrize("position", ["breaks_silence", "joins_with_reservation"])
def test_an_objection_and_a_reservation_have_their_text(acting: Acting, position: str) -> None:
    acting.to_adoption()
    page = take(acting, "xa", position)
    assert page.status == 422
    assert page.refusal("text")


def test_an_objection_breaks_the_silence_and_the_file_goes_back(acting: Acting) -> None:
    case = acting.to_adoption()
    assert take(acting, "xa", "breaks_silence", "Paragraph 2 cannot be carried out.").status == 303
    acting.to_close(case)
    page = adopt(acting, "chair")
    assert page.status == 409
    assert stage(acting, case) == "adoption"
    assert "Paragraph 2 cannot be carried out." in Page(acting.browser("chair").get(PAGE)).words
    acting.move(case, "return_to_draft", reason="The objection is taken up.")
    assert stage(acting, case) == "draft"


def test_an_objection_can_be_taken_back_while_the_silence_runs(acting: Acting) -> None:
    case = acting.to_adoption()
    take(acting, "xa", "breaks_silence", "Paragraph 2 cannot be carried out.")
    assert take(acting, "xa", "joins").status == 303
    acting.to_close(case)
    assert adopt(acting, "chair").status == 303


def test_a_reservation_is_published_with_the_text(acting: Acting) -> None:
    case = acting.to_adoption()
    take(acting, "xa", "joins_with_reservation", "State A reads paragraph 2 with its own law.")
    acting.to_close(case)
    adopt(acting, "chair")
    adopt(acting, "vice-chair")
    acting.print_out()
    acting.move(case, "publish", by="secretariat")
    public = acting.app.test_client().get("/register/2026/1")
    assert "State A reads paragraph 2 with its own law." in public.text


@pytest.mark.parametrize("state", ["iq", "jo", "lb", "ye"])
def test_who_is_invited_without_a_voice_takes_no_position(acting: Acting, state: str) -> None:
    acting.to_adoption()
    assert take(acting, state, "joins").status == 403


def test_after_the_silence_no_position_is_taken(acting: Acting) -> None:
    case = acting.to_adoption()
    acting.to_close(case)
    page = take(acting, "kz", "breaks_silence", "Too late.")
    assert page.status == 409
    assert "Too late." in page.source


def test_nobody_changes_the_text_while_states_are_silent_on_it(acting: Acting) -> None:
    acting.to_adoption()
    assert acting.browser("expert.kz").get(f"{FILE}/edit").status_code == 409
