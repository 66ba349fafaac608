"""Forms that lose nothing: one way to carry out a post, whatever comes of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from flask import g, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from markupsafe import escape
from sqlalchemy.exc import IntegrityError
from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from council_flow.database import db, transaction
from council_flow.errors import CouncilError, Expected, Invalid, Missing, NotNow, Refused, Stale
from council_flow.language import Sentence, mark, say
from council_flow.text.cleaning import clean_lines
from council_flow.web.language import translate
from council_flow.web.models import Receipt
from council_flow.web.request import here, now


def new_token() -> str:
    """Return the token that a form carries so that it counts once."""
    return secrets.token_urlsafe(16)


def offered(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Return pairs of value and label as a field offers them."""
    return [SelectChoice(value, label) for value, label in pairs]


_WORDS = {
    "This field is required.": mark("What was sent could not be read."),
    "Invalid Choice: could not coerce.": mark("What was sent could not be read."),
    "Not a valid choice.": mark("Choose one of those that are offered."),
    "Not a valid date value.": mark("Write a date, such as 2026-11-26."),
    "Not a valid integer value.": mark("Write a whole number."),
    "Number must be between %(min)s and %(max)s.": mark("Write a number from %(min)s to %(max)s."),
}
"""What WTForms itself says, in the words of the product: it knows no Uzbek."""


class _Words:
    """Translates what WTForms says, as FlaskForm asks for it."""

    def gettext(self, message: str) -> str:
        return translate(Sentence(_WORDS.get(message, message)))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return translate(say("This field takes up to %(n)s characters.", n=n))


STATUS = {Missing: 404, Refused: 403, NotNow: 409, Stale: 409, Invalid: 422}
"""Which HTTP status answers which refusal."""


class Form(FlaskForm):
    """A form that carries a token against double posting and, on a file's page, what it was drawn from."""

    class Meta(FlaskForm.Meta):
        """How every form reads and speaks."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Take out of every text what steers or hides, such as marks of direction; a password stays as typed."""
            if not issubclass(unbound_field.field_class, PasswordField):
                options = {**options, "filters": [*options.get("filters", ()), _cleaned]}
            return unbound_field.bind(form=form, **options)

        def get_translations(self, form: Any) -> _Words:
            """Let WTForms speak the reader's language."""
            return _Words()

    token = HiddenField()
    version = HiddenField()
    visit = HiddenField()

    problem: Sentence | None = None
    """The refusal that concerns the whole form, shown above it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.token.data:
            self.token.data = new_token()

    @property
    def expected(self) -> Expected:
        """What the form was drawn from."""
        return Expected(_number(self.version.data), _number(self.visit.data))

    def take(self, error: CouncilError) -> None:
        """Put a refusal where it belongs: beside its field, or above the form."""
        fields = error.fields if isinstance(error, Invalid) else {}
        for name, sentence in fields.items():
            if name in self._fields:
                field = self._fields[name]
                field.errors = [*field.errors, translate(sentence)]
            else:
                self.problem = sentence
        if not fields:
            self.problem = error.sentence
        if isinstance(error, Stale):  # shown anew, the form is drawn from what is there now
            self.version.data = self.visit.data = None


def _cleaned(value: Any) -> Any:
    return clean_lines(value) if isinstance(value, str) else value


def _number(raw: str | None) -> int | None:
    return int(raw) if raw and raw.isdecimal() and len(raw) < 10 else None


def submit(
    form: Form,
    act: Callable[[], Any],
    *,
    done: Callable[[Any], str],
    again: Callable[[], str],
) -> ResponseReturnValue:
    """Carry out a post: check the form, act in one transaction, redirect; or show the page again as it was typed.

    Args:
        form: the form, filled from the request.
        act: calls one operation and returns its result.
        done: the address to go to, from the result.
        again: renders the page with the form; its status is that of the refusal.
    """
    if not form.validate_on_submit():
        return _drawn(form, again), 422
    token = _own(form.token.data or "")
    if earlier := _earlier(token):
        return redirect(earlier, 303)
    try:
        with transaction():
            location = done(act())
            db.session.add(Receipt(token=token, account_id=here().id, location=location, at=now()))
    except IntegrityError:
        db.session.rollback()
        if earlier := _earlier(token):
            return redirect(earlier, 303)
        raise
    except Missing:
        raise
    except CouncilError as error:
        db.session.rollback()
        if earlier := _earlier(token):  # the same form, posted twice at once: the first one was carried out
            return redirect(earlier, 303)
        form.take(error)
        return _drawn(form, again), next(code for family, code in STATUS.items() if isinstance(error, family))
    return redirect(location, 303)


def _drawn(form: Form, again: Callable[[], str]) -> str:
    """Return the page of a refused form with everything that was typed: also where the page has no place for the form any
    more, because the file has moved on, or nothing is open that it could be sent to."""
    typed = [(str(field.label.text), field.data) for field in form if _is_typed(field)]
    try:
        html = again()
    except CouncilError:
        g.typed = typed  # the page of the error shows it
        raise
    lost = [(label, words) for label, words in typed if str(escape(words)) not in html]
    said = form.problem is None or str(escape(translate(form.problem))) in html
    if not lost and said:
        return html
    g.typed, g.refusal = lost, None if said else form.problem
    return again()


def _is_typed(field: Any) -> bool:
    typed = isinstance(field, StringField | TextAreaField) and not isinstance(field, HiddenField | PasswordField)
    return typed and isinstance(field.data, str) and len(field.data.strip()) >= SHOWN_AGAIN


SHOWN_AGAIN = 8
"""Characters from which words are shown again where their form is gone: fewer are typed anew as fast."""


def _own(token: str) -> str:
    """Return under what a token is kept: nobody meets the receipts of somebody else."""
    return hashlib.sha256(f"{here().id}:{token}".encode()).hexdigest()


def _earlier(token: str) -> str | None:
    receipt = db.session.get(Receipt, token)
    return receipt.location if receipt else None


def wants_fragment() -> bool:
    """True where a script asked for a part of the page only."""
    return request.headers.get("X-Requested-With") == "fetch"
