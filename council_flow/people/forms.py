"""What people send about people."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, EmailField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.errors import Invalid
from council_flow.language import NAMES, Sentence, say
from council_flow.people import queries
from council_flow.web.forms import Form, offered
from council_flow.web.language import translate

_DAY = timedelta(days=1)


def _roles() -> list[tuple[str, str]]:
    return [(name, translate(title)) for name, title in queries.role_titles().items()]


def _states() -> list[tuple[str, str]]:
    named = sorted(
        ((code, translate(title)) for code, title in queries.state_titles().items()), key=lambda one: one[1].casefold()
    )
    return [("", translate(say("No State"))), *named]


def _days(
    first: DateField, last: DateField, zone: ZoneInfo, refusal: Sentence
) -> tuple[datetime | None, datetime | None]:
    """Return the instant at which the first day begins and the one at which the last has passed, where they are given."""
    try:
        begin = datetime.combine(first.data, time(), zone).astimezone(UTC) if first.data else None
        end = datetime.combine(last.data + _DAY, time(), zone).astimezone(UTC) if last.data else None
    except OverflowError as error:  # the calendar of the language ends with the year 9999
        raise Invalid({last.name: refusal}) from error
    return begin, end


class InviteForm(Form):
    """An invitation to hold a role."""

    state = SelectField(_l("State"), validators=[Optional()])
    role = SelectField(_l("Role"))
    email = EmailField(
        _l("Email address"), validators=[InputRequired(_l("Write the address to invite.")), Length(max=254)]
    )
    institution = StringField(
        _l("Institution"),
        validators=[Optional(), Length(max=120)],
        description=_l("A ministry or a body of the United Nations, where the person comes from one."),
    )
    language = SelectField(_l("Language of the letter"), choices=offered(NAMES.items()))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = offered(_roles())
        self.state.choices = offered(_states())


class TermForm(Form):
    """A role for somebody who has an account."""

    account = SelectField(_l("Person"), coerce=int)
    role = SelectField(_l("Role"))
    state = SelectField(_l("State"), validators=[Optional()])
    from_at = DateField(_l("From"), validators=[Optional()], description=_l("Left empty: from now."))
    until_at = DateField(_l("To"), validators=[Optional()], description=_l("Left empty: without an end."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = offered(_roles())
        self.state.choices = offered(_states())
        for field in self:
            field.id = f"give-{field.id}"  # the page has other forms with the same fields

    def fill(self, people: list[tuple[int, str]]) -> None:
        """Offer these people."""
        self.account.choices = offered(people)

    def days(self, zone: ZoneInfo, now: datetime) -> tuple[datetime, datetime | None]:
        """Return when the term begins and when it ends, if it does."""
        begin, end = _days(self.from_at, self.until_at, zone, say("A term ends after it begins."))
        return begin or now, end


class ActingForm(Form):
    """An acting holder for the days of an absence."""

    term = SelectField(_l("Role and holder"), coerce=int)
    account = SelectField(_l("Acting member"), coerce=int)
    from_day = DateField(_l("From"), validators=[InputRequired(_l("Choose the first day."))])
    until_day = DateField(_l("To"), validators=[InputRequired(_l("Choose the last day."))])

    def fill(self, terms: list[tuple[int, str]], people: list[tuple[int, str]]) -> None:
        """Offer these terms and people."""
        self.term.choices, self.account.choices = offered(terms), offered(people)

    def days(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the first instant of the first day and the one after the last day."""
        refusal = say("The last day comes after the first, and is not past.")
        begin, end = _days(self.from_day, self.until_day, zone, refusal)
        assert begin is not None and end is not None, "both fields are required"
        return begin, end


class AcceptForm(Form):
    """Taking up an invitation."""

    name = StringField(
        _l("Name shown"), validators=[InputRequired(_l("Write the name under which you are shown.")), Length(max=120)]
    )
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Choose a password.")), Length(max=128)])


class AssignForm(Form):
    """A role in a file for somebody."""

    account = SelectField(_l("Person"), coerce=int)
    role = SelectField(_l("Role in this file"))


class ActForm(Form):
    """A button that does one thing to one row."""

    row = HiddenField()
    role = HiddenField()

    @property
    def number(self) -> int:
        """Number of the row; 0 where none was sent."""
        return int(self.row.data) if (self.row.data or "").isdecimal() and len(self.row.data or "") < 10 else 0


class ProfileForm(Form):
    """What a person sets for him- or herself."""

    name = StringField(
        _l("Name shown"), validators=[InputRequired(_l("Write the name under which you are shown.")), Length(max=120)]
    )
    expertise = StringField(
        _l("Field of expertise"),
        description=_l("Shown where reviewers are named."),
        validators=[Optional(), Length(max=300)],
    )
    language = SelectField(_l("Language"), choices=offered(NAMES.items()))
    zone = SelectField(_l("Time zone"), validators=[Optional()])
    theme = SelectField(_l("Appearance"))
    shortcuts = BooleanField(
        _l(
            "Keys for reading: j and k go from paragraph to paragraph, n and p from change to change, c comments, s suggests"
        )
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(
            name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right"))
        )
        self.zone.choices = offered(
            [
                ("", translate(say("That of the council"))),
                *((name, name.replace("_", " ")) for name in zones),
            ]
        )
        self.theme.choices = offered([
            ("auto", translate(say("As the device is set"))), ("light", translate(say("Light"))), ("dark", translate(say("Dark"))),
        ])  # fmt: skip
