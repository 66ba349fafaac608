"""What people send of a sheet: the file, and after the preview its rows."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from council_flow.discussion.sheets.reading import LARGEST
from council_flow.web.forms import Form

_DAMAGED = _l("The sheet cannot be read any more. Choose the file again.")
_CARRIED = 4 * LARGEST
"""Characters of the rows on their way from the preview to the confirmation."""


class SheetForm(Form):
    """A filled-in sheet."""

    file = FileField(
        _l("The filled-in sheet"),
        validators=[FileRequired(message=_l("Choose the sheet that you filled in."))],
        description=_l("Nothing is posted yet: you see first what the sheet holds."),
    )


class RowsForm(Form):
    """The rows of a sheet that were looked at."""

    rows = HiddenField(validators=[InputRequired(_DAMAGED), Length(max=_CARRIED, message=_DAMAGED)])
