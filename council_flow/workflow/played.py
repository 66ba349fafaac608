"""A case on its way through a rehearsal, as the rooms' models of their conditions see it. Nothing of it is stored.

A model is ``fn(played, **params) -> bool``. It may draw from ``played.random`` and keep what it drew in
``played.facts``; nothing else outside may change the answer, so that the same seed plays the same cases.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from council_flow.workflow.council import Council
from council_flow.workflow.definition import Stage, Use, Workflow

A_FEW = 3
"""How many people hold a role that is given per case."""

USUAL = timedelta(days=14)
"""How long things take in a stage without a limit."""

Drawn = TypeVar("Drawn")


@dataclass(frozen=True)
class Cast:
    """The people of a rehearsal: who holds each role, one person one role. Without names: ``chair KZ``, ``drafter 2``.

    A role of the council is held by one person for each State; a role of the workflow that the council does not know
    is held by nobody.
    """

    holders: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, workflow: Workflow, council: Council) -> Cast:
        """Return the people who act in a workflow of a council."""
        return cls({name: tuple(_people(name, role.assigned, council)) for name, role in workflow.roles.items()})

    def holding(self, roles: frozenset[str]) -> tuple[str, ...]:
        """Return who holds one of several roles, in the order of the file."""
        return tuple(person for role, people in self.holders.items() if role in roles for person in people)


def _people(role: str, assigned: str, council: Council) -> Iterator[str]:
    if assigned == "case":
        return (f"{role} {n}" for n in range(1, A_FEW + 1))
    return (f"{role} {state}" for state in council.states if role in council.roles)


@dataclass
class Stay:
    """One stay in a stage. ``number`` counts the stays of the case from 1; ``left`` is ``None`` while it lasts."""

    number: int
    stage: Stage
    entered: datetime
    closes_at: datetime | None
    left: datetime | None = None

    @property
    def length(self) -> timedelta:
        """How long the stay is meant to be."""
        return USUAL if self.closes_at is None else self.closes_at - self.entered


@dataclass
class Played:
    """One case of a rehearsal at an instant."""

    workflow: Workflow
    council: Council
    cast: Cast
    random: Random
    now: datetime
    stays: list[Stay]
    """All stays, oldest first; the last one is the present one."""
    text_at: datetime
    """When the text last changed."""
    edits: int = 0
    """How often the text has changed since the case was opened."""
    done: dict[str, datetime] = field(default_factory=dict)
    """When each effect was last carried out, by name."""
    facts: dict[Hashable, Any] = field(default_factory=dict)
    """What models have drawn for this case."""

    @property
    def stay(self) -> Stay:
        """The present stay."""
        return self.stays[-1]

    @property
    def stage(self) -> str:
        """Name of the present stage."""
        return self.stay.stage.name

    @property
    def entered(self) -> datetime:
        """When the present stage was entered."""
        return self.stay.entered

    @property
    def closes_at(self) -> datetime | None:
        """When the activities of the present stage close."""
        return self.stay.closes_at

    def until(self, stay: Stay) -> datetime:
        """Return the last instant of a stay so far."""
        return stay.left or self.now

    def held(self, activity: str) -> Iterator[tuple[Stay, Mapping[str, Any]]]:
        """Return each stay that held an activity, with its settings, newest first."""
        return ((stay, use.params) for stay in reversed(self.stays) for use in stay.stage.holds if use.name == activity)

    def lets(self, word: str, stay: Stay) -> bool:
        """Answer whether a stay allowed something to anybody: ``edit``, ``comment``, ``suggest``, ``dispose``."""
        roles = stay.stage.allows.get(word, frozenset())
        return bool(roles) and self.once(("lets", roles), lambda: bool(self.cast.holding(roles)))

    def people(self, role: str) -> int:
        """Return how many people hold a role."""
        return len(self.cast.holders.get(role, ()))

    def once(self, key: Hashable, draw: Callable[[], Drawn]) -> Drawn:
        """Return what was drawn for a key; draw it the first time."""
        if key not in self.facts:
            self.facts[key] = draw()
        found: Drawn = self.facts[key]
        return found

    def part(self, key: Hashable, stay: Stay, most: float = 1.0) -> timedelta:
        """Return a random part, up to ``most`` times, of the length of a stay, the same for the same key."""
        return stay.length * self.once(("part", key, stay.number), lambda: self.random.uniform(0, most))

    def some(self, key: Hashable, passes: Callable[[Stay], bool]) -> bool:
        """Answer whether a stay passes a test, asking from the oldest on. One that fails once it is over fails for ever.

        With it a case of hundreds of stays is asked about again and again without looking through all of them.
        """
        for index in range(self.facts.get(("some", key), 0), len(self.stays)):
            self.facts[("some", key)] = index
            if passes(self.stays[index]):
                return True
        return False

    def finished(self, activity: str, who: Hashable = None, most: float = 1.0) -> bool:
        """Answer whether a piece of work on the text as it is now has been done in a stay that held the activity.

        It takes a random part, up to ``most`` times, of the length of the stay, from the last change of the text on.
        """
        work = (activity, who, self.edits)

        def done_in(stay: Stay) -> bool:
            begun = max(stay.entered, self.text_at)
            return any(use.name == activity for use in stay.stage.holds) and (
                begun + self.part(work, stay, most) <= self.until(stay)
            )

        return self.some(work, done_in)


def by_chance(played: Played, use: Use) -> bool:
    """Let a condition without a model hold after a random part of the stay."""
    return played.entered + played.part(spelled(use), played.stay) <= played.now


def spelled(use: Use) -> str:
    """Return a condition, effect or activity with its parameters, as a line of text."""
    params = ", ".join(f"{name}: {_value(value)}" for name, value in use.params.items())
    return f"{use.name} {{{params}}}" if params else use.name


def _value(value: object) -> str:
    return "[" + ", ".join(map(str, value)) + "]" if isinstance(value, (list, tuple)) else str(value)
