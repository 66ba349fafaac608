"""The page of the review."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.review import operations, queries
from council_flow.review.counting import counted
from council_flow.review.criteria import CRITERIA, GRADES, summary
from council_flow.review.forms import ConfirmForm, InterestForm, OpinionForm, ReplyForm, SummaryForm
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
        asked=(asked := queries.criteria(file.workflow)),
        criteria=CRITERIA,
        grade_words=GRADES,
        counts=summary(asked, [reviewer.grades for reviewer in panel if reviewer.counts and reviewer.current]),
        sent=_grades(),
        summary=queries.summary(file.case.id) if panel else None,
        may_summarize=bool(panel) and access.may(here(), Permission.CASE_LEAD, file.place),
        **{
            "interest_form": InterestForm(formdata=None), "opinion_form": OpinionForm(formdata=None),
            "reply_form": ReplyForm(formdata=None), "summary_form": SummaryForm(formdata=None),
            "confirm_form": ConfirmForm(formdata=None), **forms,
        },
    )  # fmt: skip


def _grades() -> dict[str, dict[str, str]]:
    """Return the grades as they were sent, by criterion."""
    return {
        name: {"grade": request.form[f"grade-{name}"], "reason": request.form.get(f"reason-{name}", "")}
        for name in CRITERIA
        if request.form.get(f"grade-{name}")
    }


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
            file.case.id,
            form.opinion.data,
            form.reasons.data,
            grades=_grades(),
            actor=here(),
            now=now(),
            expected=form.expected,
        ),
        done=lambda opinion: in_language(f"{file.path}/review#own"),
        again=lambda: _page(year, number, opinion_form=form),
    )


@blueprint.post(f"{PAGE}/confirm")
def confirm(year: int, number: int) -> ResponseReturnValue:
    """Confirm one's opinion on the changed text."""
    file = open_file(year, number, here(), now())
    form = ConfirmForm()
    return submit(
        form,
        lambda: operations.confirm(file.case.id, actor=here(), now=now(), expected=form.expected),
        done=lambda opinion: in_language(f"{file.path}/review#own"),
        again=lambda: _page(year, number, confirm_form=form),
    )


@blueprint.post(f"{PAGE}/reply")
def reply(year: int, number: int) -> ResponseReturnValue:
    """Accept to review, or decline."""
    file = open_file(year, number, here(), now())
    form = ReplyForm()
    return submit(
        form,
        lambda: operations.reply(
            file.case.id, form.accepted.data == "yes", by_day=form.by_day.data, reason=form.reason.data or "", actor=here(),
            now=now(), expected=form.expected,
        ),
        done=lambda found: in_language(f"{file.path}/review#own"),
        again=lambda: _page(year, number, reply_form=form),
    )  # fmt: skip


@blueprint.post(f"{PAGE}/summary")
def summarize(year: int, number: int) -> ResponseReturnValue:
    """Write the summary of the review."""
    file = open_file(year, number, here(), now())
    form = SummaryForm()
    return submit(
        form,
        lambda: operations.summarize(
            file.case.id, form.summary.data or "", actor=here(), now=now(), expected=form.expected
        ),
        done=lambda made: in_language(f"{file.path}/review#summary"),
        again=lambda: _page(year, number, summary_form=form),
    )
