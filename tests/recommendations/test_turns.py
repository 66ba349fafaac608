"""Whose turn it is where a condition asks about what goes on at another stage, or not yet, or no more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from council_flow.discussion import operations as discussion
from council_flow.people import assignments_operations as assignments
from council_flow.recommendations import operations
from council_flow.recommendations.models import Case
from council_flow.settings import shared_folder
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import Acting

ELSEWHERE = """\
workflow: elsewhere
revision: 1
title: {en: Elsewhere, ru: Иное, uz: Boshqa, ar: آخر}
begins: [expert]
roles:
  drafter: {assigned: case, title: {en: Drafter}}
  reviewer: {assigned: case, title: {en: Reviewer}}
  expert: {assigned: council, title: {en: Expert}}
  focal_point: {assigned: council, title: {en: Focal point}}
  chair: {assigned: council, title: {en: Chair}}
  secretariat: {assigned: council, title: {en: Secretariat}}
initial: hall
stages:
  hall:
    title: {en: Hall}
    allows: {see: [drafter, chair, secretariat, expert, focal_point], comment: [expert]}
  desk:
    title: {en: Desk}
    allows: {see: [drafter, chair, secretariat], edit: [drafter], dispose: [drafter]}
  questions:
    title: {en: Questions}
    holds: {consultation: {invite: focal_point, lasts: 21 days}}
    allows: {see: [chair, focal_point]}
  opinions:
    title: {en: Opinions}
    holds: {review: {by: reviewer}, alignment: {by: secretariat, catalogue: cted}}
    allows: {see: [chair, reviewer, secretariat]}
  silence:
    title: {en: Silence}
    holds: {adoption: {by: focal_point, procedure: silence, lasts: 3 days}}
    allows: {see: [chair, focal_point, drafter], edit: [drafter]}
  done: {title: {en: Done}, final: true, allows: {see: [chair]}}
transitions:
  finish:
    from: [hall, questions, opinions, silence]
    to: done
    by: [secretariat]
    needs: [text.has_operative_paragraphs, discussion.all_disposed, {consultation.closed: {answers: 1}},
            {review.completed: {at_least: 1}}, alignment.complete, adoption.carried]
  many: {from: questions, to: done, by: [chair], needs: [{consultation.closed: {answers: 40}}]}
  work: {from: hall, to: desk, by: [expert], reason: required}
  ask: {from: [hall, desk], to: questions, by: [chair], reason: required}
  weigh: {from: hall, to: opinions, by: [chair, secretariat], reason: required}
  wait: {from: hall, to: silence, by: [focal_point], reason: required}
  back: {from: [questions, opinions, silence, desk], to: hall, by: [chair], reason: required}
"""
NO_WORK = "# T\n\n*Recalling* nothing,"


@pytest.fixture
def elsewhere(tmp_path: Path, council_file: Path) -> Iterator[Acting]:
    """The people of a council that has this procedure too."""
    folder = tmp_path / "workflows"
    folder.mkdir()
    shutil.copy(shared_folder("workflows") / "council.yaml", folder)
    (folder / "elsewhere.yaml").write_text(ELSEWHERE)
    settings = make_settings(tmp_path / "instance", workflows=folder)
    shutil.copy(council_file, settings.instance / "council.db")
    app = make_app(settings)
    with app.app_context():
        yield Acting(app)
    close(app)


def opened(acting: Acting, markdown: str = NO_WORK) -> Case:
    body = acting.body(markdown)
    case: Case = acting.do(operations.open_case, "elsewhere", body, by="expert.kz", reason="Zero draft")
    return case


def conditions(acting: Acting, move: str = "finish", by: str = "chair") -> dict[str, Any]:
    moves = acting.browser(by).get("/drafts/2026/L.1/moves.json").json
    found = next(one["conditions"] for one in moves if one["transition"] == move)
    return {one["name"]: one for one in found}


def turns(acting: Acting) -> dict[str, list[str]]:
    return {name: one["turn"] for name, one in conditions(acting).items() if not one["holds"]}


def test_where_nothing_of_it_goes_on_those_act_who_move_the_file_to_where_it_does(elsewhere: Acting) -> None:
    case = opened(elsewhere)
    elsewhere.do(discussion.post, case.id, elsewhere.text_of(case).blocks[0].key, "Which?", by="expert.kg")
    assert turns(elsewhere) == {
        "text.has_operative_paragraphs": ["Expert", "Focal point"],
        "discussion.all_disposed": ["Expert"],
        "consultation.closed": ["Chair"],
        "review.completed": ["Chair", "Secretariat"],
        "alignment.complete": ["Expert", "Focal point"],
        "adoption.carried": ["Focal point"],
    }


def test_reviews_are_awaited_from_those_who_move_the_file_to_its_review_until_it_is_there(elsewhere: Acting) -> None:
    case = opened(elsewhere, "# T\n\n1. *Recommends* one thing;")
    person = elsewhere.actor("reviewer.kg").id
    elsewhere.do(assignments.assign, case.id, person, "reviewer", by="secretariat")
    assert turns(elsewhere)["review.completed"] == ["Chair", "Secretariat"]
    assert turns(elsewhere)["alignment.complete"] == ["Chair", "Secretariat"]
    elsewhere.move(case, "weigh", reason="To be weighed.")
    assert turns(elsewhere)["review.completed"] == ["Expert, Kyrgyzstan"]
    assert turns(elsewhere)["alignment.complete"] == ["Secretariat"]


def test_where_fewer_states_were_asked_than_have_to_answer_more_have_to_be_asked(elsewhere: Acting) -> None:
    elsewhere.move(opened(elsewhere), "ask", reason="To be asked.")
    found = conditions(elsewhere, "many")["consultation.closed"]
    assert found["sentence"].endswith("needed: 40. 10 States were asked; more have to be asked.")
    assert found["turn"] == ["Chair", "Secretariat"]  # beside the main path, whoever moves the file from here


def test_a_round_of_an_earlier_stay_takes_no_answers_so_that_it_has_to_be_opened_anew(elsewhere: Acting) -> None:
    case = opened(elsewhere)
    elsewhere.move(case, "ask", reason="To be asked.")
    elsewhere.move(case, "back", reason="Asked too early.")
    found = conditions(elsewhere)["consultation.closed"]
    assert (found["holds"], found["turn"]) == (False, ["Chair"])


def test_a_text_that_changed_under_silence_is_sent_back(elsewhere: Acting) -> None:
    case = opened(elsewhere, "# T\n\n1. *Recommends* one thing;")
    elsewhere.move(case, "wait", by="focal.kz", reason="To be adopted.")
    assert conditions(elsewhere)["adoption.carried"]["turn"] == []
    elsewhere.do(assignments.assign, case.id, elsewhere.actor("expert.kz").id, "drafter", by="secretariat")
    elsewhere.save(case, elsewhere.body("# T\n\n1. *Recommends* another thing;"))
    found = conditions(elsewhere)["adoption.carried"]
    assert found["sentence"] == "The text has changed since it was put to adoption."
    assert found["turn"] == ["Chair"]


def test_between_the_end_of_a_silence_and_its_record_nobody_is_awaited(elsewhere: Acting) -> None:
    case = opened(elsewhere, "# T\n\n1. *Recommends* one thing;")
    elsewhere.move(case, "wait", by="focal.kz", reason="To be adopted.")
    elsewhere.later(days=9)
    found = conditions(elsewhere)["adoption.carried"]
    assert found["sentence"].startswith("The silence ended on Friday 4 September 2026")
    assert (found["holds"], found["turn"]) == (False, [])
