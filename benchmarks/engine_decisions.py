"""Decisions in a second: ours, those of a bare ``transitions`` machine that all files share, and those of a plain dict."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

from transitions import Machine

from benchmarks import engine_procedures
from council_flow.errors import NotNow
from council_flow.language import say
from council_flow.workflow import Choice, Use, Verdict, Vocabulary, check, decide, fire, guard

ROUNDS, TURNS = 21, 2_000
"""Rounds in which each is measured in turn, and turns round the ring in each."""

ROLES = frozenset({"chair"})
NAMES = tuple(f"t{n}" for n in range(engine_procedures.RING))
"""The moves once round the ring."""

_MET = Verdict(True, say("It holds."))
_OPEN = Verdict(False, say("It is open."), "/somewhere")


@dataclass(frozen=True)
class Rates:
    """Decisions in a second: ours, those of a bare machine, and those of a dict."""

    ours: float
    bare: float
    plain: float

    @property
    def against_bare(self) -> float:
        """Our speed in times of the bare machine's."""
        return self.ours / self.bare


class File:
    """What is moved. The three conditions are functions over it; the bare machine calls them through methods."""

    __slots__ = ("complete", "stage")

    def __init__(self, complete: bool = True) -> None:
        self.stage, self.complete = "s0", complete

    def first(self) -> bool:
        """Callback of the bare machine."""
        return first(self).holds

    def second(self) -> bool:
        """Callback of the bare machine."""
        return second(self).holds

    def third(self) -> bool:
        """Callback of the bare machine."""
        return third(self).holds


def first(file: File) -> Verdict:
    """Return a verdict that is made beforehand, as all three do: deciding is measured, not asking."""
    return _MET if file.stage else _OPEN


def second(file: File) -> Verdict:
    """Return a verdict that is made beforehand."""
    return _MET if file.stage else _OPEN


def third(file: File) -> Verdict:
    """Return a verdict that is made beforehand."""
    return _MET if file.complete else _OPEN


Decide = Callable[[File, str], bool]


class Ring:
    """The procedure of eight stages, run by the engine."""

    def __init__(self) -> None:
        self.words = Vocabulary()
        for name, function in zip(engine_procedures.CONDITIONS, (first, second, third), strict=True):
            self.words.condition(name, title=say("A condition"))(function)
        workflow, problems = check(engine_procedures.ring(), self.words)
        if workflow is None:
            raise RuntimeError(f"a sound file expected: {[str(problem) for problem in problems]}")
        self.workflow = workflow

    def decide(self, file: File, name: str) -> Choice:
        """Decide about one move as the product does."""

        def evaluate(use: Use) -> Verdict:
            return self.words.evaluate(use, file)

        return decide(self.workflow, name, stage=file.stage, roles=ROLES, evaluate=evaluate)

    def allowed(self, file: File, name: str) -> bool:
        """Decide, and move nothing."""
        return self.decide(file, name).allowed

    def move(self, file: File, name: str) -> bool:
        """Decide and move."""
        try:
            guard(self.decide(file, name))
        except NotNow:
            return False
        fire(self.workflow, file, name)
        return True


def bare() -> Decide:
    ring = [f"s{n}" for n in range(engine_procedures.RING)]
    ways = [(f"t{n}", stage, ring[(n + 1) % len(ring)]) for n, stage in enumerate(ring)]
    conditions = ["first", "second", "third"]
    machine = Machine(
        model=None, states=[*ring, "end"], initial="s0", auto_transitions=False, model_attribute="stage",
        transitions=[
            {"trigger": name, "source": source, "dest": to, "conditions": conditions}
            for name, source, to in (*ways, ("close", "s0", "end"))
        ],
    )  # fmt: skip

    def move(file: File, name: str) -> bool:
        moved: bool = machine.events[name].trigger(file)
        return moved

    return move


def plain() -> Decide:
    ring = [f"s{n}" for n in range(engine_procedures.RING)]
    needs = (first, second, third)
    table = {(stage, f"t{n}"): (ring[(n + 1) % len(ring)], ROLES, needs) for n, stage in enumerate(ring)}

    def move(file: File, name: str) -> bool:
        to, by, conditions = table[file.stage, name]
        if by.isdisjoint(ROLES) or not all(condition(file).holds for condition in conditions):
            return False
        file.stage = to
        return True

    return move


def rates(every: tuple[Decide, Decide, Decide], *, complete: bool) -> Rates:
    """Measure all three in turn, round after round, and return the medians."""
    taken: list[list[float]] = [[], [], []]
    gc.collect()
    for _ in range(ROUNDS):
        for move, found in zip(every, taken, strict=True):
            found.append(_round(move, complete))
    return Rates(*(1 / median(found) for found in taken))


def _round(move: Decide, complete: bool) -> float:
    """Return the seconds of the processor that one decision took. A file that does not move asks for its first move."""
    file = File(complete)
    names = NAMES if complete else NAMES[:1] * len(NAMES)
    begun = process_time()
    for _ in range(TURNS):
        for name in names:
            if move(file, name) is not complete:
                raise RuntimeError(f"{name} from {file.stage} was decided wrongly")
    return (process_time() - begun) / (TURNS * len(names))
