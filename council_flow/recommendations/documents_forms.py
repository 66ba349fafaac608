"""What people send about background documents."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import FileField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from council_flow.language import LANGUAGES, NAMES
from council_flow.recommendations.document_types import ENDINGS, LARGEST
from council_flow.recommendations.document_words import LABELS
from council_flow.recommendations.documents_operations import LONGEST_TITLE
from council_flow.web.forms import Form, offered
from council_flow.web.language import translate


class DocumentForm(Form):
    """One document to be handed in."""

    file = FileField(
        _l("Document"),
        description=_l("%(kinds)s, up to %(n)s MB.", kinds=ENDINGS, n=LARGEST // 1024 // 1024),
    )
    title = StringField(_l("Title"), validators=[Optional(), Length(max=LONGEST_TITLE)])
    language = SelectField(_l("Language"), validators=[Optional()])
    label = SelectField(_l("Kind of document"), validators=[Optional()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        other = translate(LABELS["other"])
        self.language.choices = offered([*((code, NAMES[code]) for code in LANGUAGES), ("other", other)])
        self.label.choices = offered((name, translate(title)) for name, title in LABELS.items())

    @staticmethod
    def sent() -> tuple[bytes, str]:
        """Return the bytes and the name of the file that was sent."""
        file = request.files.get("file")
        return (file.read(), file.filename or "") if file else (b"", "")


class WithdrawalForm(Form):
    """Why a document is withdrawn."""

    reason = TextAreaField(_l("Reason"), validators=[Optional(), Length(max=4000)])
