"""The desk, and following a file."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council_flow.language import Sentence, say, say_n
from council_flow.notifications import operations, queries
from council_flow.notifications.forms import FollowForm, SeenForm
from council_flow.notifications.tasks import Matters
from council_flow.recommendations import lists_queries
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file_views import FILE
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.request import actor, here, now

blueprint = Blueprint("notifications", __name__)


@blueprint.app_context_processor
def masthead() -> dict[str, object]:
    """Give every page the number beside "Desk"; asked for only where a template shows it."""
    return {"desk_count": lambda: queries.desk_count(actor(), now())}


@blueprint.get("/desk")
def desk() -> ResponseReturnValue:
    """Show what awaits this person and what happened to what the person follows."""
    return _desk(SeenForm())


def _desk(form: SeenForm) -> str:
    lies = queries.desk(here(), now())
    followed = lists_queries.followed(here())
    ahead = [row.closes_at for row in followed if row.closes_at and row.closes_at > now()]
    return render_template(
        "notifications/desk.html",
        desk=lies,
        lede=_lede(lies.matters),
        followed=followed,
        next_date=min(ahead, default=None),
        symbol=cases.listed_symbol,
        known=cases.definitions().known,
        form=form,
    )


def _lede(matters: Matters) -> Sentence:
    if not matters.count:
        return say("Nothing awaits you.")
    if matters.nearest is None:
        return say_n("%(n)s matter awaits you.", "%(n)s matters await you.", matters.count)
    return say_n(
        "%(n)s matter awaits you. It closes on %(nearest)s.",
        "%(n)s matters await you. The nearest closes on %(nearest)s.",
        matters.count,
        nearest=matters.nearest,
    )


@blueprint.post("/desk/seen")
def seen() -> ResponseReturnValue:
    """Note that the news on the desk was seen."""
    form = SeenForm()
    return submit(
        form,
        lambda: operations.mark_read(here(), now(), form.instant()),
        done=lambda _: in_language("/desk"),
        again=lambda: _desk(form),
    )


@blueprint.post(f"{FILE}/follow")
def follow(year: int, number: int) -> ResponseReturnValue:
    """Follow a file, or no longer."""
    file = cases.open_file(year, number, here(), now())
    form, case_id, path = FollowForm(), file.case.id, file.path

    def act() -> None:
        cases.visible(cases.lock(case_id), here())
        if form.follow.data == "no":
            operations.unfollow(here(), case_id)
        else:
            operations.follow(here(), case_id, now())

    return submit(form, act, done=lambda _: in_language(path), again=lambda: _desk(SeenForm()))
