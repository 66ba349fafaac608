"""What can be done from a stage, by whom, and why not: the one answer that page, API, command line and move obey."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from council_flow.errors import NotNow, Refused
from council_flow.language import Sentence, Titles, apart, few, say, say_n
from council_flow.workflow.definition import Edge, Use, Workflow
from council_flow.workflow.machine import astray
from council_flow.workflow.vocabulary import Verdict

Evaluate = Callable[[Use], Verdict]
"""Asks one condition about one case."""

Speak = Callable[[Any], str]
"""Puts a sentence or a title into a language."""


@dataclass(frozen=True, slots=True)
class Given:
    """Approvals of one transition that stand: how many, and whether the person's own is among them."""

    count: int
    mine: bool


NONE_GIVEN = Given(0, False)


@dataclass(frozen=True, slots=True)
class Met:
    """One condition with its verdict."""

    use: Use
    verdict: Verdict

    @property
    def name(self) -> str:
        """The condition as files name it."""
        return self.use.name

    @property
    def title(self) -> Sentence:
        """What the condition asks for, in short."""
        return self.use.title or self.verdict.sentence

    @property
    def holds(self) -> bool:
        """Whether it holds now."""
        return self.verdict.holds

    @property
    def sentence(self) -> Sentence:
        """Why it holds or not."""
        return self.verdict.sentence

    @property
    def link(self) -> str | None:
        """Where it can be changed, without language prefix."""
        return self.verdict.link

    @property
    def turn(self) -> tuple[Sentence | Titles | str, ...]:
        """Who has to act before it holds."""
        return self.verdict.turn

    @property
    def awaited(self) -> Sentence | Titles | str | None:
        """Those whose turn it is as one name; ``None`` where nobody has to act."""
        return apart(few(self.turn)) if self.turn else None

    def as_data(self, speak: Speak = str) -> dict[str, object]:
        """Return what ``explain --json`` and the API show of it. ``speak`` puts words into the reader's language."""
        return {
            "name": self.name,
            "holds": self.holds,
            "sentence": speak(self.sentence),
            "link": self.link,
            "turn": [speak(who) for who in self.turn],
        }


@dataclass(frozen=True, slots=True)
class Choice:
    """One transition as one person meets it now."""

    edge: Edge
    holder: bool
    """This person holds a role that makes the move."""
    ready: bool
    """Every condition holds."""
    given: int
    mine: bool
    """This person has approved already."""
    conditions: tuple[Met, ...]
    why: Sentence | None
    """Why the move cannot be made by this person now."""
    excluded: bool = False
    """This person takes no part in deciding, though holding the role."""

    @property
    def transition(self) -> str:
        """Name of the transition."""
        return self.edge.transition.name

    @property
    def title(self) -> Titles:
        """Shown name of the transition."""
        return self.edge.transition.title

    @property
    def to(self) -> str | None:
        """Stage where it leads; ``None`` where the stage stays as it is."""
        return self.edge.transition.to

    @property
    def to_title(self) -> Titles:
        """Shown name of the stage where the case is afterwards."""
        return self.edge.to_title

    @property
    def by(self) -> tuple[Titles, ...]:
        """Shown names of the roles that make the move."""
        return self.edge.by

    @property
    def allowed(self) -> bool:
        """This person can make the move, or give an approval of it, now."""
        return self.why is None

    @property
    def needed(self) -> int:
        """How many approvals the move takes."""
        return self.edge.transition.approvals

    @property
    def reason_required(self) -> bool:
        """Whoever moves writes why."""
        return self.edge.transition.reason_required

    @property
    def grave(self) -> bool:
        """A reason is required, or the move leaves the main path."""
        return self.edge.grave

    @property
    def clock(self) -> bool:
        """The clock makes the move."""
        return self.edge.transition.after is not None

    @property
    def unmet(self) -> tuple[Met, ...]:
        """The conditions that do not hold."""
        return tuple(met for met in self.conditions if not met.holds)

    def as_data(self, speak: Speak = str) -> dict[str, object]:
        """Return what ``explain --json`` and the API show. ``speak`` puts words into the reader's language."""
        return {
            "transition": self.transition,
            "to": self.to,
            "allowed": self.allowed,
            "by": [speak(title) for title in self.by],
            "approvals": {"given": self.given, "needed": self.needed},
            "conditions": [met.as_data(speak) for met in self.conditions],
        }


def actions(workflow: Workflow, stage: str, roles: Collection[str]) -> tuple[str, ...]:
    """Return the transitions from a stage that one of the roles makes. No condition is asked: fit for lists."""
    return tuple(transition.name for transition in workflow.leaving(stage) if not transition.by.isdisjoint(roles))


def explain(
    workflow: Workflow,
    *,
    stage: str,
    roles: Collection[str],
    evaluate: Evaluate,
    approvals: Mapping[str, Given],
    excluded: Sentence | None = None,
) -> list[Choice]:
    """Return every transition that leaves a stage, in the order of the file, as one person meets it.

    ``evaluate`` asks one condition about the case; equal conditions of several moves are asked once. ``approvals`` has
    those that stand, by transition. ``excluded`` says why the person takes no part in deciding, if that is so.
    """
    known: dict[str, Verdict] = {}
    return [
        _choice(edge, roles, evaluate, approvals.get(transition.name, NONE_GIVEN), excluded, known)
        for transition in workflow.leaving(stage)
        if (edge := workflow.edge(transition.name, stage)) is not None
    ]


def decide(
    workflow: Workflow,
    transition: str,
    *,
    stage: str,
    roles: Collection[str],
    evaluate: Evaluate,
    given: Given = NONE_GIVEN,
    excluded: Sentence | None = None,
) -> Choice:
    """Return one transition exactly as :func:`explain` returns it among all; no other's conditions are asked.

    ``given``: the approvals of this transition that stand.

    Raises:
        LookupError: the definition knows no such transition or no such stage.
        NotNow: the transition does not leave the stage.
    """
    edge = workflow.edge(transition, stage)
    if edge is None:
        raise astray(workflow, transition, stage)
    return _choice(edge, roles, evaluate, given, excluded, {})


def _choice(
    edge: Edge,
    roles: Collection[str],
    evaluate: Evaluate,
    given: Given,
    excluded: Sentence | None,
    known: dict[str, Verdict],
) -> Choice:
    """Every move passes here: no sentence is made unless something stands in its way."""
    move, conditions, still_open = edge.transition, [], 0
    for key, use in edge.needs:
        verdict = known.get(key)
        if verdict is None:
            verdict = known[key] = evaluate(use)
        if not verdict.holds:
            still_open += 1
        conditions.append(Met(use, verdict))
    holder = not move.by.isdisjoint(roles)
    theirs = None if holder and move.after is None else _not_theirs(edge)
    why = theirs or excluded or _not_ready(still_open) or _awaited(given, move.approvals)
    return Choice(edge, holder, not still_open, given.count, given.mine, tuple(conditions), why, excluded is not None)


def _not_theirs(edge: Edge) -> Sentence:
    move, by = edge.transition, edge.by
    if move.after is not None:
        return say("This happens by itself, %(length)s after the stage began.", length=move.after.sentence())
    if move.to is None:
        if len(by) == 1:
            return say("Only the %(role)s takes this decision.", role=by[0])
        return say("This decision is taken by one of these: %(roles)s.", roles=list(by))
    if len(by) == 1:
        return say("Only the %(role)s moves this file to %(stage)s.", role=by[0], stage=edge.to_title)
    return say("This file is moved to %(stage)s by one of these: %(roles)s.", stage=edge.to_title, roles=list(by))


@cache
def _not_ready(still_open: int) -> Sentence | None:
    """Kept, for there are as many sentences as a move can have conditions."""
    if not still_open:
        return None
    return say_n("1 condition is still open.", "%(n)s conditions are still open.", still_open)


def _awaited(given: Given, needed: int) -> Sentence | None:
    missing = needed - given.count
    if not given.mine or missing < 1:
        return None
    return say_n(
        "You have approved; 1 more approval is needed.", "You have approved; %(n)s more approvals are needed.", missing
    )


def guard(choice: Choice) -> None:
    """Let a move pass that may be made now.

    Raises:
        Refused: it is not this person's to make, whatever the conditions.
        NotNow: a condition is open, or the person has approved and others have to.
    """
    if choice.why is None:
        return
    if choice.clock or not choice.holder or choice.excluded:
        raise Refused(choice.why)
    if not choice.ready:
        first, *more = choice.unmet
        sentence = choice.why if more else first.sentence
        raise NotNow(sentence, link=first.link)
    raise NotNow(choice.why)
