"""What people send to the discussion."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.discussion.words import AUDIENCES, COUNCIL, DISPOSITIONS, LONGEST, TLP, TYPES
from council_flow.language import Titles, say
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
    audience = RadioField(_l("Who sees this"), default=COUNCIL, validators=[Optional()])
    unnamed = BooleanField(
        _l("Under the Chatham House Rule"),
        description=_l("Your role and State are shown to nobody; what you write may be used."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.type.choices = offered((name, translate(title)) for name, title in TYPES.items())
        self.audience.choices = offered((name, translate(title)) for name, title in AUDIENCES.items())

    def offer(self, audiences: Sequence[tuple[str, Sequence[Titles]]]) -> None:
        """Offer the audiences that a procedure has, each with the names of its roles."""
        self.audience.choices = offered((name, _seen_by(name, roles)) for name, roles in audiences)

    @property
    def at(self) -> int | None:
        """Where the words begin, in code points, if a script said so."""
        raw = self.start.data or ""
        return int(raw) if raw.isdecimal() and len(raw) < 10 else None


def _seen_by(name: str, roles: Sequence[Titles]) -> str:
    title = translate(AUDIENCES[name])
    if roles:
        title = translate(say("%(audience)s and you: %(roles)s", audience=AUDIENCES[name], roles=list(roles)))
    return f"{title} ({TLP[name]})"


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


class SatisfiedForm(Form):
    """Whether a disposition answers one's comment."""

    satisfied = RadioField(
        _l("Does this answer your comment?"), validators=[InputRequired(_l("Choose one of those that are offered."))]
    )
    note = TextAreaField(
        _l("What is still open"),
        validators=[Optional(), Length(max=LONGEST, message=_TOO_LONG)],
        description=_l("Asked for where it does not answer your comment. This reopens nothing by itself."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.satisfied.choices = offered([("yes", translate(say("Yes"))), ("no", translate(say("No")))])


class HeldForm(Form):
    """Which of the comments kept privately are released."""

    chosen = SelectMultipleField(validators=[Optional()], validate_choice=False)

    @property
    def ids(self) -> list[int]:
        """The numbers chosen."""
        return [int(raw) for raw in self.chosen.data or () if raw.isdecimal() and len(raw) < 10]


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
