"""What States send."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.adoption.silence import BREAKS, JOINS, LONGEST, RESERVES
from council_flow.web.forms import Form, offered


class PositionForm(Form):
    """The position of a State."""

    position = RadioField(
        _l("Position"),
        choices=offered(
            [
                (JOINS, _l("Join and say so")),
                (RESERVES, _l("Join, with a reservation")),
                (BREAKS, _l("Break the silence")),
            ]
        ),
        validators=[InputRequired(_l("Choose one of the three positions."))],
    )
    text = TextAreaField(
        _l("Statement, text of the reservation, or reason"),
        validators=[Optional(), Length(max=LONGEST)],
        description=_l("A reservation is published with the recommendation. Breaking the silence needs a reason."),
    )
