"""Every role, every act and every move at every stage of every procedure that is shipped, as one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from types import SimpleNamespace

import pytest

from council_flow.access import Actor, Permission, Place, may, require
from council_flow.errors import Missing, NotNow, Refused
from council_flow.language import Titles, say
from council_flow.recommendations import queries
from council_flow.vocabulary import vocabulary
from council_flow.workflow import Use, Verdict, Workflow, actions, check, decide, fire, guard
from tests.access.expected import FOLDER, SHIPPED, WRITING, Procedure

CASES = [(path, stage) for path in SHIPPED for stage in Procedure(path).stages()]

INTEREST = say("You declared an interest.")
NOBODY: frozenset[str] = frozenset()


@cache
def workflow(path: str) -> Workflow:
    found, problems = check(FOLDER / path, vocabulary())
    assert problems == []
    assert found is not None
    return found


def persons(procedure: Procedure) -> Iterator[frozenset[str]]:
    """Return people without a role, with each one, and with all."""
    roles = procedure.roles()
    return iter([NOBODY, *(frozenset({role}) for role in roles), frozenset(roles)])


def place(
    monkeypatch: pytest.MonkeyPatch, path: str, stage: str, roles: frozenset[str], recused: bool
) -> tuple[Actor, Place]:
    """Return the person with these roles, and where this person acts."""
    assigned = {name for name, role in Procedure(path).roles().items() if role["assigned"] == "case"}
    actor = Actor(1, "somebody", roles - assigned)
    ties = {"role": roles & assigned, "seen": NOBODY, "follows": NOBODY, "declared": NOBODY}
    ties["recused"] = frozenset("1" if recused else ())
    monkeypatch.setattr(queries, "workflow_of", lambda case: workflow(path))
    return actor, queries.place(SimpleNamespace(id=1, stage=stage), actor, ties)  # type: ignore[arg-type]


def answer(actor: Actor, permission: Permission, there: Place) -> str:
    try:
        require(actor, permission, there)
    except (Missing, NotNow, Refused) as refusal:
        assert not may(actor, permission, there)
        return type(refusal).__name__
    assert may(actor, permission, there)
    return "done"


def holders(procedure: Procedure, stage: str) -> dict[Permission, frozenset[str]]:
    """Return who does what at a stage, by the file alone."""
    return {
        Permission.TEXT_EDIT: procedure.allowed(stage, "edit"),
        Permission.TEXT_LOCK: procedure.leading(stage),
        Permission.TEXT_NAME: procedure.allowed(stage, "edit") | procedure.leading(stage),
        Permission.COMMENT_WRITE: procedure.allowed(stage, "comment"),
        Permission.COMMENT_SUGGEST: procedure.allowed(stage, "suggest"),
        Permission.DOCUMENT_ADD: frozenset().union(*(procedure.allowed(stage, word) for word in WRITING))
        | procedure.leading(stage),
        Permission.COMMENT_DISPOSE: procedure.allowed(stage, "dispose"),
        Permission.CONSULTATION_ANSWER: procedure.answering(stage, "consultation"),
        Permission.REVIEW_DECLARE: procedure.answering(stage, "review"),
        Permission.REVIEW_ANSWER: procedure.answering(stage, "review"),
        Permission.ALIGNMENT_FIND: procedure.answering(stage, "alignment"),
        Permission.ADOPTION_POSITION: procedure.answering(stage, "adoption"),
        Permission.CASE_LEAD: procedure.leading(stage),
        Permission.REVIEW_STEP_ASIDE: procedure.deciding(stage),
    }


NEED_SIGHT = (
    Permission.CASE_LEAD, Permission.REVIEW_STEP_ASIDE, Permission.TEXT_LOCK, Permission.TEXT_NAME, Permission.DOCUMENT_ADD,
)  # fmt: skip
"""Acts of those who move a file on: a role that moves what it does not see is told nothing."""
AT_ANY_STAGE = (Permission.TEXT_NAME, Permission.DOCUMENT_ADD)
"""Acts that are nobody's at some stages, but no matter of the stage."""


def expected(procedure: Procedure, stage: str, roles: frozenset[str], permission: Permission, recused: bool) -> str:
    mine = holders(procedure, stage)[permission]
    sees = bool(roles & procedure.allowed(stage, "see"))
    kept_out = recused and permission in (Permission.REVIEW_ANSWER, Permission.CASE_LEAD, Permission.TEXT_LOCK)
    if roles & mine and not kept_out and (sees or permission not in NEED_SIGHT):
        return "done"
    if not sees:
        return "Missing"
    return "Refused" if mine or permission in AT_ANY_STAGE else "NotNow"


@pytest.mark.parametrize(("path", "stage"), CASES)
def test_everybody_does_at_a_stage_what_the_file_says(monkeypatch: pytest.MonkeyPatch, path: str, stage: str) -> None:
    procedure = Procedure(path)
    for roles, recused in product(persons(procedure), (False, True)):
        actor, there = place(monkeypatch, path, stage, roles, recused)
        found = {permission: answer(actor, permission, there) for permission in holders(procedure, stage)}
        assert found == {one: expected(procedure, stage, roles, one, recused) for one in found}, (roles, recused)
        sees = "done" if roles & procedure.allowed(stage, "see") else "Missing"
        assert answer(actor, Permission.CASE_SEE, there) == sees
        assert answer(actor, Permission.COMMENT_REPLY, there) == sees
        council = {name for name, role in procedure.roles().items() if role["assigned"] == "council"}
        assert may(actor, Permission.CASE_OPEN, there) is bool(roles & council & procedure.begins())


@pytest.mark.parametrize(("path", "stage"), CASES)
def test_a_comment_is_withdrawn_by_its_author_alone_wherever_the_file_is(
    monkeypatch: pytest.MonkeyPatch, path: str, stage: str
) -> None:
    procedure = Procedure(path)
    for roles, own in product(persons(procedure), (False, True)):
        actor, there = place(monkeypatch, path, stage, roles, False)
        sees = roles & procedure.allowed(stage, "see")
        told = answer(actor, Permission.COMMENT_WITHDRAW, replace(there, own=own))
        assert told == ("Missing" if not sees else "done" if own else "Refused"), roles


def test_a_person_is_one_in_a_set_however_often_it_was_read() -> None:
    chair = Actor(7, "Chair", frozenset({"chair"}), label=Titles("Chair"))
    assert {chair, replace(chair), replace(chair, name="Vice-Chair")} == {chair, replace(chair, name="Vice-Chair")}


def moving(path: str, stage: str, name: str, roles: frozenset[str], ready: bool, excluded: bool) -> str:
    """Return where a move leads, or what is said instead."""
    case = SimpleNamespace(stage=stage)

    def evaluate(use: Use) -> Verdict:
        return Verdict(ready, say("A sentence."))

    try:
        guard(
            decide(
                workflow(path),
                name,
                stage=stage,
                roles=roles,
                evaluate=evaluate,
                excluded=INTEREST if excluded else None,
            )
        )
    except (NotNow, Refused) as refusal:
        return type(refusal).__name__
    fire(workflow(path), case, name)
    return case.stage


def expected_move(
    procedure: Procedure, stage: str, name: str, roles: frozenset[str], ready: bool, excluded: bool
) -> str:
    move = procedure.transitions()[name]
    if not procedure.leaves(stage, name):
        return "NotNow"
    if excluded or not roles & frozenset(move.get("by", ())):
        return "Refused"
    if move.get("needs") and not ready:
        return "NotNow"
    return stage if move["to"] == "same" else str(move["to"])


@pytest.mark.parametrize(("path", "stage"), CASES)
def test_everybody_moves_a_file_as_its_procedure_says(path: str, stage: str) -> None:
    procedure = Procedure(path)
    for roles, ready, excluded in product(persons(procedure), (True, False), (True, False)):
        asked = {name: moving(path, stage, name, roles, ready, excluded) for name in procedure.transitions()}
        assert asked == {
            name: expected_move(procedure, stage, name, roles, ready, excluded) for name in procedure.transitions()
        }, (roles, ready, excluded)


@pytest.mark.parametrize(("path", "stage"), CASES)
def test_lists_offer_the_moves_of_a_persons_roles(path: str, stage: str) -> None:
    procedure = Procedure(path)
    for roles in persons(procedure):
        moves = procedure.transitions().items()
        mine = [name for name, move in moves if procedure.leaves(stage, name) and roles & set(move.get("by", ()))]
        assert list(actions(workflow(path), stage, roles)) == mine


def test_the_table_says_each_answer_somewhere() -> None:
    answers, moves = set(), set()
    for path, stage in CASES:
        procedure = Procedure(path)
        for roles, flag in product(persons(procedure), (True, False)):
            answers |= {expected(procedure, stage, roles, one, flag) for one in holders(procedure, stage)}
            moves |= {expected_move(procedure, stage, name, roles, flag, False) for name in procedure.transitions()}
    assert answers == {"done", "Missing", "Refused", "NotNow"}
    assert {"Refused", "NotNow", "published", "withdrawn", "accepted"} <= moves
    assert len(SHIPPED) >= 6
