"""A workflow as the engine knows it: frozen, typed, complete. Made by ``checking``, never by hand in the product."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from council_flow.language import Sentence, Titles
from council_flow.workflow.durations import Duration

ALLOWANCES = ("see", "edit", "comment", "suggest", "dispose")
"""What a stage can allow a role. Every word after the first implies the first."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Use:
    """One word of the vocabulary as a file uses it: a condition, an effect or an activity with its parameters.

    ``params`` holds typed values, defaults included; ``title`` is the short sentence of a condition.
    """

    name: str
    params: Mapping[str, Any] = field(default_factory=_nothing)
    line: int = 0
    title: Sentence | None = None


@dataclass(frozen=True)
class Role:
    """Somebody who can be named in the file. ``assigned``: ``council`` (held by membership) or ``case``."""

    name: str
    title: Titles
    assigned: str
    line: int = 0


@dataclass(frozen=True)
class Stage:
    """Where a case can be. ``allows`` maps each word of :data:`ALLOWANCES` to roles; ``see`` is already complete."""

    name: str
    title: Titles
    final: bool = False
    allows: Mapping[str, frozenset[str]] = field(default_factory=_nothing)
    holds: tuple[Use, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Transition:
    """A named move. ``to`` is ``None`` for a decision that leaves the stage as it is (``to: same``).

    ``sources`` has ``any`` already written out. ``after`` is set where the clock makes the move; ``by`` is empty then.
    """

    name: str
    title: Titles
    sources: tuple[str, ...]
    to: str | None
    by: frozenset[str] = frozenset()
    approvals: int = 1
    needs: tuple[Use, ...] = ()
    does: tuple[Use, ...] = ()
    reason_required: bool = False
    after: Duration | None = None
    everywhere: bool = False
    """True where the file says ``from: any``."""
    line: int = 0


@dataclass(frozen=True, eq=False)
class Edge:
    """One transition out of one stage: all that is the same for every case and every person. Made once and shared."""

    transition: Transition
    stage: str
    to_title: Titles
    """Name of the stage where it leads, or of the stage itself where it stays."""
    by: tuple[Titles, ...]
    """Names of the roles that make it, in the order of the file."""
    grave: bool
    """A reason is required, or the move leaves the main path."""
    needs: tuple[tuple[str, Use], ...]
    """The conditions, each with a key: equal conditions have equal keys, in one transition and among several."""


@dataclass(frozen=True)
class Promise:
    """A property of the graph of stages. ``kind`` is a key of :data:`council_flow.workflow.forms.KINDS`.

    ``role`` and ``condition`` are set for the kinds that name one.
    """

    text: str
    kind: str
    stage: str | None = None
    others: tuple[str, ...] = ()
    line: int = 0
    role: str | None = None
    condition: str | None = None


@dataclass(frozen=True, eq=False)
class Workflow:
    """One whole definition. Two are the same when their ``hash``, the SHA-256 of the file's text, is the same."""

    name: str
    revision: int
    title: Titles
    begins: frozenset[str]
    roles: Mapping[str, Role]
    initial: str
    stages: Mapping[str, Stage]
    transitions: Mapping[str, Transition]
    promises: tuple[Promise, ...] = ()
    source: str = field(default="", repr=False)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the source text, in hexadecimal."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    def leaving(self, stage: str) -> list[Transition]:
        """Return the transitions that can be made at a stage, in the order of the file."""
        return list(self._leaving.get(stage, ()))

    def path(self) -> tuple[str, ...]:
        """Return the stages of the main path, from the initial to a final one.

        It follows, in the order of the file, moves that people make and that ask for no reason; where these lead to
        no final stage, moves of the clock and moves with a reason are followed as well.
        """
        return self._path

    def ahead(self, transition: Transition, stage: str) -> bool:
        """Answer whether a transition made at ``stage`` is the next step of the main path."""
        return (stage, transition.to) in self._steps and not transition.reason_required

    def edge(self, transition: str, stage: str) -> Edge | None:
        """Return what is known beforehand of a transition made at a stage; ``None`` where it does not leave it."""
        found = self._edges.get((transition, stage))
        if found is None:
            known = self.transitions.get(transition)
            if known is not None and stage in known.sources:
                found = self._edges[transition, stage] = self._edge(known, stage)
        return found

    def _edge(self, transition: Transition, stage: str) -> Edge:
        return Edge(
            transition=transition,
            stage=stage,
            to_title=self.stages[transition.to or stage].title,
            by=tuple(role.title for name, role in self.roles.items() if name in transition.by),
            grave=not self.ahead(transition, stage),
            needs=tuple((f"{use.name} {dict(use.params)!r}", use) for use in transition.needs),
        )

    @cached_property
    def _edges(self) -> dict[tuple[str, str], Edge]:
        return {}

    @cached_property
    def _steps(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self._path))

    @cached_property
    def _leaving(self) -> dict[str, list[Transition]]:
        found: dict[str, list[Transition]] = {}
        for transition in self.transitions.values():
            for source in transition.sources:
                found.setdefault(source, []).append(transition)
        return found

    @cached_property
    def _path(self) -> tuple[str, ...]:
        for by_clock, with_reason in ((False, False), (True, False), (True, True)):
            found = self._walk(by_clock, with_reason)
            if found:
                return found
        return (self.initial,)

    def _walk(self, by_clock: bool, with_reason: bool) -> tuple[str, ...]:
        """Search depth first, without recursion: a file may name more stages than Python has frames."""

        def onward(stage: str) -> Iterator[str]:
            for transition in self._leaving.get(stage, ()):
                refused = (transition.after and not by_clock) or (transition.reason_required and not with_reason)
                if transition.to is not None and not refused:
                    yield transition.to

        path, seen, open_moves = [self.initial], {self.initial}, [onward(self.initial)]
        while path:
            if self.stages[path[-1]].final:
                return tuple(path)
            step = next((stage for stage in open_moves[-1] if stage not in seen), None)
            if step is None:
                path.pop()
                open_moves.pop()
            else:
                path.append(step)
                seen.add(step)
                open_moves.append(onward(step))
        return ()
