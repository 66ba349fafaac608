"""Procedures of a few stages, and what is wrong with them found the slow way: by walking every path there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hypothesis import strategies as st

ROLES = ("anna", "boris", "chen")
CONDITIONS = ("adoption.carried", "alignment.complete")


@dataclass(frozen=True)
class Move:
    """One transition. ``to`` is ``None`` for a decision; ``by`` is empty where the clock moves."""

    name: str
    sources: tuple[str, ...]
    to: str | None
    by: tuple[str, ...] = ()
    approvals: int = 1
    reason: bool = False
    needs: tuple[str, ...] = ()
    everywhere: bool = False

    @property
    def clock(self) -> bool:
        return not self.by

    def written(self) -> str:
        begin = "any" if self.everywhere else f"[{', '.join(self.sources)}]"
        who = f"by: [{', '.join(self.by)}], approvals: {self.approvals}" if self.by else "after: 3 days"
        reason = ", reason: required" if self.reason else ""
        needs = f", needs: [{', '.join(self.needs)}]" if self.needs else ""
        return f"  {self.name}: {{from: {begin}, to: {self.to or 'same'}, {who}{reason}{needs}}}"


@dataclass(frozen=True)
class Promised:
    """One promise: what stands in the file, and what it is about."""

    kind: str
    text: str
    stage: str = ""
    others: tuple[str, ...] = ()
    word: str = ""


Walk = tuple[tuple[str, str, str], ...]
"""Steps: where it begins, the move, where it leads."""


@dataclass(frozen=True)
class Procedure:
    """A whole procedure; the first stage is the initial one."""

    stages: tuple[str, ...]
    finals: frozenset[str]
    editors: frozenset[str]
    """Stages where somebody can edit."""
    moves: tuple[Move, ...]
    promises: tuple[Promised, ...] = ()

    def lines(self) -> list[str]:
        return [
            "workflow: random", "revision: 1", "title: {en: Random}", "roles:",
            *(f"  {role}: {{assigned: council, title: {{en: {role}}}}}" for role in ROLES),
            f"initial: {self.stages[0]}", "stages:", *map(self._stage, self.stages),
            "transitions:", *(move.written() for move in self.moves),
            *(["promises:"] if self.promises else []), *(f"  - {promise.text}" for promise in self.promises), "",
        ]  # fmt: skip

    def text(self) -> str:
        return "\n".join(self.lines())

    def _stage(self, name: str) -> str:
        final = ", final: true" if name in self.finals else ""
        allows = ", allows: {edit: [anna]}" if name in self.editors else ""
        return f"  {name}: {{title: {{en: {name}}}{final}{allows}}}"

    def line_of(self, begin: str) -> int:
        return next(number for number, line in enumerate(self.lines(), 1) if line.strip().startswith(begin))

    def steps(self) -> list[tuple[str, Move, str]]:
        return [(source, move, move.to) for move in self.moves for source in move.sources if move.to is not None]

    def walks(self, start: str, usable: Callable[[Move], bool] = lambda move: True) -> list[Walk]:
        """Return every walk from a stage that meets no stage twice, except that it may come back to its beginning."""
        found: list[Walk] = [()]
        waiting: list[Walk] = [()]
        steps = [step for step in self.steps() if usable(step[1])]
        while waiting:
            walk = waiting.pop()
            at = walk[-1][2] if walk else start
            met = {start, *(step[2] for step in walk)}
            for source, move, to in steps:
                if source == at and (to not in met or to == start) and not (walk and at == start):
                    waiting.append((*walk, (source, move.name, to)))
                    found.append(waiting[-1])
        return found

    def between(self, start: str, goal: str, usable: Callable[[Move], bool] = lambda move: True) -> list[Walk]:
        """Return the walks of at least one step from one stage to another, or round to the same."""
        return [walk for walk in self.walks(start, usable) if walk and walk[-1][2] == goal]

    def to(self, stage: str) -> list[Walk]:
        return [walk for walk in self.walks(self.stages[0]) if (walk[-1][2] if walk else self.stages[0]) == stage]

    def leads(self, start: str, goals: Iterable[str]) -> bool:
        return start in goals or any(self.between(start, goal) for goal in goals)


def broken(procedure: Procedure, promise: Promised) -> int | None:
    """Return the number of moves in the shortest walk that breaks a promise; ``None`` where none does."""
    stage, others = promise.stage, promise.others
    first = procedure.stages[0]
    match promise.kind:
        case "through" | "after":
            past = [walk for walk in procedure.to(stage) if not set(others) <= {first, *(step[2] for step in walk)}]
            return min(map(len, past), default=None)
        case "never":
            return _joined(procedure, procedure.to(others[0]), procedure.between(others[0], stage))
        case "once":
            return _joined(procedure, procedure.to(stage), procedure.between(stage, stage))
        case "final":
            leaves = any(stage in move.sources for move in procedure.moves)
            return 1 if leaves else None if stage in procedure.finals else 0
        case "alone":
            alone = [procedure.between(others[0], stage, lambda move, r=role: passes(move, r)) for role in ROLES]
            return min((len(walk) for walks in alone for walk in walks), default=None)
        case "edits":
            ends = [walk for end in procedure.editors for walk in procedure.between(stage, end)]
            ends += [()] if stage in procedure.editors else []
            return _joined(procedure, procedure.to(stage), ends)
        case "end":
            stuck = [end for end in procedure.stages if not procedure.leads(end, procedure.finals)]
            return min((len(walk) for end in stuck for walk in procedure.to(end)), default=None)
    bad = [source for source, move, to in procedure.steps() if to == stage and against(promise, move)]
    return min((len(walk) + 1 for source in bad for walk in procedure.to(source)), default=None)


def _joined(procedure: Procedure, there: list[Walk], on: list[Walk]) -> int | None:
    return min(map(len, there)) + min(map(len, on)) if there and on else None


def passes(move: Move, role: str) -> bool:
    """Answer whether one person with one role, or nobody, makes a move."""
    return move.clock or (move.approvals == 1 and role in move.by)


def against(promise: Promised, move: Move) -> bool:
    match promise.kind:
        case "by":
            return set(move.by) != {promise.word}
        case "reason":
            return not move.reason
        case "when":
            return promise.word not in move.needs
    return move.clock


def breaks(procedure: Procedure, promise: Promised, names: list[str]) -> bool:
    """Answer whether a path of names can be walked and breaks a promise."""
    moves = [next(move for move in procedure.moves if move.name == name) for name in names]
    start = {"alone": promise.others[:1], "final": (promise.stage,)}.get(promise.kind, procedure.stages[:1])[0]
    met = [start]
    for move in moves:
        if met[-1] not in move.sources:
            return False
        met.append(move.to or met[-1])
    stage, others = promise.stage, promise.others
    match promise.kind:
        case "through" | "after":
            return met[-1] == stage and not set(others) <= set(met)
        case "never":
            return met[-1] == stage and others[0] in met[:-1]
        case "once":
            return met.count(stage) > 1
        case "final":
            return bool(moves) or stage not in procedure.finals
        case "alone":
            return met[-1] == stage and any(all(passes(move, role) for move in moves) for role in ROLES)
        case "edits":
            return stage in met and met[-1] in procedure.editors
        case "end":
            return not procedure.leads(met[-1], procedure.finals)
    return met[-1] == stage and against(promise, moves[-1])


def problems(procedure: Procedure) -> set[tuple[str, int]]:
    """Return the code and line of everything that is wrong with the graph, promises included."""
    first, found = procedure.stages[0], set()
    if first in procedure.finals:
        found.add(("W030", procedure.line_of("initial:")))
    lost = [stage for stage in procedure.stages if not procedure.to(stage)]
    found |= {("W031", procedure.line_of(f"{stage}:")) for stage in lost if _first_of_all(procedure, stage, lost, True)}
    stuck = [stage for stage in procedure.stages if not procedure.leads(stage, procedure.finals)]
    found |= {("W032", procedure.line_of(f"{each}:")) for each in stuck if _first_of_all(procedure, each, stuck, False)}
    for move in procedure.moves:
        line = procedure.line_of(f"{move.name}:")
        if not move.everywhere and procedure.finals & set(move.sources):
            found.add(("W033", line))
        earlier = procedure.moves[: procedure.moves.index(move)]
        if move.clock and any(one.clock and set(one.sources) & set(move.sources) for one in earlier):
            found.add(("W034", line))
    begin = procedure.line_of("promises:") + 1
    promises = enumerate(procedure.promises, begin)
    return found | {("W051", line) for line, promise in promises if broken(procedure, promise) is not None}


def _first_of_all(procedure: Procedure, stage: str, among: list[str], outward: bool) -> bool:
    """Answer whether no other of these stages lies before (or, not ``outward``, behind) it but those around a ring."""

    def leads(a: str, b: str) -> bool:
        return bool(procedure.between(a, b) if outward else procedure.between(b, a))

    before = [other for other in among if other != stage and leads(other, stage)]
    return all(leads(stage, other) and among.index(stage) < among.index(other) for other in before)


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    """Draw a procedure, with mistakes in its graph, and promises of every kind."""
    stages = tuple(f"s{n}" for n in range(draw(st.integers(2, 5))))
    finals = draw(st.frozensets(st.sampled_from(stages[1:] if draw(st.integers(0, 5)) else stages)))
    moves = tuple(draw(_move(f"m{n}", stages, finals)) for n in range(draw(st.integers(1, 7))))
    promises = tuple(draw(st.lists(promised(stages), min_size=1, max_size=6)))
    return Procedure(stages, finals, draw(st.frozensets(st.sampled_from(stages))), moves, promises)


@st.composite
def sound(draw: st.DrawFn) -> Procedure:
    """Draw a procedure without mistakes: a line of stages, and moves of people anywhere but out of its end."""
    stages = tuple(f"s{n}" for n in range(draw(st.integers(2, 6))))
    line = [Move(f"line{n}", (stages[n],), stages[n + 1], ("anna",)) for n in range(len(stages) - 1)]
    extra = [draw(_move(f"m{n}", stages[:-1], frozenset())) for n in range(draw(st.integers(0, 4)))]
    kept = [move for move in extra if not move.clock]
    return Procedure(stages, frozenset(stages[-1:]), frozenset(), (*line, *kept))


@st.composite
def _move(draw: st.DrawFn, name: str, stages: tuple[str, ...], finals: frozenset[str]) -> Move:
    everywhere = draw(st.integers(0, 5)) == 0
    sources = tuple(stage for stage in stages if stage not in finals) if everywhere else tuple(
        draw(st.lists(st.sampled_from(stages), min_size=1, max_size=2, unique=True))
    )  # fmt: skip
    if draw(st.integers(0, 3)) == 0:
        return Move(name, sources, draw(st.sampled_from(stages)), everywhere=everywhere)
    return Move(
        name, sources, draw(st.sampled_from([*stages, *stages, None])),
        by=tuple(draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True))),
        approvals=draw(st.sampled_from([1, 1, 1, 2])), reason=draw(st.booleans()),
        needs=tuple(draw(st.lists(st.sampled_from(CONDITIONS), max_size=1))), everywhere=everywhere,
    )  # fmt: skip


def promised(stages: tuple[str, ...]) -> st.SearchStrategy[Promised]:
    """Draw a promise of any kind about these stages."""
    one = st.sampled_from(stages)
    return st.one_of(
        st.builds(lambda x, y: Promised("through", f"{x} only through {y}", x, (y,)), one, one),
        st.builds(lambda x, y, z: Promised("after", f"{x} only after {y} and {z}", x, (y, z)), one, one, one),
        st.builds(lambda x, y: Promised("never", f"{x} never after {y}", x, (y,)), one, one),
        st.builds(lambda x: Promised("once", f"{x} at most once", x), one),
        st.builds(lambda x: Promised("final", f"{x} is final", x), one),
        st.builds(lambda x, r: Promised("by", f"{x} only by {r}", x, word=r), one, st.sampled_from(ROLES)),
        st.builds(lambda x: Promised("reason", f"{x} only with a reason", x), one),
        st.builds(lambda x, c: Promised("when", f"{x} only when {c}", x, word=c), one, st.sampled_from(CONDITIONS)),
        st.builds(lambda a, b: Promised("alone", f"nobody alone moves {a} to {b}", b, (a,)), one, one),
        st.builds(lambda x: Promised("clock", f"no move without a person: {x}", x), one),
        st.builds(lambda x: Promised("edits", f"nobody edits from {x} on", x), one),
        st.just(Promised("end", "every stage can end")),
    )
