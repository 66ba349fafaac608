"""The one evaluator of the permission table."""

from __future__ import annotations

from council_flow.access.actor import Actor
from council_flow.access.place import Place
from council_flow.access.predicates import sees
from council_flow.access.table import TABLE, Permission, Row
from council_flow.errors import Missing, Refused
from council_flow.language import Sentence, say

NOWHERE = Place(roles=frozenset())
"""The place of permissions that concern no case."""


def may(actor: Actor | None, permission: Permission | str, place: Place = NOWHERE) -> bool:
    """Answer whether ``actor`` may do this at ``place``. Nobody signed in may do nothing."""
    if actor is None:
        return False
    return all(predicate(actor, place) for predicate in TABLE[Permission(permission)].needs)


def concealed(actor: Actor | None, place: Place) -> bool:
    """Answer whether the case at ``place`` does not exist for this person."""
    return actor is None or not sees(actor, place)


def require(actor: Actor | None, permission: Permission | str, place: Place = NOWHERE) -> None:
    """Raise unless ``actor`` may do this at ``place``.

    Raises:
        Missing: the person may not even see the case.
        Refused: the person may see it, but not do this; says who may.
    """
    if may(actor, permission, place):
        return
    if place is not NOWHERE and concealed(actor, place):
        raise Missing
    raise Refused(_refusal(TABLE[Permission(permission)], place))


def _refusal(row: Row, place: Place) -> Sentence:
    if row.roles_from is None:
        return row.refusal
    kind, _, activity = row.roles_from.partition(":")
    roles = place.answers.get(activity, frozenset()) if activity else place.allows.get(kind, frozenset())
    if not roles:
        return Sentence(_NOBODY.text, {"stage": place.stage_title})
    return Sentence(row.refusal.text, {"roles": place.holders(roles), "stage": place.stage_title})


_NOBODY = say("This is not done at the stage %(stage)s.")
