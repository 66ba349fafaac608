"""What the check sends."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.alignment.operations import LONGEST, Rests
from council_flow.web.forms import Form, offered


class FindingForm(Form):
    """One finding on one paragraph beside the provisions named. Answers to questions come in fields of their own."""

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
    evidence = TextAreaField(
        _l("Evidence"),
        description=_l("A practice or a source that shows it, if there is one."),
        validators=[Optional(), Length(max=LONGEST)],
    )
    document = SelectField(_l("Document of this file"), coerce=int, validate_choice=False, default=0)
    proposed = TextAreaField(
        _l("Proposed wording"),
        description=_l("How the paragraph should read instead. It becomes a suggestion in the discussion."),
        validators=[Optional(), Length(max=20_000)],
    )

    def rests(self, answers: dict[str, str]) -> Rests:
        """Return what the finding rests on."""
        return Rests(self.evidence.data or "", self.document.data or None, answers, self.proposed.data or "")


class ReadingForm(Form):
    """What the second reader says."""

    verdict = RadioField(
        _l("Second reading"),
        choices=offered([("agrees", _l("I agree")), ("disputes", _l("I do not agree"))]),
        validators=[InputRequired(_l("Choose whether you agree."))],
    )
    note = TextAreaField(_l("Note"), validators=[Optional(), Length(max=LONGEST)])


class FindingActForm(Form):
    """Confirming a finding on changed words, or taking it back."""
