"""What people send about suggestions: one that is made, decisions on many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.discussion.forms import CommentForm
from council_flow.discussion.suggestions.applying import CHOICES, Decision
from council_flow.discussion.suggestions.making import Written
from council_flow.discussion.words import ACTS, AUDIENCES, COUNCIL, LONGEST, TYPES
from council_flow.errors import CouncilError, Invalid
from council_flow.language import Titles, say
from council_flow.text.blocks import LONGEST_BLOCK
from council_flow.text.cleaning import clean_lines
from council_flow.web.forms import Form, offered
from council_flow.web.language import translate

_TOO_LONG = _l("This field takes up to %(n)s characters.", n=f"{LONGEST:,}")
_LONGEST_WORDS = _l("This field takes up to %(n)s characters.", n=f"{LONGEST_BLOCK:,}")
KINDS = (
    ("preambular", _l("Preambular")),
    ("operative", _l("Operative")),
    ("operative-bis", _l("Operative, numbered bis")),
    ("subparagraph-1", _l("Sub-paragraph (a)")),
    ("subparagraph-2", _l("Sub-paragraph (i)")),
    ("subparagraph-3", _l("Sub-paragraph a.")),
    ("heading-1", _l("Heading")),
    ("heading-2", _l("Subheading")),
    ("footnote", _l("Footnote")),
    ("note", _l("Note")),
)
"""Kinds of a new block that somebody may suggest."""


class SuggestForm(Form):
    """A suggested change of a block, or of words in it."""

    paragraph = HiddenField(validators=[Length(max=24)])
    start = HiddenField(validators=[Length(max=9)])
    quote = HiddenField(validators=[Length(max=LONGEST_BLOCK)])
    act = RadioField(
        _l("What you suggest"), default="replace", validators=[InputRequired(_l("Choose what you suggest."))]
    )
    proposed = TextAreaField(
        _l("The words as they shall stand"), validators=[Optional(), Length(max=LONGEST_BLOCK, message=_LONGEST_WORDS)]
    )
    fresh = TextAreaField(
        _l("The new paragraph"), validators=[Optional(), Length(max=LONGEST_BLOCK, message=_LONGEST_WORDS)]
    )
    proposed_kind = SelectField(_l("Kind"), default="operative", validators=[Optional()], choices=offered(KINDS))
    after = SelectField(_l("Move it after"), validators=[Optional()], validate_choice=False)
    text = TextAreaField(
        _l("Reason"),
        validators=[
            InputRequired(_l("Write the reason: it stands with the suggestion.")),
            Length(max=LONGEST, message=_TOO_LONG),
        ],
    )
    type = RadioField(_l("Kind of comment"), default="substantive", validators=[Optional()])
    on_behalf = RadioField(_l("For whom you suggest it"), default="", validators=[Optional()])
    audience = RadioField(_l("Who sees this"), default=COUNCIL, validators=[Optional()])

    unnamed = BooleanField(
        _l("Under the Chatham House Rule"),
        description=_l("Your role and State are shown to nobody; what you write may be used."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.act.choices = offered((name, translate(title)) for name, title in ACTS.items())
        self.type.choices = offered((name, translate(title)) for name, title in TYPES.items())
        self.on_behalf.choices = offered([("", translate(say("Alone"))), ("state", "")])
        self.after.choices = []
        self.audience.choices = offered((name, translate(title)) for name, title in AUDIENCES.items())

    def offer(
        self,
        audiences: Sequence[tuple[str, Sequence[Titles]]],
        state: Titles | None,
        places: Sequence[tuple[str, str]],
    ) -> None:
        """Offer the audiences of the procedure, the person's State, and the paragraphs that one can be moved behind."""
        CommentForm.offer(self, audiences)  # it asks for the field ``audience`` alone
        for_state = [("state", translate(say("For %(state)s", state=state)))] if state else []
        self.on_behalf.choices = offered([("", translate(say("Alone"))), *for_state])
        self.after.choices = offered(places)

    @property
    def written(self) -> Written:
        """What was written."""
        raw = self.start.data or ""
        return Written(
            key=self.paragraph.data or "",
            act=self.act.data or "",
            words=self.proposed.data or "",
            fresh=self.fresh.data or "",
            kind=self.proposed_kind.data or "",
            after=self.after.data or "",
            quote=self.quote.data or "",
            start=int(raw) if raw.isdecimal() and len(raw) < 10 else None,
            on_behalf=self.on_behalf.data == "state",
        )

    def fill(self, written: Written) -> None:
        """Show what is to be changed."""
        self.paragraph.data, self.act.data = written.key, written.act
        self.proposed.data, self.fresh.data, self.after.data = written.words, written.fresh, written.after
        self.proposed_kind.data = written.kind or "operative"
        self.quote.data = written.quote
        self.start.data = "" if written.start is None else str(written.start)
        self.on_behalf.data = "state" if written.on_behalf else ""

    def take(self, error: CouncilError) -> None:
        """Put what is said of the suggested words beside the field in which they were written."""
        if isinstance(error, Invalid) and "proposed" in error.fields and self.act.data == "insert":
            error = Invalid(
                {**{k: v for k, v in error.fields.items() if k != "proposed"}, "fresh": error.fields["proposed"]}
            )
        super().take(error)


class DecideForm(Form):
    """Decisions on suggestions, with the reason for the version that they make."""

    paragraph = HiddenField(validators=[Length(max=24)])
    reason = TextAreaField(_l("Reason for this version"), validators=[Optional(), Length(max=1000)])

    beside: Mapping[str, str] = {}
    """What is refused beside one suggestion: ``response-4``, ``words-4``."""

    def take(self, error: CouncilError) -> None:
        """Put a refusal of one suggestion beside it, and above the form."""
        super().take(error)
        if isinstance(error, Invalid):
            self.beside = {name: translate(sentence) for name, sentence in error.fields.items()}


_NUMBER = re.compile(r"n-(\d{1,9})")


def decisions(filled: str = "") -> list[Decision]:
    """Return what was decided, those that suggest the same each by itself.

    Args:
        filled: the response for what is put in brackets, where none was written.
    """
    found = []
    for name in request.form:
        if not (match := _NUMBER.fullmatch(name)):
            continue
        first = match[1]
        choice = request.form.get(f"choice-{first}", "leave")
        words = clean_lines(request.form.get(f"words-{first}", ""))[:LONGEST_BLOCK]
        response = clean_lines(request.form.get(f"response-{first}", ""))
        response = response or (filled if choice == "brackets" else "")
        numbers = [int(one) for one in request.form[name].split(",") if one.isdecimal() and len(one) < 10]
        known = choice if choice in CHOICES else "leave"
        found += [Decision(number, known, words, response) for number in dict.fromkeys(numbers)]
    return found
