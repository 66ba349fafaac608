"""Which lines a layered drawing has: moves with equal ends share one, and all its ways into one stage. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from council_flow.workflow.definition import Transition, Workflow

Cell = tuple[int, int]
"""Row and column."""


@dataclass
class Net:
    """Lines into one stage.

    ``shape``: ``down`` (out of boxes below, into one from above), ``up`` (out above, in from below), ``loop`` (out and in
    below), ``stub`` (in from above, from everywhere). Channels run between the rows; the first is above the first row.
    """

    moves: tuple[str, ...]
    kind: str
    goal: str
    sources: tuple[str, ...]
    shape: str
    label: float = 0
    """Width of the label."""
    straight: bool = False
    """From a box to the one right below it."""
    gutter: int = 0
    """Where the label, and the upright part if there is one, stands: number of the column that follows."""
    channel: int = 0
    """Where it enters its goal and has its label."""
    leaves: dict[str, int] = field(default_factory=dict)
    """The channel by which it leaves each source."""
    trunk: int | None = None
    """Place of the upright part in the gutter; ``None`` where all happens in one channel."""

    @property
    def enters_above(self) -> bool:
        """Whether it enters its goal from above."""
        return self.shape in ("down", "stub")

    @property
    def leaves_below(self) -> bool:
        """Whether it leaves its sources below."""
        return self.shape in ("down", "loop")

    @property
    def span(self) -> tuple[int, int]:
        """First and last channel."""
        channels = {self.channel, *self.leaves.values()}
        return min(channels), max(channels)


def nets(workflow: Workflow, cells: Mapping[str, Cell]) -> list[Net]:
    """Return all lines; every move is in at least one."""
    groups: dict[tuple[_Way, str], list[str]] = {}
    steps = set(pairwise(workflow.path()))
    for move in workflow.transitions.values():
        for way in _ways(move, cells, steps):
            groups.setdefault((way, _nature(move)), []).append(move.name)
    found = [
        Net(tuple(moves), kind, goal, sources, shape) for ((shape, kind, goal, sources), _), moves in groups.items()
    ]
    found.sort(key=lambda net: net.kind != "go")
    beneath: set[str] = set()
    for net in found:
        _place(net, cells, beneath)
    return found


_Way = tuple[str, str, str, tuple[str, ...]]
"""Shape, kind, goal and sources."""


def _nature(move: Transition) -> str:
    """Return how a move is made: moves that differ in it are told apart, also where their ends are equal."""
    return "clock" if move.after is not None else "reason" if move.reason_required else "decision"


def _ways(move: Transition, cells: Mapping[str, Cell], steps: set[tuple[str, str]]) -> Iterator[_Way]:
    if move.to is None:
        for stage in move.sources[:1] if move.everywhere else move.sources:
            yield "loop", "back", stage, (stage,)
        return
    if move.everywhere:
        yield "stub", "back", move.to, ()
        return
    sorted_out: dict[tuple[str, str], list[str]] = {}
    for stage in move.sources:
        shape = "loop" if stage == move.to else "down" if cells[stage][0] < cells[move.to][0] else "up"
        kind = "go" if (stage, move.to) in steps and not move.reason_required else "back"
        sorted_out.setdefault((shape, kind), []).append(stage)
    for (shape, kind), stages in sorted_out.items():
        yield shape, kind, move.to, tuple(stages)


def _place(net: Net, cells: Mapping[str, Cell], beneath: set[str]) -> None:
    """Find the channels and the gutter of a line. ``beneath`` are the boxes that a straight line enters already."""
    row, column = cells[net.goal]
    net.channel = row + (0 if net.enters_above else 1)
    net.leaves = {name: cells[name][0] + (1 if net.leaves_below else 0) for name in net.sources}
    columns = {column, *(cells[name][1] for name in net.sources)}
    first, last = net.span
    if net.shape == "down" and first == last and len(columns) == 1 and net.goal not in beneath:
        net.straight = True
        beneath.add(net.goal)
    at = column if first != last else min(columns)
    to_the_left = at == 0 and net.shape == "up" and (first != last or len(columns) == 1)
    net.gutter = 0 if to_the_left else at + 1


def share(intervals: list[tuple[float, float]], apart: float) -> list[int]:
    """Give each interval the number of a track, so that those on one track are ``apart`` at least."""
    ends: list[float] = []
    found = [0] * len(intervals)
    for n in sorted(range(len(intervals)), key=lambda n: intervals[n]):
        low, high = intervals[n]
        track = next((track for track, end in enumerate(ends) if end + apart <= low), len(ends))
        if track == len(ends):
            ends.append(high)
        ends[track], found[n] = high, track
    return found
