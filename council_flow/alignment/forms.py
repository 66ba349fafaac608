"""What the check sends."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length

from council_flow.alignment.operations import LONGEST
from council_flow.web.forms import Form, offered


class FindingForm(Form):
    """One finding on one paragraph."""

    grade = RadioField(
        _l("Finding"),
        choices=offered(
            [
                ("agrees", _l("In full")),
                ("partly", _l("In part")),
                ("does_not", _l("Not met")),
                ("not_applicable", _l("Not related")),
            ]
        ),
        validators=[InputRequired(_l("Choose one of the four findings."))],
    )
    provisions = SelectMultipleField(_l("Provisions it rests on"), validate_choice=False)
    reason = TextAreaField(
        _l("Reason"), validators=[InputRequired(_l("Write the reason in a sentence.")), Length(max=LONGEST)]
    )
