"""Promises proven over all paths, or refuted by the shortest one. Searched breadth first, in memory that is linear."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from council_flow.workflow.definition import Promise, Transition, Workflow
from council_flow.workflow.graph import Path, ending, shortest

OF_MOVES = frozenset({"by", "reason", "when", "alone", "clock", "edits"})
"""Kinds that look at who moves and how and who edits, not only at where moves lead."""


class Prover:
    """Proves promises of one workflow; what several of them need is worked out once."""

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow

    def counter_example(self, promise: Promise) -> Path | None:
        """Return the shortest path that breaks a promise; ``None`` where it holds.

        It begins at the initial stage. For ``alone`` it leads from the one stage to the other, for ``final`` out of
        the stage. It is empty where the promise is broken before any move.
        """
        stage = promise.stage or ""
        match promise.kind:
            case "through" | "after":
                found = [self._around(stage, other) for other in promise.others]
                return min((path for path in found if path is not None), key=len, default=None)
            case "never":
                return self._joined(promise.others[0], stage)
            case "once":
                return self._joined(stage, stage)
            case "final":
                return self._out(stage)
            case "edits":
                return self._edited(stage)
            case "alone":
                return self.alone(promise.others[0], stage)[0]
            case "end":
                return self._stuck
        return self._entering(stage, _against(promise))

    def alone(self, start: str, goal: str) -> tuple[Path | None, str | None]:
        """Return the shortest path that takes one person at most, and the role that walks it.

        One person is one role. The role is ``None`` where the clock goes all the way. All roles set out at once, each
        as one bit of a number.
        """
        come: dict[str, int] = {}
        now = {start: (2 << len(self._roles)) - 1}
        while now and not come.get(goal):
            now = self._go(now, come)
        first = come.get(goal, 0) & -come.get(goal, 0)
        if not first:
            return None, None
        passing = self._passing
        path = shortest(
            self.workflow, start, goal.__eq__, steps=True, usable=lambda move: bool(passing[move.name] & first)
        )
        return path, None if first == 1 else self._roles[first.bit_length() - 2]

    @cached_property
    def _roles(self) -> list[str]:
        return sorted({role for move in self.workflow.transitions.values() for role in move.by})

    @cached_property
    def _passing(self) -> dict[str, int]:
        """For each move, the bits of those who make it without anybody else. The bit 1 stands for the clock alone."""
        bits = {role: 2 << number for number, role in enumerate(self._roles)}
        return {
            move.name: -1 if move.after else sum(bits[role] for role in move.by) if move.approvals <= 1 else 0
            for move in self.workflow.transitions.values()
        }

    def _go(self, now: dict[str, int], come: dict[str, int]) -> dict[str, int]:
        """Let all go one move further; return who newly comes where, and add it to ``come``."""
        onward: dict[str, int] = {}
        for stage, going in now.items():
            for move in self.workflow.leaving(stage):
                new = going & self._passing[move.name] & ~come.get(move.to, 0) if move.to else 0
                if move.to and new:
                    onward[move.to] = onward.get(move.to, 0) | new
        for stage, new in onward.items():
            come[stage] = come.get(stage, 0) | new
        return onward

    def _around(self, stage: str, other: str) -> Path | None:
        if stage == other:
            return None
        return shortest(self.workflow, self.workflow.initial, stage.__eq__, avoiding=[other])

    def _joined(self, earlier: str, later: str) -> Path | None:
        """Return the shortest path to ``earlier`` and from there, by at least one step, to ``later``."""
        there = self._to(earlier)
        on = shortest(self.workflow, earlier, later.__eq__, steps=True)
        return None if there is None or on is None else there + on

    def _to(self, stage: str) -> Path | None:
        return shortest(self.workflow, self.workflow.initial, stage.__eq__)

    def _out(self, stage: str) -> Path | None:
        leaving = self.workflow.leaving(stage)
        if leaving:
            return [(leaving[0].name, leaving[0].to or stage)]
        return None if self.workflow.stages[stage].final else []

    def _edited(self, stage: str) -> Path | None:
        """Return the shortest path to ``stage`` and on to one where somebody can edit."""
        stages = self.workflow.stages
        there = self._to(stage)
        on = shortest(self.workflow, stage, lambda name: bool(stages[name].allows.get("edit")))
        return None if there is None or on is None else there + on

    @cached_property
    def _stuck(self) -> Path | None:
        over = ending(self.workflow)
        return shortest(self.workflow, self.workflow.initial, lambda name: name not in over)

    def _entering(self, stage: str, against: Callable[[Transition], bool]) -> Path | None:
        """Return the shortest path from the initial stage whose last move leads to ``stage`` and is ``against`` it."""
        last: dict[str, str] = {}
        for move in self._into.get(stage, ()):
            if against(move):
                for source in move.sources:
                    last.setdefault(source, move.name)
        there = shortest(self.workflow, self.workflow.initial, last.__contains__)
        if there is None:
            return None
        return [*there, (last[there[-1][1] if there else self.workflow.initial], stage)]

    @cached_property
    def _into(self) -> dict[str, list[Transition]]:
        found: dict[str, list[Transition]] = {}
        for move in self.workflow.transitions.values():
            found.setdefault(move.to or "", []).append(move)
        return found


def _against(promise: Promise) -> Callable[[Transition], bool]:
    """Return what makes a move into a stage break a promise about all moves into it."""
    match promise.kind:
        case "by":
            return lambda move: move.after is not None or not move.by <= {promise.role}
        case "reason":
            return lambda move: not move.reason_required
        case "when":
            return lambda move: all(use.name != promise.condition for use in move.needs)
    return lambda move: move.after is not None
