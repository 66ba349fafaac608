"""Who asks, and what every page shows about that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_login import current_user

from council_flow import access, clock
from council_flow.access import Actor, Place
from council_flow.people import queries as people

__all__ = ["actor", "here", "now"]


def now() -> datetime:
    """Return the instant of this request, the same throughout it."""
    if "now" not in g:
        g.now = clock.now()
    instant: datetime = g.now
    return instant


def actor() -> Actor | None:
    """Return who asks, or ``None`` where nobody is signed in."""
    if "actor" not in g:
        known = current_user and current_user.is_authenticated
        g.actor = people.actor_for(current_user, now()) if known else None
    person: Actor | None = g.actor
    return person


def here() -> Actor:
    """Return who asks, on a page that needs signing in."""
    person = actor()
    assert person is not None, "the route needs a login"
    return _in_the_file(person) if request.method == "POST" else person


def _in_the_file(person: Actor) -> Actor:
    """Return the person as who writes in the file that the address names: under an alias where the review is blind."""
    named = request.view_args or {}
    if "year" not in named or "number" not in named:
        return person
    if "writer" not in g:
        g.writer = people.as_assigned(person, named["year"], named["number"])
    writer: Actor = g.writer
    return writer


def can(permission: str, place: Place | None = None) -> bool:
    """Answer in a template whether the person may do this at a place; without one, in the council."""
    return access.may(actor(), permission, place) if place is not None else access.may(actor(), permission)


def static(path: str) -> str:
    """Return the address of a file of the product's own, the same in every language, changing with its content."""
    return f"/static/{path}?v={current_app.extensions['static_version']}"


def init(app: Flask) -> None:
    """Give templates what they ask about the person."""
    app.jinja_env.globals.update(static=static)

    @app.context_processor
    def person() -> dict[str, Any]:
        return {
            "actor": actor(),
            "can": can,
            "council": current_app.extensions["council"],
            "settings": current_app.extensions["settings"],
            "now": now(),
            "url_for": url_for,
        }
