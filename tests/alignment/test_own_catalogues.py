"""A council adds catalogues of its own, fills them in with four eyes, and its procedures check texts against them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from ruamel.yaml import YAML

from council_flow.alignment import editions_queries, queries
from council_flow.alignment.activities import Settings
from council_flow.alignment.catalogue import mistaken, shipped
from council_flow.alignment.matching.ranking import suggest
from council_flow.database import db
from tests.factories.acting import Acting
from tests.web.page import Page

NAME = "regional"
PROVISION = {
    "title": "Support for families", "locator": "paragraph 4", "locator_status": "confirmed",
    "paraphrase": "Asks that one provider stays with a child and its caregiver after the reception centre.",
    "themes": ["children"], "questions": "Is a provider named?", "verified": "high", "status": "usable",
    "source": "The declaration of the regional organization, as handed out.",
}  # fmt: skip


def post(acting: Acting, address: str, by: str = "secretariat", **sent: Any) -> Page:
    return Page(acting.browser(by).post(address, data=sent))


def written(acting: Acting) -> None:
    """Write a catalogue by hand and bring it into force."""
    at = f"/guidance/{NAME}/draft"
    assert post(acting, "/guidance", name=NAME, note="Of the regional organization").status == 303
    assert post(acting, f"{at}/instruments", identifier="declaration", title="Regional declaration").status == 303
    assert post(acting, f"{at}/provisions", provision="decl-4", instrument="declaration").status == 303
    assert post(acting, f"{at}/decl-4", **PROVISION).status == 303
    assert post(acting, f"{at}/activate").status == 409
    assert post(acting, f"{at}/decl-4/confirm", by="secretariat2").status == 303
    assert post(acting, f"{at}/activate").status == 303


def source(acting: Acting, catalogue: str) -> str:
    folder = acting.app.extensions["settings"].workflows
    text = (folder / "recommendation.yaml").read_text(encoding="utf-8")
    return str(text.replace("revision: 4", "revision: 9").replace("catalogue: cted", f"catalogue: {catalogue}"))


def test_a_catalogue_is_written_by_hand_and_seen_by_everybody_once_it_is_in_force(each_app: Flask) -> None:
    acting = Acting(each_app)
    assert post(acting, "/guidance", by="chair", name=NAME).status == 403
    assert acting.browser("chair").get(f"/guidance/{NAME}").status_code == 404
    written(acting)
    public = acting.app.test_client()
    assert "regional" in Page(public.get("/guidance")).source
    assert "Support for families" in Page(public.get(f"/guidance/{NAME}")).words
    data = YAML(typ="safe", pure=True).load(public.get(f"/guidance/{NAME}.yaml").get_data(as_text=True))
    assert [one["id"] for one in data["provisions"]] == ["decl-4"]


@pytest.mark.parametrize("name", ["cted", "CTED", "ctedd", "a", "x" * 41, "../etc", "два"])
def test_a_name_that_is_taken_unfit_or_easily_mistaken_is_refused_beside_its_field(acting: Acting, name: str) -> None:
    page = post(acting, "/guidance", name=name)
    assert page.status == 422
    assert page.refusal("name")


def test_what_cannot_be_added_to_an_edition_is_said_beside_its_field(acting: Acting) -> None:
    at = f"/guidance/{NAME}/draft"
    post(acting, "/guidance", name=NAME)
    assert post(acting, f"{at}/instruments", identifier="A b", title="x").refusal("identifier")
    assert post(acting, f"{at}/instruments", identifier="a", title="").refusal("title")
    assert post(acting, f"{at}/instruments", identifier="a", title="One").status == 303
    assert "taken" in post(acting, f"{at}/instruments", identifier="a", title="Two").refusal("identifier")
    assert post(acting, f"{at}/provisions", provision="p", instrument="b").refusal("instrument")
    assert post(acting, f"{at}/provisions", provision="p", instrument="a").status == 303
    assert "taken" in post(acting, f"{at}/provisions", provision="p", instrument="a").refusal("provision")


def test_a_catalogue_comes_in_as_yaml_with_days_that_yaml_reads_as_such(acting: Acting) -> None:
    raw = """
meta: {title: Other guidance, compiled: 2026-11-01, notice: Our own.}
themes: [{id: children, description: Children}]
instruments: [{id: a, symbol: '', title: A, issuer: B, date: 2020-01-02, binding: false}]
provisions:
  - {id: a-1, instrument: a, locator: '1', locator_status: unconfirmed, title: One, paraphrase: It asks., themes: [children],
     check_questions: [], verified: low, status: usable, source: Read there.}
"""
    sent = {"name": "other", "file": (io.BytesIO(raw.encode()), "other.yaml")}
    assert post(acting, "/guidance", **sent).status == 303
    assert post(acting, "/guidance/other/draft/activate").status == 303
    db.session.rollback()
    assert editions_queries.in_force("other").title == "Other guidance"
    wrong = raw.replace("2026-11-01", "soon")
    page = post(acting, "/guidance", name="third", file=(io.BytesIO(wrong.encode()), "third.yaml"))
    assert "such as 2026-11-23" in page.refusal("file")


def test_a_procedure_that_names_it_comes_into_force_once_it_is_there_and_checks_against_it(acting: Acting) -> None:
    sent = {"source": source(acting, NAME), "do": "activate"}
    refused = acting.browser("secretariat").post("/procedures/new", data=sent)
    assert "W064" in refused.get_data(as_text=True)
    written(acting)
    assert acting.browser("secretariat").post("/procedures/new", data=sent).status_code in (302, 303)
    case = acting.to_alignment()
    page = Page(acting.browser("secretariat").get(f"{case.path}/alignment"))
    assert "its catalogue “regional”" in page.words
    key = acting.text_of(case).operative()[0].key
    found = Page(acting.browser("secretariat").get(f"{case.path}/alignment/{key}"))
    assert "Support for families" in found.words
    made = {"provisions": "decl-4", "grade": "agrees", "reason": "The provider is named."}
    assert acting.browser("secretariat").post(f"{case.path}/alignment/{key}", data=made).status_code == 303


def test_suggestions_come_from_a_catalogue_that_no_terms_were_written_for(acting: Acting) -> None:
    written(acting)
    db.session.rollback()
    texts = [
        "One provider stays with the child and its caregiver when they have left the centre.",
        "The meeting room is painted every second year.",
    ]
    found = suggest(texts, editions_queries.in_force(NAME))
    assert [[one.provision.id for one in here] for here in found] == [["decl-4"], []]


def test_a_slip_of_the_pen_in_a_workflow_file_is_found_without_a_database() -> None:
    assert mistaken("ctde") == "cted" and mistaken("cted") is None and mistaken(NAME) is None
    with pytest.raises(ValueError, match="there is cted"):
        Settings(by="secretariat", catalogue="ctde")
    with pytest.raises(ValueError, match="no catalogue"):
        Settings(by="secretariat", catalogue="No such")
    assert Settings(by="secretariat", catalogue=NAME).catalogue == NAME


def test_a_procedure_whose_catalogue_is_not_there_says_so_and_goes_on(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = acting.to_alignment()
    monkeypatch.setattr(queries, "settings_of", lambda _: {"catalogue": NAME, "by": "secretariat"})
    page = Page(acting.browser("secretariat").get(f"{case.path}/alignment"))
    assert page.status == 200
    assert "is not in force yet" in page.words


RAW = """
meta: {title: Other guidance, compiled: %(day)s, notice: Our own.}
themes: [{id: children%(theme)s}]
instruments: [{id: a%(instrument)s}]
provisions:
  - {id: %(id)s, instrument: a, locator: '1', locator_status: unconfirmed, title: One, paraphrase: It asks., themes: [children],
     check_questions: %(questions)s, verified: low, status: usable, source: Read there.}
"""
SOUND = {
    "day": "2026-11-01",
    "theme": ", description: Children",
    "instrument": ", title: A",
    "id": "a-1",
    "questions": "[]",
}


def brought_in(acting: Acting, raw: str) -> Page:
    return post(acting, "/guidance", name="other", file=(io.BytesIO(raw.encode()), "other.yaml"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "'2026-02-30'"}, {"day": "[1]"}, {"theme": ""}, {"instrument": ", symbol: S"}, {"instrument": ", title: 5"},
        {"instrument": ", title: A, symbol: !!binary aGVsbG8="}, {"instrument": ", title: A, symbol: !!set {a}"},
        {"questions": "5"}, {"questions": "Is it so?"}, {"questions": "[5, {a: 1}]"}, {"id": "123"},
    ],
)  # fmt: skip
def test_a_catalogue_of_another_shape_is_refused_with_the_place(acting: Acting, wrong: dict[str, str]) -> None:
    page = brought_in(acting, RAW % (SOUND | wrong))
    assert (page.status, bool(page.refusal("file"))) == (422, True)


@pytest.mark.parametrize(
    "raw", ["meta: &a [*a]\nthemes: [1]\n", "a: " + "[" * 3000 + "]" * 3000, "meta: !!set {a}", "1: 2"]
)
def test_a_file_that_refers_to_itself_or_is_endless_is_refused(acting: Acting, raw: str) -> None:
    assert brought_in(acting, raw).status == 422


def test_what_passes_the_check_is_shown_on_every_page(acting: Acting) -> None:
    assert brought_in(acting, RAW % SOUND).status == 303
    for page in ("/guidance/other/draft", "/guidance/other/draft/a-1", "/guidance/other/editions"):
        assert acting.browser("secretariat").get(page).status_code == 200
    assert post(acting, "/guidance/other/draft/activate").status == 303
    for page in ("/guidance", "/guidance/other", "/guidance/other.yaml"):
        assert acting.app.test_client().get(page).status_code == 200


def test_an_instrument_that_was_changed_in_the_file_needs_second_eyes_on_its_provisions(acting: Acting) -> None:
    data = shipped("cted")
    one = next(each for each in data["provisions"] if each["locator_status"] == "confirmed")
    instrument = next(each for each in data["instruments"] if each["id"] == one["instrument"])
    instrument["title"] = "Another title"
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(data, out)
    sent = {"file": (io.BytesIO(out.getvalue().encode()), "c.yaml")}
    assert post(acting, "/guidance/cted/editions", **sent).status == 303
    assert post(acting, "/guidance/cted/draft/activate").status == 409


def test_a_question_with_a_number_of_any_length_is_no_fault(acting: Acting) -> None:
    case = acting.to_alignment()
    key = acting.text_of(case).operative()[0].key
    for number in ("9" * 5000, "9" * 30, "-1"):
        sent = {"grade": "agrees", "provisions": "prr-broad", "reason": "Reason.", f"answer-{number}": "yes"}
        assert acting.browser("secretariat").post(f"{case.path}/alignment/{key}", data=sent).status_code == 422
