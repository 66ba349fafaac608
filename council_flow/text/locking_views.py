"""The page on which a text is locked for a final reading, and opened again."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.database import db
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file_views import FILE
from council_flow.text import locking_operations
from council_flow.text.forms import LockForm
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("locking", __name__)
LOCK = f"{FILE}/lock"


@blueprint.get(LOCK)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show whether the text is locked, with the form that locks it or opens it again."""
    return _page(year, number, LockForm(formdata=None))


@blueprint.post(LOCK)
def change(year: int, number: int) -> ResponseReturnValue:
    """Lock the text, or open the lock."""
    form = LockForm()
    case = cases.find(year, number)
    case_id, opens = case.id, request.form.get("do") == "open"
    return submit(
        form,
        lambda: (
            locking_operations.open_lock(case_id, actor=here(), now=now())
            if opens
            else locking_operations.lock(
                case_id, form.reason.data or "", actor=here(), now=now(), expected=form.expected
            )
        ),
        done=lambda locked: in_language(locked.path),
        again=lambda: _page(year, number, form),
    )


def _page(year: int, number: int, form: LockForm) -> str:
    db.session.rollback()
    file = cases.open_file(year, number, here(), now())
    access.require(here(), Permission.TEXT_LOCK, file.place)
    return render_template("text/lock.html", file=file, form=form)
