"""What people send in a consultation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.consultation.words import ANSWERS, LONGEST, LONGEST_NOTE
from council_flow.web.forms import Form, offered
from council_flow.web.language import translate


class AnswerForm(Form):
    """The answer of a State."""

    answer = RadioField(_l("Answer"), validators=[InputRequired(_l("Choose one of the five answers."))])
    text = TextAreaField(
        _l("Text of the answer"),
        validators=[Optional(), Length(max=LONGEST)],
        description=_l("What concerns one paragraph is best written beside it, as a comment; it is counted here too."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.answer.choices = offered((name, translate(word.label)) for name, word in ANSWERS.items())


class RecordedForm(AnswerForm):
    """The answer of a party, as the secretariat received it in writing."""

    party = SelectField(_l("State or guest"), validators=[InputRequired(_l("Choose a State."))], validate_choice=False)
    letter = SelectField(
        _l("Letter of the State"), coerce=int, validate_choice=False, default=0,
        description=_l("The document in which the State said so. It is marked as recorded by the secretariat; the State can correct it."),
    )  # fmt: skip


class ReleaseForm(Form):
    """What a delegation releases."""

    comments = SelectMultipleField(_l("Comments"), coerce=int, validate_choice=False)
    as_position = BooleanField(_l("As the position of the State"))


class ConsolidationForm(Form):
    """What a State says in the place of what its delegation wrote."""

    comments = SelectMultipleField(_l("Comments"), coerce=int, validate_choice=False)
    proposed = TextAreaField(
        _l("Words proposed"), validators=[Optional(), Length(max=LONGEST)],
        description=_l("For a suggestion chosen alone. Left blank, its words stay as they are."),
    )  # fmt: skip
    text = TextAreaField(
        _l("What the State says"), validators=[Length(max=LONGEST)],
        description=_l("Goes to the council as the position of the State. What it was made from stays in the delegation."),
    )  # fmt: skip


class LateForm(Form):
    """Whether a late answer counts."""

    answer_id = HiddenField(validators=[Length(max=12)])
    decision = HiddenField(validators=[Length(max=12)])


class ReminderForm(Form):
    """A reminder to the States whose answers are awaited."""

    note = TextAreaField(
        _l("Added to the letter"), validators=[Optional(), Length(max=LONGEST_NOTE)], description=_l("May stay blank.")
    )


class InvitationForm(Form):
    """One more State; or, where the procedure has guests, an institution or a person."""

    state = SelectField(_l("State"), validate_choice=False)
    institution = SelectField(
        _l("Institution"), coerce=int, validate_choice=False, default=0,
        description=_l("Everybody whom it has named sees the file and answers for it."),
    )  # fmt: skip
    person = SelectField(
        _l("Person"), coerce=int, validate_choice=False, default=0, description=_l("Answers for himself or herself.")
    )
