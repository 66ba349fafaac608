"""What people send to the discussion."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.discussion.words import DISPOSITIONS, LONGEST, TYPES
from council_flow.web.forms import Form, offered
from council_flow.web.language import translate

_TOO_LONG = _l("This field takes up to %(n)s characters.", n=f"{LONGEST:,}")


class CommentForm(Form):
    """A comment on a block, or on words in it."""

    paragraph = HiddenField(validators=[Length(max=24)])
    language = HiddenField(validators=[Length(max=2)])
    start = HiddenField(validators=[Length(max=9)])
    quote = TextAreaField(
        _l("Words it concerns"),
        validators=[Optional(), Length(max=2000)],
        description=_l("Copied from the paragraph as they stand. Leave this blank for the whole paragraph."),
    )
    text = TextAreaField(
        _l("Comment"),
        validators=[InputRequired(_l("Write the comment.")), Length(max=LONGEST, message=_TOO_LONG)],
    )
    type = RadioField(_l("Kind of comment"), default="substantive", validators=[Optional()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.type.choices = offered((name, translate(title)) for name, title in TYPES.items())

    @property
    def at(self) -> int | None:
        """Where the words begin, in code points, if a script said so."""
        raw = self.start.data or ""
        return int(raw) if raw.isdecimal() else None


class ReplyForm(Form):
    """A reply."""

    text = TextAreaField(
        _l("Your reply"), validators=[InputRequired(_l("Write the reply.")), Length(max=LONGEST, message=_TOO_LONG)]
    )


class WordsForm(Form):
    """One's own comment, written anew."""

    text = TextAreaField(
        _l("Comment"), validators=[InputRequired(_l("Write the comment.")), Length(max=LONGEST, message=_TOO_LONG)]
    )


class ReasonForm(Form):
    """A reason."""

    reason = TextAreaField(
        _l("Reason"),
        validators=[
            InputRequired(_l("Write the reason: it stands with the comment.")),
            Length(max=LONGEST, message=_TOO_LONG),
        ],
    )


class DispositionForm(Form):
    """A disposition with its response."""

    disposition = RadioField(_l("Disposition"), validators=[InputRequired(_l("Choose one of the six dispositions."))])
    response = TextAreaField(
        _l("Response"),
        validators=[Optional(), Length(max=LONGEST, message=_TOO_LONG)],
        description=_l("Asked for with “accepted in part”, “not accepted”, “merged” and “deferred”."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.disposition.choices = offered((name, translate(word.label)) for name, word in DISPOSITIONS.items())
