"""A promise of a file is read with the shown names of its stages, in the reader's language."""

from __future__ import annotations

from flask import Flask

from council_flow.workflow import spoken


def test_every_kind_of_promise_names_its_stages_as_they_are_shown(app: Flask) -> None:
    workflow = app.extensions["definitions"].named["recommendation"]
    said = [str(spoken(workflow, promise)) for promise in workflow.promises]
    assert said == [
        "No way leads to the stage Published past the stage Adopted.",
        "No way leads to the stage Adopted past the stage Alignment check.",
        "No way leads to the stage Adopted past the stage Expert review.",
        "The stage Published is final: nothing leads out of it.",
        "From every stage a way leads to an end.",
    ]


def test_the_page_of_a_procedure_speaks_them_in_the_language_read(app: Flask) -> None:
    client = app.test_client()
    assert "из него нет переходов" in client.get("/ru/workflows/recommendation").text
    assert "published is final" not in client.get("/ar/workflows/recommendation").text
