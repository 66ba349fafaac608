"""What the editor sends."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from council_flow.language import LANGUAGES
from council_flow.text.blocks import Body
from council_flow.text.checking import LONGEST_NAME, LONGEST_REASON
from council_flow.text.editing import Fields, cleaned
from council_flow.text.merge import Decision
from council_flow.web.forms import Form

CHOICES = frozenset({"mine", "theirs", "both"})


class EditForm(Form):
    """A whole text, block by block, with the reason for its new version."""

    base = HiddenField()
    """Where two texts are brought together: the version on which one's own was begun."""
    reason = TextAreaField(_l("Reason for this version"), validators=[Optional(), Length(max=LONGEST_REASON)])

    @property
    def began(self) -> int | None:
        """Number of the version on which a text was begun that is being brought together with another."""
        raw = self.base.data or ""
        return int(raw) if raw.isdecimal() and len(raw) < 10 else None


class LockForm(Form):
    """Why a text is locked."""

    reason = TextAreaField(_l("Reason for the lock"), validators=[Optional(), Length(max=LONGEST_REASON)])


class NameForm(Form):
    """What a version is called."""

    name = StringField(
        _l("Name"),
        validators=[Optional(), Length(max=LONGEST_NAME)],
        description=_l("Such as “Zero draft” or “Text of the Tashkent session”. Leave it empty to take the name away."),
    )


class RestoreForm(Form):
    """Why an earlier text comes back."""

    reason = TextAreaField(_l("Reason for this version"), validators=[Optional(), Length(max=LONGEST_REASON)])


class TranslationForm(Form):
    """Translations, with the reason for the version that they make."""

    reason = TextAreaField(_l("Reason for this version"), validators=[Optional(), Length(max=LONGEST_REASON)])


def translations() -> tuple[dict[str, str], frozenset[str]]:
    """Return the translations that were sent, by block, and the blocks that still say the same."""
    sent = zip(request.form.getlist("key"), request.form.getlist("also"), strict=False)
    return dict(sent), frozenset(request.form.getlist("same"))


def beside(original: str) -> str | None:
    """Return the language to be shown beside the original, from the address or the form."""
    return _other(request.values.get("beside") or "", original)


def _other(asked: str, original: str) -> str | None:
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


def decisions(original: str, *bodies: Body) -> dict[str, Decision]:
    """Return what was chosen where both changed the same; words written afresh in normal form."""
    found: dict[str, Decision] = {}
    for name in request.form:
        word, _, conflict = name.partition("-")
        if word not in {"take", "afresh"} or conflict in found:
            continue
        key, _, about = conflict.partition(".")
        block = next((block for body in bodies if (block := body.block(key)) is not None), None)
        language = about if about in LANGUAGES else original
        afresh = cleaned(request.form.get(f"afresh-{conflict}", ""), language, block.kind if block else "")
        choice = request.form.get(f"take-{conflict}", "")
        found[conflict] = Decision(choice if choice in CHOICES else "", afresh)
    return found
