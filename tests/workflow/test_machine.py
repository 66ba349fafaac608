"""The machine moves a case exactly where the file says, and speaks when it cannot."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from council_flow.errors import NotNow
from council_flow.language import Titles
from council_flow.workflow import Stage, Transition, Vocabulary, Workflow, check, fire, machine

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


def test_asking_for_moves_that_are_refused_leaves_nothing_behind(recommendation: Workflow) -> None:
    ways = machine(recommendation).events["adopt"].transitions
    before = dict(ways)
    for stage in ("draft", "review", "nowhere"):
        with pytest.raises((NotNow, LookupError)):
            fire(recommendation, Case(stage), "adopt")
    assert ways == before


def test_two_definitions_without_a_text_have_machines_of_their_own() -> None:
    def made(to: str) -> Workflow:
        stages = {name: Stage(name, Titles(name), final=name == to) for name in ("here", "there", "elsewhere")}
        go = Transition("go", Titles("Go"), ("here",), to, frozenset({"chair"}))
        return Workflow("made", 1, Titles("Made"), frozenset(), {}, "here", stages, {"go": go})

    for to in ("there", "elsewhere"):
        case = Case("here")
        fire(made(to), case, "go")
        assert case.stage == to
