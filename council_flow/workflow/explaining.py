"""What can be done from a stage, by whom, and why not: the one answer that page, API, command line and move obey."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from council_flow.errors import NotNow, Refused
from council_flow.language import Sentence, Titles, say, say_n
from council_flow.workflow.definition import Transition, Use, Workflow
from council_flow.workflow.vocabulary import Verdict

Evaluate = Callable[[Use], Verdict]


@dataclass(frozen=True)
class Given:
    """Approvals of one transition that stand: how many, and whether the person's own is among them."""

    count: int
    mine: bool


@dataclass(frozen=True)
class Met:
    """One condition with its verdict. ``link`` leads to where it can be changed, without language prefix."""

    name: str
    title: Sentence
    holds: bool
    sentence: Sentence
    link: str | None
    turn: tuple[Sentence | Titles | str, ...] = ()
    """Who has to act before it holds."""


@dataclass(frozen=True)
class Choice:
    """One transition as one person meets it now. ``to`` is ``None`` where the stage stays as it is."""

    transition: str
    title: Titles
    to: str | None
    to_title: Titles
    by: tuple[Titles, ...]
    allowed: bool
    """This person can make the move, or give an approval of it, now."""
    holder: bool
    """This person holds a role that makes the move."""
    ready: bool
    """Every condition holds."""
    given: int
    needed: int
    mine: bool
    """This person has approved already."""
    reason_required: bool
    grave: bool
    """A reason is required, or the move leaves the main path."""
    conditions: tuple[Met, ...]
    why: Sentence | None
    """Why the move cannot be made by this person now."""
    clock: bool = False
    """The clock makes the move."""
    excluded: bool = False
    """This person takes no part in deciding, though holding the role."""

    @property
    def unmet(self) -> tuple[Met, ...]:
        """The conditions that do not hold."""
        return tuple(met for met in self.conditions if not met.holds)

    def as_data(self) -> dict[str, object]:
        """Return what ``explain --json`` and the API show."""
        return {
            "transition": self.transition,
            "to": self.to,
            "allowed": self.allowed,
            "by": [str(title) for title in self.by],
            "approvals": {"given": self.given, "needed": self.needed},
            "conditions": [
                {
                    "name": met.name,
                    "holds": met.holds,
                    "sentence": str(met.sentence),
                    "link": met.link,
                    "turn": [str(who) for who in met.turn],
                }
                for met in self.conditions
            ],
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
    evaluate = _once(evaluate)
    return [
        _choice(workflow, transition, stage, roles, evaluate, approvals.get(transition.name, Given(0, False)), excluded)
        for transition in workflow.leaving(stage)
    ]


def _once(evaluate: Evaluate) -> Evaluate:
    known: dict[tuple[str, str], Verdict] = {}

    def asked(use: Use) -> Verdict:
        key = (use.name, repr(dict(use.params)))
        if key not in known:
            known[key] = evaluate(use)
        return known[key]

    return asked


def _choice(
    workflow: Workflow,
    transition: Transition,
    stage: str,
    roles: Collection[str],
    evaluate: Evaluate,
    given: Given,
    excluded: Sentence | None,
) -> Choice:
    conditions = tuple(_met(use, evaluate(use)) for use in transition.needs)
    to_title = workflow.stages[transition.to or stage].title
    by = tuple(role.title for name, role in workflow.roles.items() if name in transition.by)
    holder = not transition.by.isdisjoint(roles)
    still_open = sum(not met.holds for met in conditions)
    why = (
        _not_theirs(transition, to_title, by, holder)
        or excluded
        or _not_ready(still_open)
        or _awaited(given, transition.approvals)
    )
    return Choice(
        transition=transition.name,
        title=transition.title,
        to=transition.to,
        to_title=to_title,
        by=by,
        allowed=why is None,
        holder=holder,
        ready=not still_open,
        given=given.count,
        needed=transition.approvals,
        mine=given.mine,
        reason_required=transition.reason_required,
        grave=not workflow.ahead(transition, stage),
        conditions=conditions,
        why=why,
        clock=transition.after is not None,
        excluded=excluded is not None,
    )


def _met(use: Use, verdict: Verdict) -> Met:
    return Met(use.name, use.title or verdict.sentence, verdict.holds, verdict.sentence, verdict.link, verdict.turn)


def _not_theirs(transition: Transition, to_title: Titles, by: tuple[Titles, ...], holder: bool) -> Sentence | None:
    if transition.after is not None:
        length = transition.after.sentence()
        return say("This happens by itself, %(length)s after the stage began.", length=length)
    if holder:
        return None
    if transition.to is None:
        if len(by) == 1:
            return say("Only the %(role)s takes this decision.", role=by[0])
        return say("This decision is taken by one of these: %(roles)s.", roles=list(by))
    if len(by) == 1:
        return say("Only the %(role)s moves this file to %(stage)s.", role=by[0], stage=to_title)
    return say("This file is moved to %(stage)s by one of these: %(roles)s.", stage=to_title, roles=list(by))


def _not_ready(still_open: int) -> Sentence | None:
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
    if choice.allowed:
        return
    if choice.clock or not choice.holder or choice.excluded:
        raise Refused(choice.why)
    if not choice.ready:
        first = choice.unmet[0]
        sentence = first.sentence if len(choice.unmet) == 1 else choice.why
        raise NotNow(sentence, link=first.link)
    raise NotNow(choice.why)
