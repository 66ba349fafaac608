"""What States and the chair send."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.adoption import rules as r
from council_flow.adoption import statements_operations as statements
from council_flow.adoption.checking import LONGEST
from council_flow.web.forms import Form, offered

LABELS = {
    r.JOINS: _l("Join and say so"),
    r.RESERVES: _l("Join, with a reservation"),
    r.BREAKS: _l("Break the silence"),
    r.OBJECTS: _l("Object"),
    r.YES: _l("Yes"),
    r.NO: _l("No"),
    r.ABSTAIN: _l("Abstain"),
    r.ABSENT: _l("Not participating"),
    r.AGREES: _l("Agree"),
    r.DISAGREES: _l("Disagree"),
    r.RECUSES: _l("Step aside"),
}


class _ForAState(Form):
    """What is said for a State: its own people need not choose which, the secretariat names the letter."""

    state = SelectField(_l("State"), validate_choice=False)
    letter = SelectField(
        _l("Letter of the State"), coerce=int, validate_choice=False, default=0,
        description=_l("The document in which the State said so. It is marked as recorded by the secretariat; the State can correct it."),
    )  # fmt: skip

    def offer_states(self, states: list[tuple[str, Any]], letters: list[tuple[int, str]]) -> None:
        """Offer the States for which the person speaks, and the letters that there are."""
        self.state.choices = offered(states)
        self.letter.choices = offered([(0, "–"), *letters])


class PositionForm(_ForAState):
    """The position of a State."""

    position = RadioField(
        _l("Position"), validators=[InputRequired(_l("Choose one of the positions."))], validate_choice=False
    )
    text = TextAreaField(
        _l("Statement, text of the reservation, or reason"),
        validators=[Optional(), Length(max=LONGEST)],
        description=_l("A reservation is published with the recommendation. An objection needs a reason."),
    )

    def offer(self, kind: str) -> PositionForm:
        """Offer the positions of a kind of procedure."""
        self.position.choices = offered((name, LABELS[name]) for name in r.POSITIONS[kind])
        return self


class StatementForm(_ForAState):
    """An explanation of position, a reservation or a disassociation."""

    kind = RadioField(
        _l("What it is"),
        choices=offered(
            [
                ("explanation", _l("Explanation of position")),
                ("reservation", _l("Reservation")),
                ("disassociation", _l("Disassociation")),
            ]
        ),
        validators=[InputRequired(_l("Choose what the statement is."))],
    )
    key = SelectField(_l("Paragraph"), validate_choice=False, default="")
    text = TextAreaField(
        _l("Statement"), validators=[InputRequired(_l("Write the statement.")), Length(max=statements.LONGEST)]
    )


class ProposalForm(Form):
    """The chair's proposal to the meeting."""

    proposal = TextAreaField(
        _l("Proposal to the meeting"), validators=[InputRequired(_l("Write what you propose to the meeting."))]
    )


class DeclarationForm(Form):
    """The gavel."""

    casting = RadioField(
        _l("The chair decides the tie"),
        choices=offered([("yes", _l("Yes")), ("no", _l("No"))]),
        validators=[Optional()],
    )


class VoiceForm(Form):
    """Giving the voice of a State to another."""

    holder = SelectField(_l("State that holds the voice"), validate_choice=False)
    until = DateField(_l("Until the end of"), validators=[InputRequired(_l("Choose a day ahead, within a year."))])
    given = TextAreaField(
        _l("In writing"), validators=[InputRequired(_l("Write that you give the voice, and within which limits."))]
    )


class AdoptionActForm(Form):
    """Acts without fields: confirming receipt, withdrawing a statement, taking a voice back."""
