"""The page of the review."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.review import operations, queries
from council_flow.review.counting import counted
from council_flow.review.forms import InterestForm, OpinionForm
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.request import here, now

blueprint = Blueprint("review", __name__)
PAGE = f"{FILE}/review"


@blueprint.get(PAGE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the reviewers, what they declared and said, and the form of who is asked."""
    return _page(year, number)


def _page(year: int, number: int, **forms: Any) -> str:
    file = open_file(year, number, here(), now())
    panel = queries.panel(file.case, operations.reviewing_roles(file.case))
    given, base, _ = counted(panel)
    return render_template(
        "review/index.html",
        file=file,
        reviewers=panel,
        given=given,
        base=base,
        own=next((reviewer for reviewer in panel if reviewer.account_id == here().id), None),
        may_declare=access.may(here(), Permission.REVIEW_DECLARE, file.place),
        may_step_aside=access.may(here(), Permission.REVIEW_STEP_ASIDE, file.place) and not file.place.recused,
        may_answer=access.may(here(), Permission.REVIEW_ANSWER, file.place),
        **{"interest_form": InterestForm(formdata=None), "opinion_form": OpinionForm(formdata=None), **forms},
    )


@blueprint.post(f"{PAGE}/interest")
def declare(year: int, number: int) -> ResponseReturnValue:
    """Declare interests."""
    file = open_file(year, number, here(), now())
    form = InterestForm()
    return submit(
        form,
        lambda: operations.declare(
            file.case.id, concerned=form.concerned.data == "yes", text=form.text.data or "", actor=here(), now=now(),
            expected=form.expected,
        ),
        done=lambda declaration: in_language(f"{file.path}/review#own"),
        again=lambda: _page(year, number, interest_form=form),
    )  # fmt: skip


@blueprint.post(f"{PAGE}/opinion")
def give(year: int, number: int) -> ResponseReturnValue:
    """Give an opinion."""
    file = open_file(year, number, here(), now())
    form = OpinionForm()
    return submit(
        form,
        lambda: operations.give(
            file.case.id, form.opinion.data, form.reasons.data, actor=here(), now=now(), expected=form.expected
        ),
        done=lambda opinion: in_language(f"{file.path}/review#own"),
        again=lambda: _page(year, number, opinion_form=form),
    )
