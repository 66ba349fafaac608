"""What people send to take a file into a case."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from council_flow.language import LANGUAGES, NAMES
from council_flow.web.forms import Form, offered


class ImportForm(Form):
    """A file, in which language it is, what of it is taken, and why."""

    file = FileField(
        _l("File"),
        description=_l(
            "Word (.docx), Markdown or plain text, up to 5 MB. It is read and shown first; the file itself is not kept."
        ),
    )
    language = SelectField(_l("Language of the file"), choices=offered((code, NAMES[code]) for code in LANGUAGES))
    what = RadioField(
        _l("What is taken"),
        choices=offered(
            [("text", _l("The text, and comments and suggestions")), ("comments", _l("Comments and suggestions alone"))]
        ),
        default="text",
    )
    reason = TextAreaField(_l("Reason for this version"), validators=[Optional(), Length(max=1000)])
    carried = HiddenField()
    """What was read of the file, from the preview to the saving."""
