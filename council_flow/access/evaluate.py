"""The one evaluator of the permission table."""

from __future__ import annotations

from council_flow.access.actor import Actor
from council_flow.access.place import Place
from council_flow.access.predicates import sees
from council_flow.access.table import TABLE, Permission
from council_flow.errors import Missing, NotNow, Refused
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
        NotNow: nobody does this at the stage where the case is.
        Refused: the person may see it, but not do this; says who may.
    """
    if may(actor, permission, place):
        return
    if place is not NOWHERE and concealed(actor, place):
        raise Missing
    row = TABLE[Permission(permission)]
    if row.roles_from is None:
        raise Refused(row.refusal)
    roles = _holders(row.roles_from, place)
    if not roles:
        raise NotNow(Sentence(_NOBODY.text, {"stage": place.stage_title}))
    raise Refused(Sentence(row.refusal.text, {"roles": place.holders(roles), "stage": place.stage_title}))


def _holders(roles_from: str, place: Place) -> frozenset[str]:
    if roles_from in ("leads", "decides"):
        return place.leads if roles_from == "leads" else place.decides
    kind, _, activity = roles_from.partition(":")
    return place.answers.get(activity, frozenset()) if activity else place.allows.get(kind, frozenset())


_NOBODY = say("This is not done at the stage %(stage)s.")
