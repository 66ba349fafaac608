"""Files in and out of a case: taking a Word file in, and the text as Word, Markdown and JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow.discussion import queries as discussion
from council_flow.discussion.audience import reader_of
from council_flow.discussion.words import COUNCIL
from council_flow.errors import Invalid, Missing
from council_flow.language import LANGUAGES, say
from council_flow.recommendations.file import File, revision_symbol
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.text import queries
from council_flow.text.compare import compare
from council_flow.text.comparing.page import entries
from council_flow.text.exchange import operations as import_operations
from council_flow.text.exchange.carried import arrived, carried
from council_flow.text.exchange.exporting import as_json, noted
from council_flow.text.exchange.files import read_file
from council_flow.text.exchange.forms import ImportForm
from council_flow.text.exchange.importing import Read, told
from council_flow.text.exchange.operations import FILLER, IN_BOTH, IN_REPLY, Phrases
from council_flow.text.exchange.shown import acts, few, names_of
from council_flow.text.markdown import write
from council_flow.text.models import Version
from council_flow.text.word.writing import Heading, write_word
from council_flow.web.forms import submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("exchange", __name__)


def phrases(read: Read) -> Phrases:
    """Return what the product adds to the words of a file, in the language being read."""
    version = read.origin.version if read.origin else 0
    return Phrases(
        filler=translate(FILLER),
        in_both=translate(say(IN_BOTH.text, n=version)),
        in_reply=translate(say(IN_REPLY.text, who="%s")),
        fillers=frozenset(translate(FILLER, code) for code in LANGUAGES),
        speaks=[_speaking(code) for code in LANGUAGES],
    )


def _speaking(code: str) -> Any:
    return lambda value: translate(value, code)


@blueprint.get(f"{FILE}/import")
def importing(year: int, number: int) -> ResponseReturnValue:
    """Show the form for a file that is to be taken in."""
    file = open_file(year, number, here(), now())
    form = ImportForm(formdata=None)
    form.language.data = file.original
    return _page(file, form, None)


@blueprint.post(f"{FILE}/import")
def take(year: int, number: int) -> ResponseReturnValue:
    """Show what was understood of a file and what it would change; take it in when that is confirmed."""
    file = open_file(year, number, here(), now())
    may_text = import_operations.may_take_text(file.case, file.place, here())
    form = ImportForm()
    try:
        read, fresh = _read(form)
    except Invalid as error:
        form.validate()
        form.take(error)
        return _page(file, form, None), 422
    if fresh or request.form.get("do") != "take":
        form.version.data = str(file.version)
        form.validate()
        return _page(file, form, read)
    return submit(
        form,
        lambda: import_operations.import_into(
            file.case.id, read, form.language.data, phrases(read), with_text=may_text and form.what.data == "text",
            reason=form.reason.data or "", actor=here(), now=now(), expected=form.expected,
        ),
        done=lambda taken: in_language(taken.path),
        again=lambda: _page(open_file(year, number, here(), now()), form, read),
    )  # fmt: skip


def _read(form: ImportForm) -> tuple[Read, bool]:
    language = form.language.data if form.language.data in LANGUAGES else LANGUAGES[0]
    form.language.data = language
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        form.carried.data = ""
        read = read_file(sent.filename, sent.read(), language)
        if read.origin and read.origin.language in LANGUAGES and read.origin.language != language:
            form.language.data = language = read.origin.language
            sent.seek(0)
            read = read_file(sent.filename, sent.read(), language)
        form.carried.data = carried(read, language)
        return read, True
    if not form.carried.data:
        raise Invalid({"file": say("Choose a file.")})
    return arrived(form.carried.data, language), False


def _page(file: File, form: ImportForm, read: Read | None) -> str:
    may_text = import_operations.may_take_text(file.case, file.place, here())
    if not may_text:
        form.what.data = "comments"
    language = form.language.data or file.original
    shown: dict[str, Any] = {}
    if read is not None:
        plan = import_operations.plan(file.case, read, language)
        if not form.version.data:
            form.version.data = str(file.version)
        comments = import_operations.there_already(file.case) if read.found else []
        found = import_operations.unknown(file.case, comments, plan, read, language, phrases(read))
        new = replace(read, found=found)
        changed = compare(plan.current, plan.body, language)
        shown = {
            "found": names_of(new, language), "more": few(new.found), "already": len(read.found) - len(new.found), "lost": told(read.lost), "acts": acts(),
            "doubts": [part for part in read.parts if part.doubt], "plan": plan, "changes": changed.changes,
            "entries": entries(changed.shown, "changes", plan.body, language),
        }  # fmt: skip
    return render_template(
        "text/import.html", file=file, form=form, read=read, may_text=may_text, text_language=language, **shown
    )


def _asked(year: int, number: int) -> tuple[File, Version, str]:
    """Return the file, the version and the language that an export is asked for."""
    file = open_file(year, number, here(), now())
    file.opened()
    name = request.args.get("v") or str(file.version)
    version = queries.named(file.case.id, f"v{name}" if name.isdecimal() else name)
    body = version.body
    asked = request.args.get("lang") or reading_language()
    language = asked if asked in body.languages() else body.original
    if request.args.get("lang") and asked != language:
        raise Missing
    return file, version, language


@blueprint.get(f"{FILE}/text.docx")
def word(year: int, number: int) -> ResponseReturnValue:
    """Send a version as a Word file; the present one with comments and suggestions where that is asked for."""
    file, version, language = _asked(year, number)
    body = version.body
    notes = []
    if request.args.get("with", "").startswith("comment") and version.number == file.version:
        fillers = frozenset(translate(FILLER, code) for code in LANGUAGES)
        # Word keeps no audience: what was written to few would come back as written to all.
        seen = [one for one in discussion.all_of(file.case.id, reader_of(file, here())) if one.audience == COUNCIL]
        notes = noted(seen, body, language, plainly=fillers, speak=_speaking(language))
    heading = Heading(file.symbol, version.number, revision_symbol(file.symbol, version.issued))
    data = write_word(body, language, heading, notes)
    return sent(data, f"{_stem(file, version)}-{language}.docx")


@blueprint.get(f"{FILE}/text.md")
def markdown(year: int, number: int) -> ResponseReturnValue:
    """Send a version as Markdown."""
    file, version, language = _asked(year, number)
    return sent(write(version.body, language), f"{_stem(file, version)}-{language}.md")


@blueprint.get(f"{FILE}/text.json")
def data(year: int, number: int) -> ResponseReturnValue:
    """Send a version with all its languages as JSON; the present one with the comments that the person sees."""
    file, version, _ = _asked(year, number)
    comments = None
    if version.number == file.version:
        comments = discussion.all_of(file.case.id, reader_of(file, here()))
    found = as_json(version.body, symbol=file.symbol, version=version.number, comments=comments)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return sent(text, f"{_stem(file, version)}.json")


def _stem(file: File, version: Version) -> str:
    return f"{file.stem}-v{version.number}"
