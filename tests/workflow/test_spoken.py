"""A promise of a file is read with the shown names of its stages, in the reader's language."""

from __future__ import annotations

import pytest
from flask import Flask

from council_flow.language import say
from council_flow.workflow import check, spoken

from .conftest import make, yes
from .test_promises import MANY


def test_the_promises_of_a_shipped_file_name_stages_as_they_are_shown(app: Flask) -> None:
    workflow = app.extensions["definitions"].named["recommendation"]
    said = {promise.text: str(spoken(workflow, promise)) for promise in workflow.promises}
    assert said["published only through adopted"] == "No way leads to the stage Published past the stage Adopted."
    assert said["adopted only through review"] == "No way leads to the stage Adopted past the stage Expert review."
    assert said["published is final"] == "The stage Published is final: nothing leads out of it."
    assert said["every stage can end"] == "From every stage a way leads to an end."


def test_the_page_of_a_procedure_speaks_them_in_the_language_read(app: Flask) -> None:
    client = app.test_client()
    assert "из него нет переходов" in client.get("/ru/workflows/recommendation").text
    assert "published is final" not in client.get("/ar/workflows/recommendation").text


@pytest.mark.parametrize(
    ("promise", "read"),
    [
        ("done only after review and vote", "The stage Done comes only after: Review, Vote."),
        ("draft never after done", "The stage Draft never comes after the stage Done."),
        ("done at most once", "A file comes to the stage Done at most once."),
        ("nobody edits from vote on", "From the stage Vote on, nobody can edit the text."),
        ("done only by chair", "A file comes to the stage Done only by this role: Chair."),
        ("draft only with a reason", "A file comes to the stage Draft only with a written reason."),
        ("vote only when review.completed", "A file comes to the stage Vote only when this holds: Reviews are in."),
        ("draft only when text.unheard", "A file comes to the stage Draft only when this holds: text.unheard."),
        ("nobody alone moves draft to done", "Nobody alone brings a file from the stage Draft to the stage Done."),
        ("no move without a person: done", "A file comes to the stage Done only by people, never by the clock."),
    ],
)
def test_other_kinds_of_promise_are_read_too(promise: str, read: str) -> None:
    words = make()
    words.condition("text.unheard", title=say("Nobody has heard it"))(yes)
    workflow, problems = check(MANY.replace("PROMISE", promise), words)
    assert problems == []
    assert workflow is not None
    assert str(spoken(workflow, workflow.promises[0])) == read
