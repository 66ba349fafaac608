"""What the editors of a catalogue send."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from council_flow.alignment.editing import LONGEST
from council_flow.alignment.editions_operations import LONGEST_NOTE
from council_flow.web.forms import Form, offered


class EditionForm(Form):
    """Beginning an edition, with what is in force or with a file."""

    note = StringField(_l("What the edition is for"), validators=[Optional(), Length(max=LONGEST_NOTE)])
    file = FileField(
        _l("Catalogue as YAML"), description=_l("Without a file the edition begins with what is in force.")
    )


class CatalogueForm(EditionForm):
    """Adding a catalogue of the council's own."""

    name = StringField(
        _l("Name"), validators=[InputRequired(_l("Write a name.")), Length(max=40)],
        description=_l("Small letters, digits and hyphens. It stands in addresses and in workflow files."),
    )  # fmt: skip
    file = FileField(
        _l("Catalogue as YAML"),
        description=_l("Without a file it begins with the themes of the catalogue of CTED guidance, and nothing else."),
    )


class InstrumentForm(Form):
    """An instrument added to the edition that is being written."""

    identifier = StringField(_l("Identifier"), description=_l("Small letters, digits and hyphens, such as res2396."))
    title = StringField(_l("Title"), validators=[Optional(), Length(max=300)])
    symbol = StringField(_l("Symbol"), validators=[Optional(), Length(max=120)])
    issuer = StringField(_l("Issued by"), validators=[Optional(), Length(max=120)])
    date = StringField(_l("Date"), validators=[Optional(), Length(max=120)])
    binding = BooleanField(_l("Binding on States"))


class NewProvisionForm(Form):
    """A provision added to the edition that is being written."""

    provision = StringField(
        _l("Identifier"), description=_l("Small letters, digits and hyphens, such as res2396-op13.")
    )
    instrument = SelectField(_l("Instrument"), validate_choice=False)


class ProvisionForm(Form):
    """A provision of the edition that is being written."""

    title = StringField(_l("Title"), validators=[InputRequired(_l("Write a title.")), Length(max=300)])
    locator = StringField(_l("Place in the instrument"), validators=[Optional(), Length(max=200)])
    locator_status = SelectField(
        _l("What is known of its number"),
        choices=offered(
            [
                ("confirmed", _l("Seen in a source")),
                ("unconfirmed", _l("Not confirmed")),
                ("no-number", _l("No number known")),
            ]
        ),
    )
    paraphrase = TextAreaField(_l("What it asks for, in our own words"), validators=[Optional(), Length(max=LONGEST)])
    themes = SelectMultipleField(_l("Themes"), validate_choice=False)
    questions = TextAreaField(
        _l("Questions to a draft"), description=_l("One a line."), validators=[Optional(), Length(max=LONGEST)]
    )
    verified = SelectField(
        _l("Verification"),
        choices=offered(
            [
                ("high", _l("Read in a stored copy or an official summary")),
                ("medium", _l("Confirmed in general terms")),
                ("low", _l("From general knowledge")),
            ]
        ),
    )
    status = SelectField(
        _l("Use"),
        choices=offered(
            [("usable", _l("Offered by the check")), ("placeholder", _l("Hidden until its text is entered"))]
        ),
    )
    source = TextAreaField(
        _l("Source"), validators=[InputRequired(_l("Name the source: where this was read.")), Length(max=LONGEST)]
    )

    def fields(self) -> dict[str, Any]:
        """Return the fields of the provision."""
        return {
            "title": (self.title.data or "").strip(), "locator": (self.locator.data or "").strip(),
            "locator_status": self.locator_status.data, "paraphrase": (self.paraphrase.data or "").strip(),
            "themes": self.themes.data or [], "verified": self.verified.data, "status": self.status.data,
            "check_questions": [line.strip() for line in (self.questions.data or "").splitlines() if line.strip()],
            "source": (self.source.data or "").strip(),
        }  # fmt: skip


class EditionActForm(Form):
    """Confirming a provision, bringing an edition into force, discarding it."""
