"""The machine moves a case exactly where the file says, and speaks when it cannot."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from council_flow.errors import NotNow
from council_flow.language import Titles
from council_flow.workflow import Transition, Vocabulary, Workflow, check, fire, machine

from .samples import SOUND


@dataclass
class Case:
    stage: str


def test_a_move_changes_the_stage_exactly_as_the_file_says(recommendation: Workflow) -> None:
    for name, transition in recommendation.transitions.items():
        for stage in recommendation.stages:
            case = Case(stage)
            if stage in transition.sources:
                fire(recommendation, case, name)
                assert case.stage == transition.to
            else:
                with pytest.raises(NotNow):
                    fire(recommendation, case, name)
                assert case.stage == stage


@pytest.mark.parametrize(("stage", "name"), [("draft", "to_published"), ("draft", "adpot"), ("nowhere", "withdraw")])
def test_unknown_moves_and_stages_are_spoken_of(recommendation: Workflow, stage: str, name: str) -> None:
    with pytest.raises(LookupError):
        fire(recommendation, Case(stage), name)


def test_a_decision_that_stays_leaves_the_stage(words: Vocabulary) -> None:
    workflow, _ = check(SOUND.replace("promises:", "  note: {from: draft, to: same, by: [chair]}\npromises:"), words)
    assert workflow is not None
    case = Case("draft")
    fire(workflow, case, "note")
    assert case.stage == "draft"


def test_a_definition_that_names_no_such_stage_is_spoken_of(recommendation: Workflow) -> None:
    astray = Transition("astray", Titles("Astray"), ("draft",), "nowhere")
    broken = replace(recommendation, transitions={"astray": astray}, source="another text")
    with pytest.raises(LookupError, match="nowhere"):
        machine(broken)


def test_one_machine_serves_all_cases_and_keeps_none(recommendation: Workflow) -> None:
    fire(recommendation, Case("draft"), "open_consultation")
    assert machine(recommendation) is machine(recommendation)
    assert machine(recommendation).models == []
