"""What people send about cases: a new one, a move, more time."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from council_flow.language import LANGUAGES, NAMES
from council_flow.web.forms import Form, offered
from council_flow.workflow import Duration

LONGEST_PASTE = 500_000
"""Characters of a pasted text."""


class NewForm(Form):
    """The text a file begins with: blank with a title, or pasted."""

    workflow = SelectField(_l("Procedure"))
    corrects = SelectField(
        _l("Corrects"),
        default="",
        description=_l("The publication that has the error. For a corrigendum only; leave it empty for anything else."),
    )
    original = RadioField(
        _l("Original language"),
        choices=offered((code, NAMES[code]) for code in LANGUAGES),
        default="en",
        description=_l("The language in which the text is negotiated. Translations stand beside it."),
    )
    title = StringField(_l("Title"), validators=[Optional(), Length(max=500)])
    markdown = TextAreaField(
        _l("Text"),
        validators=[Optional(), Length(max=LONGEST_PASTE)],
        description=_l("Paste it from a document, or leave it blank and write later. Numbers follow by themselves."),
    )
    file = FileField(
        _l("Or a file"),
        description=_l(
            "Word (.docx), Markdown or plain text, up to 5 MB. It is read and shown first; the file itself is not kept."
        ),
    )
    carried = HiddenField()
    """What was read of a Word file, from the preview to the opening."""


class ExtendForm(Form):
    """More time for a stage, with the reason."""

    count = IntegerField(_l("Longer by"), default=7, validators=[InputRequired(), NumberRange(1, 365)])
    unit = SelectField(
        _l("Unit"),
        choices=offered(
            [("days", _l("days")), ("working_days", _l("working days")), ("weeks", _l("weeks")), ("hours", _l("hours"))]
        ),
    )
    reason = TextAreaField(_l("Reason"), validators=[Optional(), Length(max=4000)])
    closes = HiddenField()
    """The closing that the form was drawn from."""

    @property
    def closes_at(self) -> datetime | None:
        """The closing that the person has seen."""
        try:
            return datetime.fromisoformat(self.closes.data) if self.closes.data else None
        except ValueError:
            return None

    @property
    def length(self) -> Duration:
        """How much longer."""
        return Duration(self.count.data, self.unit.data)


class MoveForm(Form):
    """One move, with its reason where the workflow asks for one."""

    transition = HiddenField(validators=[DataRequired(), Length(max=64)])
    reason = TextAreaField(_l("Reason"), validators=[Optional(), Length(max=4000)])
