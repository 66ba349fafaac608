"""Posts whose session had passed: kept, shown again after signing in, and sent on by one button."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Blueprint, Flask, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete

from council_flow.database import db, transaction
from council_flow.errors import Missing
from council_flow.web.models import KeptPost
from council_flow.web.prefix import in_language
from council_flow.web.request import now

blueprint = Blueprint("kept", __name__)

LARGEST = 1024 * 1024
"""Characters kept of one post."""

_KEPT_FOR = timedelta(days=2)
_NOT_KEPT = frozenset({"csrf_token", "password", "password_confirm", "new_password", "new_password_confirm"})


def _typed() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_KEPT]


def sign_in_and_return() -> str:
    """Keep what was posted and return the address of the sign-in page, which leads back to it."""
    typed = _typed()
    if not typed or sum(len(value) for _, value in typed) > LARGEST:
        return url_for("security.login", next=request.path)
    token = secrets.token_urlsafe(24)
    with transaction():
        db.session.execute(delete(KeptPost).where(KeptPost.at < now() - _KEPT_FOR))
        db.session.add(KeptPost(token=token, path=request.path, fields=typed, at=now()))
    session["kept"] = token
    return url_for("security.login", next=in_language("/kept"))


@blueprint.get("/kept")
def show() -> ResponseReturnValue:
    """Show what was typed before the session passed."""
    post = db.session.get(KeptPost, session.get("kept", ""))
    if post is None:
        raise Missing
    return render_template("errors/kept.html", path=in_language(post.path), typed=post.fields)


def offer() -> str:
    """Show what was just posted again, with a form that is good now."""
    return render_template("errors/kept.html", path=in_language(request.path), typed=_typed())


def init(app: Flask) -> None:
    """Register the page."""
    app.register_blueprint(blueprint)
