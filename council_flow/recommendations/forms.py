"""What people send about cases: a new one, a move."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from council_flow.language import LANGUAGES, NAMES
from council_flow.web.forms import Form, offered

LONGEST_PASTE = 500_000
"""Characters of a pasted text."""


class NewForm(Form):
    """The text a file begins with: blank with a title, or pasted."""

    workflow = SelectField(_l("Procedure"))
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


class MoveForm(Form):
    """One move, with its reason where the workflow asks for one."""

    transition = HiddenField(validators=[DataRequired(), Length(max=64)])
    reason = TextAreaField(_l("Reason"), validators=[Optional(), Length(max=4000)])
