"""What awaits a person, in the words of the desk. Pure: rooms register who can say what awaits whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from council_flow.access import Actor
from council_flow.language import Sentence, Titles

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Task:
    """One matter that awaits a person."""

    due: datetime | None
    verb: Sentence | Titles
    """What to do; it is the link."""
    link: str
    """Path inside the product, without language prefix."""
    symbol: str
    title: Titles
    tag: Sentence | Titles
    why: Sentence


@dataclass(frozen=True)
class Matters:
    """What awaits a person, by date."""

    week: list[Task]
    later: list[Task]
    undated: list[Task]

    @property
    def count(self) -> int:
        """How many matters await."""
        return len(self.week) + len(self.later) + len(self.undated)

    @property
    def nearest(self) -> datetime | None:
        """The first date, if any matter has one."""
        return next((task.due for task in (*self.week, *self.later)), None)


Provider = Callable[[Actor, datetime], list[Task]]

_providers: list[Provider] = []


def awaiting(provider: Provider) -> Provider:
    """Register a room's answer to "what awaits this person?"."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def gather(actor: Actor, now: datetime) -> list[Task]:
    """Return everything that awaits a person, in no order."""
    return [task for provider in _providers for task in provider(actor, now)]


def by_date(tasks: list[Task], now: datetime) -> Matters:
    """Sort what awaits: by date only, and by symbol where the date is the same."""
    dated = sorted((task for task in tasks if task.due is not None), key=lambda task: (task.due, task.symbol))
    near = now + WEEK
    return Matters(
        week=[task for task in dated if task.due is not None and task.due <= near],
        later=[task for task in dated if task.due is not None and task.due > near],
        undated=sorted((task for task in tasks if task.due is None), key=lambda task: task.symbol),
    )
