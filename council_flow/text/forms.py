"""What the editor sends."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from council_flow.language import LANGUAGES
from council_flow.text.editing import Fields
from council_flow.web.forms import Form


class EditForm(Form):
    """A whole text, block by block, with the reason for its new version."""

    reason = TextAreaField(_l("Reason for this version"), validators=[Optional(), Length(max=1000)])


def beside(original: str) -> str | None:
    """Return the language to be shown beside the original, from the address or the form."""
    asked = request.values.get("beside") or ""
    return asked if asked in LANGUAGES and asked != original else None


def fields(original: str) -> Fields:
    """Return what the editor sent about the blocks."""
    return Fields(
        keys=request.form.getlist("key"),
        kinds=request.form.getlist("kind"),
        texts=request.form.getlist("text"),
        beside=beside(original),
        also=request.form.getlist("also"),
        same=frozenset(request.form.getlist("same")),
    )
