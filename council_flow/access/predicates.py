"""The sentences of which the permission table is made. Each answers yes or no for a person at a place."""

from __future__ import annotations

from collections.abc import Callable

from council_flow.access.actor import Actor
from council_flow.access.place import Place

Predicate = Callable[[Actor, Place], bool]


def signed_in(actor: Actor, place: Place) -> bool:
    """The person has an account and is signed in."""
    return actor.id is not None


def sees(actor: Actor, place: Place) -> bool:
    """The stage shows the case to one of the person's roles, or the person saw it before."""
    return bool(place.roles & place.allows.get("see", frozenset())) or place.seen_before


def begins(actor: Actor, place: Place) -> bool:
    """The workflow lets one of the person's roles open a case."""
    return bool(actor.roles & place.begins)


def leads(actor: Actor, place: Place) -> bool:
    """One of the person's roles makes the next move of the main path from this stage."""
    return bool(place.roles & place.leads)


def decides(actor: Actor, place: Place) -> bool:
    """One of the person's roles makes a move from this stage."""
    return bool(place.roles & place.decides)


def own(actor: Actor, place: Place) -> bool:
    """The thing concerned is the person's own."""
    return place.own


def impartial(actor: Actor, place: Place) -> bool:
    """The person declared no interest in this case."""
    return not place.recused


def allowed(word: str) -> Predicate:
    """The stage ``allows`` this word to one of the person's roles."""

    def predicate(actor: Actor, place: Place) -> bool:
        return bool(place.roles & place.allows.get(word, frozenset()))

    return predicate


def answers(activity: str) -> Predicate:
    """The stage holds the activity and one of the person's roles answers in it."""

    def predicate(actor: Actor, place: Place) -> bool:
        return bool(place.roles & place.answers.get(activity, frozenset()))

    return predicate


def contributes(actor: Actor, place: Place) -> bool:
    """One of the person's roles writes something here, or leads the file on; or ``council.yaml`` grants it everywhere."""
    words = ("edit", "comment", "suggest", "dispose")
    return (
        "document.add" in actor.grants
        or any(place.roles & place.allows.get(word, frozenset()) for word in words)
        or bool(place.roles & place.leads)
    )


def has_lead(actor: Actor, place: Place) -> bool:
    """One of the person's roles writes the text here, or leads the file on."""
    return bool(place.roles & (place.allows.get("edit", frozenset()) | place.leads))


def granted(permission: str) -> Predicate:
    """``council.yaml`` grants this permission to one of the person's roles."""

    def predicate(actor: Actor, place: Place) -> bool:
        return permission in actor.grants

    return predicate
