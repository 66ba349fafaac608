"""What a rehearsal found, as data and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from council_flow.workflow.council import Council
from council_flow.workflow.definition import Workflow
from council_flow.workflow.forecast import endings
from council_flow.workflow.played import Cast, spelled
from council_flow.workflow.rehearsal import Run, play
from council_flow.workflow.vocabulary import Vocabulary


@dataclass(frozen=True)
class Ending:
    """One final stage: how many cases ended there, in which time, and when one does that uses every limit.

    Times are ``None`` where no case ended there.
    """

    stage: str
    cases: int
    median: timedelta | None
    longest: timedelta | None
    by_limits: datetime


@dataclass(frozen=True)
class Report:
    """What a rehearsal found. Names stand in the order of the file."""

    workflow: Workflow
    seed: int
    start: datetime
    """In UTC."""
    zone: ZoneInfo
    """The council's, in which the text tells instants."""
    cases: int
    endings: tuple[Ending, ...]
    stuck: dict[str, int]
    """Cases that came to no end, by the stage where they stood."""
    never_reached: tuple[str, ...]
    """Stages that no case came to."""
    never_made: tuple[str, ...]
    """Transitions that no case made."""
    never_met: dict[str, int]
    """Conditions that never held, with how often they were asked."""
    unheld: tuple[str, ...]
    """Roles that make moves and that nobody in the council holds."""

    def as_data(self) -> dict[str, Any]:
        """Return what ``workflow rehearse --json`` prints. Times are in days."""
        return {
            "workflow": self.workflow.name,
            "revision": self.workflow.revision,
            "seed": self.seed,
            "from": self.start.isoformat(),
            "cases": self.cases,
            "endings": [self._ending(one) for one in self.endings],
            "stuck": self.stuck,
            "never_reached": list(self.never_reached),
            "never_made": list(self.never_made),
            "never_met": [{"condition": name, "asked": asked} for name, asked in self.never_met.items()],
            "unheld": list(self.unheld),
        }

    def _ending(self, one: Ending) -> dict[str, Any]:
        return {
            "stage": one.stage,
            "cases": one.cases,
            "median": _days(one.median),
            "longest": _days(one.longest),
            "by_limits": {"days": _days(one.by_limits - self.start), "at": one.by_limits.isoformat()},
        }

    def lines(self) -> Iterator[str]:
        """Return the report as text, line by line."""
        workflow = self.workflow
        yield f"{workflow.title} ({workflow.name}, {workflow.revision})"
        yield f"{self.cases} cases from {self._told(self.start)}, seed {self.seed}; instants in {self.zone}"
        yield ""
        yield from _table(self._rows())
        yield ""
        yield _listed("Stuck", [f"{stage} ({n})" for stage, n in self.stuck.items()])
        yield _listed("Stages never reached", self.never_reached)
        yield _listed("Transitions never made", self.never_made)
        yield _listed("Conditions never met", [f"{name} (asked {n} times)" for name, n in self.never_met.items()])
        if self.unheld:
            yield _listed("Roles that nobody holds", self.unheld)

    def _rows(self) -> Iterator[tuple[str, ...]]:
        yield "final stage", "cases", "median", "longest", "if every limit is used"
        for one in self.endings:
            limits = f"{_days(one.by_limits - self.start)} days, {self._told(one.by_limits)}"
            yield one.stage, str(one.cases), _spoken(one.median), _spoken(one.longest), limits

    def _told(self, at: datetime) -> str:
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"


def rehearse(
    workflow: Workflow, vocabulary: Vocabulary, council: Council, *, seed: int, cases: int, start: datetime
) -> Report:
    """Play cases through a workflow and return what was found: a pure function of its arguments."""
    start = start.astimezone(UTC)
    tally = _Tally(workflow)
    tally.take(play(workflow, vocabulary, council, seed=seed, cases=cases, start=start))
    cast, by_limits = Cast.of(workflow, council), endings(workflow, council.calendar, start)
    acting = frozenset(role for transition in workflow.transitions.values() for role in transition.by)
    return Report(
        workflow=workflow,
        seed=seed,
        start=start,
        zone=council.zone,
        cases=cases,
        endings=tuple(_ending(stage, tally.times.get(stage, []), at) for stage, at in by_limits.items()),
        stuck={name: tally.stuck[name] for name in workflow.stages if name in tally.stuck},
        never_reached=tuple(name for name in workflow.stages if name not in tally.reached),
        never_made=tuple(name for name in workflow.transitions if name not in tally.made),
        never_met={
            name: tally.asked[name] for name in _conditions(workflow) if tally.asked[name] > tally.held[name] == 0
        },
        unheld=tuple(name for name in workflow.roles if name in acting and not cast.holders[name]),
    )


class _Tally:
    """Counts what runs did; a run is not kept."""

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow
        self.times: dict[str, list[timedelta]] = {}
        self.reached, self.made = {workflow.initial}, set[str]()
        self.stuck, self.asked, self.held = Counter[str](), Counter[str](), Counter[str]()

    def take(self, runs: Iterable[Run]) -> None:
        """Count some runs."""
        for run in runs:
            self.reached |= {made.to for made in run.moves}
            self.made |= {made.transition for made in run.moves}
            self.asked.update(run.asked)
            self.held.update(run.held)
            if self.workflow.stages[run.stage].final:
                self.times.setdefault(run.stage, []).append(run.at - run.start)
            else:
                self.stuck[run.stage] += 1


def _conditions(workflow: Workflow) -> list[str]:
    uses = (use for transition in workflow.transitions.values() for use in transition.needs)
    return list(dict.fromkeys(map(spelled, uses)))


def _ending(stage: str, times: list[timedelta], by_limits: datetime) -> Ending:
    middle = timedelta(seconds=median(one.total_seconds() for one in times)) if times else None
    return Ending(stage, len(times), middle, max(times, default=None), by_limits)


def _days(length: timedelta | None) -> float | None:
    return None if length is None else round(length.total_seconds() / 86_400, 1)


def _spoken(length: timedelta | None) -> str:
    return "–" if length is None else f"{_days(length)} days"


def _listed(what: str, names: Iterable[str]) -> str:
    return f"{what}: {', '.join(names) or 'none'}"


def _table(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    known = list(rows)
    widths = [max(map(len, column)) for column in zip(*known, strict=True)]
    for row in known:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
