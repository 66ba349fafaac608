"""The product runs the procedures that it ships: a file comes to each of their ends, and nobody passes a stage by."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask

from council_flow.access import Actor
from council_flow.database import transaction
from council_flow.errors import Expected, Invalid, NotNow, Refused
from council_flow.language import say
from council_flow.publication import queries as publications
from council_flow.publication.kinds import corrects as correcting
from council_flow.recommendations import operations, queries
from council_flow.recommendations.models import Case
from council_flow.settings import shared_folder
from council_flow.workflow import Transition, Verdict, Workflow
from council_flow.workflow.graph import shortest
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import Acting

from .procedures import SHIPPED, procedure

PEOPLE = {
    "expert": ("expert.kz", "expert.kg"), "focal_point": ("focal.kz", "focal.kg"), "chair": ("chair", "vice-chair"),
    "secretariat": ("secretariat", "secretariat2"), "delegate": ("expert.kz", "expert.kg"),
    "manager": ("chair", "vice-chair"),
}  # fmt: skip
"""Who plays each role that is held in the council."""

ENDS = [(path.stem, stage.name) for path in SHIPPED for stage in procedure(path).stages.values() if stage.final]


@pytest.fixture
def council(
    tmp_path: Path, council_file: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Acting]:
    """The people of a council that has every shipped procedure, and in which every condition of a room holds.

    Before a correction is made, there is something to correct.
    """
    folder = tmp_path / "workflows"
    folder.mkdir()
    for path in (shared_folder("workflows") / "council.yaml", *SHIPPED):
        shutil.copy(path, folder)
    settings = make_settings(tmp_path / "instance", workflows=folder)
    shutil.copy(council_file, settings.instance / "council.db")
    app: Flask = make_app(settings)
    with app.app_context():
        acting, words = Acting(app), queries.vocabulary()
        if "corrigendum" in request.node.callspec.params.values():
            adopted = publications.of_case(acting.to_adopted().id)
            assert adopted is not None
            with transaction():
                adopted.published_at = acting.now  # without waiting for its PDF
        for name, word in words.conditions.items():
            monkeypatch.setitem(words.conditions, name, replace(word, act=holds))
        for name, word in words.effects.items():
            if name.startswith("publication."):
                monkeypatch.setitem(words.effects, name, replace(word, act=nothing))
        yield acting
    close(app)


def holds(situation: object, **settings: object) -> Verdict:
    return Verdict(True, say("It holds."))


def nothing(situation: object, **settings: object) -> None:
    """Stand in for what needs a text that States have adopted."""


class Travel:
    """One file on its way, moved by whoever the procedure names."""

    def __init__(self, acting: Acting, name: str) -> None:
        self.acting = acting
        self.workflow: Workflow = queries.definitions().named[name]
        self.opener = self.acting.actor(PEOPLE[min(self.workflow.begins)][0])
        self.opener = replace(self.opener, roles=self.opener.roles | self.workflow.begins)
        with transaction():
            opened = operations.open_case(
                name, acting.body(), reason="Zero draft", actor=self.opener, now=acting.now,
                corrects="REC/2026/1" if correcting(self.workflow) else "",
            )  # fmt: skip
        self.id = opened.id

    @property
    def case(self) -> Case:
        return queries.get(self.id)

    def people(self, move: Transition) -> list[Actor]:
        """Return people enough for a move: those who hold its role in the council, else who opened the file."""
        for role in sorted(move.by):
            if self.workflow.roles[role].assigned == "council":
                actors = [self.acting.actor(key) for key in PEOPLE[role]]
                return [replace(actor, roles=actor.roles | {role}) for actor in actors][: move.approvals]
        return [self.opener]

    def move(self, move: Transition, actor: Actor, reason: str) -> bool:
        with transaction():
            _, moved = operations.move(
                self.id, move.name, actor=actor, now=self.acting.now, expected=Expected(), reason=reason
            )
        return moved

    def step(self, name: str) -> None:
        move = self.workflow.transitions[name]
        if move.after is not None:
            self.wait()
            return
        people = self.people(move)
        if move.reason_required:
            with pytest.raises(Invalid):
                self.move(move, people[0], " ")
        for actor in people[:-1]:
            assert not self.move(move, actor, "It is needed.")
            with pytest.raises(NotNow):
                self.move(move, actor, "It is needed.")
        assert self.move(move, people[-1], "It is needed.")

    def wait(self) -> None:
        """Let time run until the clock has moved the file."""
        before = self.case.visit
        for _ in range(5):
            due = self.case.due_at
            if self.case.visit == before and due is not None:
                self.acting.app.extensions["clock"].fixed = due + timedelta(seconds=1)
                self.acting.tick(self.case)
        assert self.case.visit == before + 1

    def refuse_all_others(self) -> None:
        """Try every move that does not leave the stage, as a person with every role."""
        everybody = replace(self.opener, roles=frozenset(self.workflow.roles))
        for move in self.workflow.transitions.values():
            if self.case.stage not in move.sources:
                with pytest.raises(NotNow):
                    self.move(move, everybody, "It is needed.")
            else:
                outsiders = frozenset(self.workflow.roles) - move.by
                seeing = self.workflow.stages[self.case.stage].allows["see"]
                if outsiders & seeing and not self.holds_by_case(move):
                    with pytest.raises(Refused):
                        self.move(move, replace(self.opener, roles=outsiders), "It is needed.")

    def holds_by_case(self, move: Transition) -> bool:
        """Answer whether who opened the file makes this move by a role given with the file."""
        return any(self.workflow.roles[role].assigned == "case" for role in move.by)


@pytest.mark.parametrize(("name", "end"), ENDS)
def test_a_file_comes_to_every_end_that_its_procedure_has(council: Acting, name: str, end: str) -> None:
    travel = Travel(council, name)
    way = shortest(travel.workflow, travel.workflow.initial, lambda stage: stage == end)
    assert way
    for transition, stage in way:
        travel.refuse_all_others()
        travel.step(transition)
        assert travel.case.stage == stage
    travel.refuse_all_others()
    with council.app.app_context():
        stays = [stay.stage for stay in queries.stays(travel.id)]
    assert stays == [travel.workflow.initial, *(stage for _, stage in way)]
    assert all(any(move.to == after for move in travel.workflow.leaving(before)) for before, after in pairwise(stays))


def test_the_council_offers_each_person_the_procedures_that_the_person_can_begin(acting: Acting) -> None:
    page = acting.browser("secretariat").get("/drafts/new", follow_redirects=True).get_data(as_text=True)
    offered = {name for name in ("recommendation", "expedited", "corrigendum", "good-practice") if f'"{name}"' in page}
    assert offered == {"recommendation", "expedited", "corrigendum"}
