"""What a new revision of a procedure changes, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from council_flow.language import Sentence, say
from council_flow.workflow import Stage, Transition, Workflow


def changes(before: Workflow, after: Workflow) -> list[Sentence]:
    """Return what is new, gone or different in ``after``, stages first, then moves, then promises."""
    return [
        *_people(before, after),
        *_sets(before.stages, after.stages, _STAGES, _stage_differs),
        *_sets(before.transitions, after.transitions, _MOVES, _move_differs),
        *_promises(before, after),
    ]


_STAGES = (
    say("New stage: %(title)s."),
    say("The stage %(title)s is gone."),
    say("The stage %(title)s allows or holds something else."),
)
_MOVES = (
    say("New move: %(title)s."),
    say("The move %(title)s is gone."),
    say("The move %(title)s has another way, other people, conditions or effects."),
)


def _sets(
    before: Mapping[str, Any], after: Mapping[str, Any], words: tuple[Sentence, ...], differs: Any
) -> list[Sentence]:
    new, gone, other = words
    return [
        *(Sentence(new.text, {"title": one.title}) for name, one in after.items() if name not in before),
        *(Sentence(gone.text, {"title": one.title}) for name, one in before.items() if name not in after),
        *(
            Sentence(other.text, {"title": one.title})
            for name, one in after.items()
            if name in before and differs(before[name], one)
        ),
    ]


def _people(before: Workflow, after: Workflow) -> list[Sentence]:
    """Who begins, where, and how roles are given."""
    found = []
    if before.begins != after.begins:
        roles = [after.roles[name].title for name in sorted(after.begins)]
        found.append(say("Files are opened by: %(roles)s.", roles=roles))
    if before.initial != after.initial:
        found.append(say("Files begin at the stage %(stage)s.", stage=after.stages[after.initial].title))
    found += [
        say("The role %(role)s is given in another way.", role=role.title)
        for name, role in after.roles.items()
        if name not in before.roles or before.roles[name].assigned != role.assigned
    ]
    return found


def _uses(found: Any) -> list[tuple[str, str]]:
    return [(use.name, repr(dict(use.params))) for use in found]


def _stage_differs(one: Stage, other: Stage) -> bool:
    return (one.final, dict(one.allows), _uses(one.holds)) != (other.final, dict(other.allows), _uses(other.holds))


def _move_differs(one: Transition, other: Transition) -> bool:
    def rule(move: Transition) -> tuple[Any, ...]:
        way = (frozenset(move.sources), move.to, move.by, move.approvals, move.reason_required, move.after)
        return (*way, _uses(move.needs), _uses(move.does))

    return rule(one) != rule(other)


def _promises(before: Workflow, after: Workflow) -> list[Sentence]:
    old, new = ({promise.text for promise in one.promises} for one in (before, after))
    return [
        *(say("New promise: %(promise)s.", promise=text) for text in sorted(new - old)),
        *(say("The promise “%(promise)s” is no longer made.", promise=text) for text in sorted(old - new)),
    ]
