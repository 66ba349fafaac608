"""What people send about procedures: a file to bring in, the stages that replace others."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField

from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.web.forms import Form


class SourceForm(Form):
    """A workflow file: uploaded, or written in the page."""

    file = FileField(_l("Workflow file"), description=_l("A YAML file. What is wrong with it is told line by line."))
    source = TextAreaField(_l("Text of the file"))

    def text(self) -> str:
        """Return the text that was sent, exactly: the check sees every character. An uploaded file goes first.

        Raises:
            Invalid: the file is not a text, or nothing was sent.
        """
        text: str
        sent = request.files.get("file")
        if sent is not None and sent.filename:
            try:
                text = sent.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise Invalid({"file": say("The file is not UTF-8 text.")}) from error
        else:
            text = str(request.form.get("source", ""))
        text = text.replace("\r\n", "\n")
        if not text.strip():
            raise Invalid({"file": say("Choose a file, or write the text below.")})
        return text


class MigrateForm(Form):
    """Confirms a migration. The stages themselves are read from the request."""

    target = HiddenField()
    """Hash of the definition that was shown as the one in force."""

    def mapping(self) -> dict[str, str]:
        """Return the stage chosen for each stage that the new revision lacks."""
        fields = request.form if request.method == "POST" else request.args
        return {name.removeprefix("map-"): value for name, value in fields.items() if name.startswith("map-") and value}
