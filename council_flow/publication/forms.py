"""What readers of the register send."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileSize
from wtforms import StringField
from wtforms.validators import Length, Optional

from council_flow.web.forms import Form

LARGEST = 16 * 1024 * 1024
"""Bytes of a PDF that is compared."""


class CodeForm(FlaskForm):
    """A verification code, and a PDF to compare with what was issued."""

    code = StringField(_l("Verification code"), validators=[Optional(), Length(max=64)])
    file = FileField(
        _l("PDF to compare"),
        validators=[FileSize(max_size=LARGEST, message=_l("The file is larger than 16 MB."))],
        description=_l("The file is compared with what was issued; it is not kept."),
    )
    problem = None


class DraftForm(Form):
    """Asks for a draft as PDF."""
