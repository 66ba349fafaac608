"""Whose turn it is in a file, read from its workflow. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from council_flow.language import Titles
from council_flow.recommendations.holders import leading
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Stage

Turn = tuple[Titles, ...]


def answering(settings: Any) -> frozenset[str]:
    """Return the roles that an activity's settings let answer: ``invite`` or ``by``, and ``guests``."""
    found = settings.get("invite") or settings.get("by") or ()
    guests = settings.get("guests")
    return frozenset([found] if isinstance(found, str) else found) | (frozenset([guests]) if guests else frozenset())


def speaking(stage: Stage) -> frozenset[str]:
    """Return the roles in which somebody speaks for a State at a stage: in a consultation, in an adoption."""
    words = {"consultation": "invite", "adoption": "by"}
    return frozenset(use.params[words[use.name]] for use in stage.holds if use.name in words)


def answers(stage: Stage) -> dict[str, frozenset[str]]:
    """Return the roles that answer in each activity of a stage; a second reader under the name with ``.second``."""
    found = {use.name: answering(use.params) for use in stage.holds}
    seconds = {
        f"{use.name}.second": frozenset({use.params["second"]}) for use in stage.holds if use.params.get("second")
    }
    return found | seconds


def allowed(at: Situation, word: str) -> Turn:
    """Return the roles that do what a word of ``allows`` stands for; see :func:`_turn`."""
    return _turn(at, lambda stage: stage.allows.get(word, frozenset()))


def taking_part(at: Situation, activity: str) -> Turn:
    """Return the roles that answer in an activity; see :func:`_turn`."""
    return _turn(at, lambda stage: _answering_at(stage, activity))


def holds(at: Situation, activity: str) -> bool:
    """Answer whether the activity goes on at the stage where the file is."""
    return any(use.name == activity for use in at.workflow.stages[at.case.stage].holds)


def moving_on(at: Situation) -> Turn:
    """Return the roles that make the next move of the main path; beside that path, those who move the file at all."""
    return _titles(at, leading(at.workflow, at.case.stage) or _makers(at, lambda move: move.to is not None))


def around(at: Situation, condition: str) -> Turn:
    """Return the roles that move the file elsewhere without this condition: nothing else is left where it is lost."""
    return _titles(
        at, _makers(at, lambda move: move.to is not None and all(use.name != condition for use in move.needs))
    )


def _turn(at: Situation, holders: Callable[[Stage], Collection[str]]) -> Turn:
    """Return who can act at the stage where the file is; where nobody can, who moves it to a stage where somebody can."""
    stages = at.workflow.stages
    here = holders(stages[at.case.stage])
    return _titles(at, here or _makers(at, lambda move: move.to is not None and bool(holders(stages[move.to]))))


def _makers(at: Situation, which: Callable[[Any], bool]) -> set[str]:
    return {role for move in at.workflow.leaving(at.case.stage) if which(move) for role in move.by}


def _answering_at(stage: Stage, activity: str) -> frozenset[str]:
    return answers(stage).get(activity, frozenset())


def _titles(at: Situation, roles: Collection[str]) -> Turn:
    return tuple(role.title for name, role in at.workflow.roles.items() if name in roles)
