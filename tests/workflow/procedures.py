"""The procedures that the product ships, the words they use, and a file that travels through one by the engine alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.recommendations.passage import ripening
from council_flow.workflow import Calendar, Given, Use, Verdict, Workflow, check, explain, fire, guard

from .conftest import ROOT, make

SHIPPED = sorted(
    path for folder in ("workflows", "workflows/examples") for path in (ROOT / folder).glob("*.yaml")
    if path.name != "council.yaml"
)  # fmt: skip


WORDS = make()


@cache
def procedure(path: Path) -> Workflow:
    """Return the workflow of a shipped file."""
    workflow, problems = check(path, WORDS)
    assert problems == []
    assert workflow is not None
    return workflow


def name_of(path: Path) -> str:
    return path.stem


@dataclass
class File:
    """A file at a stage. Conditions named in ``failing`` do not hold, all others do."""

    workflow: Workflow
    stage: str
    failing: Collection[str] = ()
    entered: datetime = datetime(2026, 9, 7, tzinfo=UTC)
    approvals: dict[str, set[str]] = field(default_factory=dict)

    def evaluate(self, use: Use) -> Verdict:
        return Verdict(use.name not in self.failing, say("A sentence."))

    def move(self, name: str, person: str, roles: Collection[str], reason: str = "") -> None:
        """Let a person make or approve a move, as the engine answers it."""
        given = {move: Given(len(people), person in people) for move, people in self.approvals.items()}
        choices = explain(
            self.workflow, stage=self.stage, roles=frozenset(roles), evaluate=self.evaluate, approvals=given
        )
        chosen = next((choice for choice in choices if choice.transition == name), None)
        if chosen is not None:
            guard(chosen)
            if chosen.reason_required and not reason:
                raise Invalid({"reason": say("Write the reason.")})
            self.approvals.setdefault(name, set()).add(person)
            if len(self.approvals[name]) < chosen.needed:
                return
        fire(self.workflow, self, name)
        self.approvals.clear()

    def tick(self, now: datetime) -> None:
        """Let the clock make the move that is ripe."""
        for instant, move in ripening(self.workflow, self.stage, self.entered, Calendar()):
            if instant <= now and all(self.evaluate(use).holds for use in move.needs):
                fire(self.workflow, self, move.name)
                return
