"""What reviewers send."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.review.operations import LONGEST
from council_flow.web.forms import Form, offered


class InterestForm(Form):
    """A declaration of interests."""

    concerned = RadioField(
        _l("Do you or your institution have an interest in this text?"),
        choices=offered([("no", _l("No interest")), ("yes", _l("There is an interest; I step aside"))]),
        validators=[InputRequired(_l("Choose one of the two."))],
    )
    text = TextAreaField(_l("What the interest is"), validators=[Optional(), Length(max=LONGEST)])


class ReplyForm(Form):
    """Accepting to review, or declining."""

    accepted = RadioField(
        _l("Will you review this text?"),
        choices=offered([("yes", _l("I accept")), ("no", _l("I decline"))]),
        validators=[InputRequired(_l("Choose one of the two."))],
    )
    by_day = DateField(_l("Opinion by"), validators=[Optional()])
    reason = TextAreaField(_l("Reason, or whom you suggest"), validators=[Optional(), Length(max=LONGEST)])


class SummaryForm(Form):
    """The summary of the review."""

    summary = TextAreaField(
        _l("Summary of the review"), validators=[InputRequired(_l("Write the summary.")), Length(max=LONGEST)]
    )


class ConfirmForm(Form):
    """Confirming an opinion on a changed text."""


class OpinionForm(Form):
    """An opinion with its reasons."""

    opinion = RadioField(
        _l("Opinion"),
        choices=offered(
            [
                ("ready", _l("Ready")),
                ("ready_after_changes", _l("Ready after changes")),
                ("not_ready", _l("Not ready")),
            ]
        ),
        validators=[InputRequired(_l("Choose one of the three opinions."))],
    )
    reasons = TextAreaField(
        _l("Reasons"),
        validators=[InputRequired(_l("Write the reasons: the drafter and the chair read them.")), Length(max=LONGEST)],
    )
