"""A new edition of the catalogue: four eyes for what is said to be verified, import and export, history."""

from __future__ import annotations

import io
from typing import Any

from flask import Flask
from ruamel.yaml import YAML

from council_flow.alignment import editing, editions_queries
from council_flow.alignment.catalogue import load, shipped
from council_flow.database import db
from tests.factories.acting import Acting
from tests.web.page import Page

PAGE = "/guidance/cted"
ONE = "mgp-sec-2"


def post(acting: Acting, address: str, by: str = "secretariat", **sent: Any) -> Page:
    return Page(acting.browser(by).post(f"{PAGE}/{address}", data=sent))


def fields(**more: Any) -> dict[str, Any]:
    one = next(one for one in shipped("cted")["provisions"] if one["id"] == ONE)
    return {
        "title": one["title"], "locator": one["locator"], "locator_status": "confirmed", "paraphrase": "It asks for lawful checks.",
        "themes": ["border-security"], "questions": "Is each check lawful?\nIs it reviewed?", "verified": "high",
        "status": "usable", "source": one["source"], **more,
    }  # fmt: skip


def test_an_edition_comes_into_force_when_a_second_person_has_seen_what_it_claims(each_app: Flask) -> None:
    acting = Acting(each_app)
    assert post(acting, "editions", by="chair").status == 403
    assert post(acting, "editions", note="The borders").status == 303
    assert post(acting, "editions").status == 409
    assert post(acting, f"draft/{ONE}", **fields()).status == 303
    assert post(acting, f"draft/{ONE}/confirm").status == 403
    refused = post(acting, "draft/activate")
    assert (refused.status, ONE in refused.source) == (409, True)
    assert post(acting, f"draft/{ONE}/confirm", by="secretariat2").status == 303
    assert post(acting, "draft/activate").status == 303
    public = Page(acting.app.test_client().get(PAGE))
    assert "It asks for lawful checks." in public.source
    db.session.rollback()
    catalogue = editions_queries.in_force("cted")
    assert catalogue.provisions[ONE].questions == ("Is each check lawful?", "Is it reviewed?")
    assert catalogue.digest != load("cted").digest
    assert "brought edition 2" in Page(acting.browser("secretariat").get("/record")).source


def test_what_is_not_said_to_be_verified_needs_no_second_eyes(acting: Acting) -> None:
    post(acting, "editions")
    assert post(acting, f"draft/{ONE}", **fields(verified="low", locator_status="unconfirmed")).status == 303
    assert post(acting, f"draft/{ONE}/confirm", by="secretariat2").status == 409
    assert post(acting, "draft/activate").status == 303


def test_what_is_incomplete_is_said_beside_its_field_and_nothing_is_lost(acting: Acting) -> None:
    post(acting, "editions")
    for more, field in (
        ({"source": " "}, "source"),
        ({"themes": []}, "themes"),
        ({"paraphrase": ""}, "paraphrase"),
        ({"title": ""}, "title"),
    ):
        page = post(acting, f"draft/{ONE}", **fields(**more))
        assert page.status == 422
        assert page.has(f"//*[@id='{field}-error']")
        assert "Is each check lawful?" in page.source


def test_a_catalogue_goes_out_and_comes_in_as_yaml(acting: Acting) -> None:
    data = YAML(typ="safe", pure=True).load(acting.app.test_client().get(f"{PAGE}.yaml").get_data(as_text=True))
    assert data == shipped("cted")
    data["provisions"][0]["paraphrase"] = "Another paraphrase."
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(data, out)
    assert post(acting, "editions", file=(io.BytesIO(out.getvalue().encode()), "c.yaml")).status == 303
    page = Page(acting.browser("secretariat").get(f"{PAGE}/draft"))
    assert page.has(f"//li[@id='{data['provisions'][0]['id']}']")
    assert post(acting, "draft/discard").status == 303
    assert editions_queries.draft("cted") is None


def test_a_file_that_is_no_catalogue_is_refused_with_the_place(acting: Acting) -> None:
    for words, said in (("[", "line 1"), ("meta: 1", "lacks"), ("a: b", "lacks"), ("- 1", "no catalogue")):
        page = post(acting, "editions", file=(io.BytesIO(words.encode()), "c.yaml"))
        assert page.status == 422
        assert said in page.source
    data = shipped("cted")
    data["provisions"][0]["themes"] = ["invented"]
    assert "themes" in " ".join(map(str, editing.problems(data)))
    data["provisions"][1] = dict(data["provisions"][0])
    assert "there twice" in " ".join(map(str, editing.problems(data)))


def test_the_catalogue_shows_what_is_missing(acting: Acting) -> None:
    page = Page(acting.app.test_client().get(PAGE))
    assert "What is missing" in page.words
    assert "Guiding Principle 6" in page.words


def test_nobody_else_sees_an_edition_that_is_being_written(acting: Acting) -> None:
    post(acting, "editions")
    post(acting, f"draft/{ONE}", **fields())
    for who in ("chair", "expert.kz", "focal.kz"):
        for address in ("editions", "draft", f"draft/{ONE}"):
            assert acting.browser(who).get(f"{PAGE}/{address}").status_code == 403
    assert "It asks for lawful checks." not in acting.app.test_client().get(PAGE).text
