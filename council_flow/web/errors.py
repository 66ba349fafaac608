"""Where refusals become pages. The only place that knows which HTTP status belongs to which error."""

from __future__ import annotations

import secrets

import structlog
from flask import Flask, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from council_flow.database import db
from council_flow.errors import CouncilError, Missing
from council_flow.language import Sentence, say
from council_flow.web import kept
from council_flow.web.forms import STATUS
from council_flow.web.request import actor

log = structlog.get_logger()

_SENTENCES: dict[int, Sentence] = {
    403: say("Your role does not include this step."),
    404: Missing.default,
    405: say("This address does not take what was sent."),
    413: say("What was sent is larger than this council accepts."),
    429: say("Too many attempts in a short time. Wait some minutes and try again."),
}


def _page(
    code: int, sentence: Sentence, *, link: str | None = None, reference: str | None = None, status: int | None = None
) -> ResponseReturnValue:
    template = f"errors/{code}.html" if code in {403, 404, 409, 413, 429, 500} else "errors/404.html"
    return render_template(template, sentence=sentence, link=link, reference=reference, code=code), status or code


def council_error(error: CouncilError) -> ResponseReturnValue:
    """Answer a refusal of an operation or query."""
    db.session.rollback()
    status = next(code for family, code in STATUS.items() if isinstance(error, family))
    return _page(409 if status == 422 else status, error.sentence, link=error.link)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Answer what Flask itself refuses, such as an unknown address or a request too large."""
    code = error.code or 500
    if 300 <= code < 400:
        return error.get_response()
    if code not in _SENTENCES and code < 500:
        return _page(404, say("What was sent could not be read."), status=code)
    return _page(code if code in _SENTENCES else 500, _SENTENCES.get(code, _SENTENCES[404]))


def csrf_error(error: CSRFError) -> ResponseReturnValue:
    """Answer a form whose session has passed: nothing of what was typed is lost."""
    if actor() is not None:
        return kept.offer(), 409
    if request.endpoint in current_app.extensions["public_endpoints"]:
        # Needs no signing in: the form is shown anew, good for this session.
        return redirect(request.script_root + request.full_path.rstrip("?"), 303)
    return redirect(kept.sign_in_and_return(), 303)


def unreadable(error: Exception) -> ResponseReturnValue:
    """Answer a number or a character that no database takes, such as NUL in an address."""
    db.session.rollback()
    log.warning("unreadable", path=request.path, error=repr(error.__cause__ or error))
    return _page(404, say("What was sent could not be read."), status=400)


def failure(error: Exception) -> ResponseReturnValue:
    """Answer a fault of ours with a reference that stands in the log too."""
    db.session.rollback()
    reference = secrets.token_hex(3).upper()
    log.exception("failure", reference=reference, path=request.path)
    return _page(500, say("This page could not be prepared."), reference=reference)


def init(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(CouncilError, council_error)
    app.register_error_handler(CSRFError, csrf_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(DataError, unreadable)
    app.register_error_handler(OverflowError, unreadable)
    if not app.testing:
        app.register_error_handler(Exception, failure)
