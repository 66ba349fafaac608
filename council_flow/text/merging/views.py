"""Pages that bring two people's edits together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from council_flow.database import db
from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File
from council_flow.text import queries
from council_flow.text.blocks import Body
from council_flow.text.editing import confirmed
from council_flow.text.editor_views import editor, names
from council_flow.text.forms import EditForm, beside, decisions
from council_flow.text.merge import Decision, Merged, merge
from council_flow.text.models import Version
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now


def decide(
    file: File, form: EditForm, base: Version, written: Body, command: str, save: Callable[[Body], Version]
) -> ResponseReturnValue:
    """Save two edits brought together, as it was decided; or go on writing with both."""
    year, number = file.case.year, file.case.number
    saved = queries.current(file.case.id, form.expected.version or file.version)
    chosen = decisions(file.original, base.body, written, saved.body)
    if command != "save":
        theirs = saved if saved.number == file.version else queries.current(file.case.id, file.version)
        body = merge(base.body, written, theirs.body, chosen, otherwise="both").body
        form.version.data = str(file.version)
        return editor(file, form, body, theirs)
    merged, drawn_on = merge(base.body, written, saved.body, chosen), saved.number

    def act() -> Any:
        if merged.undecided and drawn_on == file.version:
            raise Invalid(say("Choose a reading for each block that both of you changed, or write it afresh."))
        return save(merged.body)

    def again() -> str:
        db.session.rollback()
        there = cases.open_file(year, number, here(), now())
        if there.version == drawn_on and not merged.undecided and form.problem is not None:
            return editor(there, form, merged.body, queries.current(there.case.id, drawn_on))
        if there.version != drawn_on:
            form.problem = None
        return together(there, form, base, written, chosen, before=merged, side=beside(file.original))

    return submit(form, act, done=lambda version: in_language(file.path), again=again)


def _still(merged: Merged, before: Merged, chosen: Mapping[str, Decision]) -> dict[str, Decision]:
    """Return the decisions that hold where a third version came: on readings that are the same as they were."""
    read_then = {conflict.id: (conflict.mine, conflict.theirs) for conflict in before.conflicts}
    return {
        one.id: chosen[one.id]
        for one in merged.conflicts
        if one.id in chosen and read_then.get(one.id) == (one.mine, one.theirs)
    }


def together(
    file: File, form: EditForm, base: Version, written: Body, chosen: Mapping[str, Decision], *,
    side: str | None, before: Merged | None = None,
) -> str:  # fmt: skip
    """Show two edits side by side: what collides reading by reading, and what fits."""
    saved = queries.current(file.case.id, file.version)
    theirs = saved.body
    merged = merge(base.body, written, theirs, chosen)
    if before is not None:
        chosen = _still(merged, before, chosen)
        merged = merge(base.body, written, theirs, chosen)
    form.version.data = str(saved.number)
    return render_template(
        "text/edit_merge.html",
        file=file,
        form=form,
        merged=merged,
        saved=saved,
        since=base.number,
        written=written,
        confirmed=confirmed(base.body, written, side),
        beside=side,
        **names(merged.body, written, theirs, base.body),
    )
