"""Every procedure that the product ships runs as it is written: each way can be gone, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from council_flow.errors import Invalid, NotNow, Refused
from council_flow.language import LANGUAGES
from council_flow.recommendations.passage import ripening
from council_flow.workflow import Calendar, Transition, Workflow, check

from .procedures import SHIPPED, WORDS, File, name_of, procedure
from .samples import SOUND

MONDAY = datetime(2026, 9, 7, 4, tzinfo=UTC)


def edges(clock: bool) -> Iterator[tuple[Path, str, str]]:
    """Yield each way of each procedure: the file, the transition, the stage where it begins."""
    for path in SHIPPED:
        for move in procedure(path).transitions.values():
            yield from ((path, move.name, stage) for stage in move.sources if (move.after is not None) is clock)


def shown(value: object) -> str:
    return value.stem if isinstance(value, Path) else str(value)


BY_PEOPLE, BY_CLOCK = list(edges(clock=False)), list(edges(clock=True))
people = pytest.mark.parametrize(("path", "name", "stage"), BY_PEOPLE, ids=shown)
clock = pytest.mark.parametrize(("path", "name", "stage"), BY_CLOCK, ids=shown)
every = pytest.mark.parametrize("path", SHIPPED, ids=name_of)


def play(path: Path, name: str) -> tuple[Workflow, Transition]:
    workflow = procedure(path)
    return workflow, workflow.transitions[name]


def go(file: File, move: Transition, role: str) -> None:
    """Make a move with as many people as it takes, each holding the role."""
    for person in range(move.approvals):
        file.move(move.name, f"person {person}", {role}, reason="It is needed.")


@people
def test_each_role_that_is_named_makes_the_move(path: Path, name: str, stage: str) -> None:
    workflow, move = play(path, name)
    for role in move.by:
        file = File(workflow, stage)
        go(file, move, role)
        assert file.stage == (move.to or stage)


@people
def test_no_other_role_makes_the_move(path: Path, name: str, stage: str) -> None:
    workflow, move = play(path, name)
    others = set(workflow.roles) - move.by
    file = File(workflow, stage)
    for roles in ({role} for role in others):
        with pytest.raises(Refused):
            file.move(name, "somebody", roles, reason="It is needed.")
    with pytest.raises(Refused):
        file.move(name, "somebody", others, reason="It is needed.")
    assert file.stage == stage


@people
def test_each_condition_alone_holds_the_move_up(path: Path, name: str, stage: str) -> None:
    workflow, move = play(path, name)
    for use in move.needs:
        file = File(workflow, stage, failing={use.name})
        with pytest.raises(NotNow):
            file.move(name, "somebody", move.by, reason="It is needed.")
        assert file.stage == stage


@people
def test_one_approval_too_few_does_not_move(path: Path, name: str, stage: str) -> None:
    workflow, move = play(path, name)
    file = File(workflow, stage)
    for person in range(move.approvals - 1):
        file.move(name, f"person {person}", move.by, reason="It is needed.")
        with pytest.raises(NotNow):
            file.move(name, f"person {person}", move.by, reason="It is needed.")
    assert file.stage == stage


@people
def test_a_move_that_asks_for_a_reason_is_refused_without_one(path: Path, name: str, stage: str) -> None:
    workflow, move = play(path, name)
    file = File(workflow, stage)
    if move.reason_required:
        with pytest.raises(Invalid):
            file.move(name, "somebody", move.by)
        assert file.stage == stage
    else:
        for person in range(move.approvals):
            file.move(name, f"person {person}", move.by)
        assert file.stage == (move.to or stage)


@every
def test_no_move_is_made_from_a_stage_that_it_does_not_leave(path: Path) -> None:
    workflow = procedure(path)
    for move in workflow.transitions.values():
        for stage in set(workflow.stages) - set(move.sources):
            file = File(workflow, stage)
            with pytest.raises(NotNow):
                file.move(move.name, "somebody", workflow.roles, reason="It is needed.")
            assert file.stage == stage


@clock
def test_the_clock_makes_its_move_when_the_time_has_run_and_not_before(path: Path, name: str, stage: str) -> None:
    workflow, move = play(path, name)
    ((instant, ripe),) = ripening(workflow, stage, MONDAY, Calendar())
    assert ripe is move
    file = File(workflow, stage, entered=MONDAY)
    file.tick(instant - timedelta(seconds=1))
    assert file.stage == stage
    file.tick(instant)
    assert file.stage == move.to


@clock
def test_nobody_makes_the_move_of_the_clock(path: Path, name: str, stage: str) -> None:
    workflow, _ = play(path, name)
    file = File(workflow, stage)
    with pytest.raises(Refused):
        file.move(name, "somebody", workflow.roles, reason="It is needed.")
    assert file.stage == stage


@every
def test_every_final_stage_holds_a_file_for_ever(path: Path) -> None:
    workflow = procedure(path)
    finals = [stage for stage in workflow.stages.values() if stage.final]
    assert finals
    for stage in finals:
        assert workflow.leaving(stage.name) == []
        assert ripening(workflow, stage.name, MONDAY, Calendar()) == []


@every
def test_all_that_is_shown_has_a_name_in_every_language(path: Path) -> None:
    workflow = procedure(path)
    titles = [workflow.title] + [
        each.title for group in (workflow.roles, workflow.stages, workflow.transitions) for each in group.values()
    ]
    assert [title for title in titles if set(title) != set(LANGUAGES)] == []


@every
def test_a_procedure_says_first_what_it_is_for_and_last_what_it_promises(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert len(procedure(path).promises) >= 4


@every
def test_somebody_sees_a_file_at_every_stage(path: Path) -> None:
    assert [stage.name for stage in procedure(path).stages.values() if not stage.allows.get("see")] == []


def test_procedures_that_share_a_stage_call_it_the_same_in_the_language_of_the_files() -> None:
    """Lists of files show stages of several procedures beside one another."""
    known: dict[str, str] = {}
    for path in SHIPPED:
        for stage in procedure(path).stages.values():
            if path.parent.name != "examples":
                assert known.setdefault(stage.name, stage.title["en"]) == stage.title["en"]


def test_the_expedited_procedure_asks_for_all_that_the_long_one_asks_for() -> None:
    by_name = {path.stem: procedure(path) for path in SHIPPED}
    short, long = by_name["expedited"], by_name["recommendation"]
    assert short.path() == long.path()
    for name, move in long.transitions.items():
        if name in short.transitions:
            assert [use.name for use in short.transitions[name].needs] == [use.name for use in move.needs]
            assert short.transitions[name].approvals == move.approvals


def test_a_procedure_may_have_hyphens_in_its_name_like_its_file_and_nothing_else_may() -> None:
    sound, problems = check(SOUND.replace("workflow: small", "workflow: small-step"), WORDS)
    assert problems == []
    assert sound is not None
    assert sound.name == "small-step"
    for text in (SOUND.replace("workflow: small", "workflow: -small"), SOUND.replace("  finish:", "  fin-ish:")):
        _, problems = check(text, WORDS)
        assert [problem.code for problem in problems] == ["W014"]
