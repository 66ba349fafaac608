"""The translation of a text beside its original: reading both, writing the translation."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.database import db
from council_flow.discussion import queries as discussion
from council_flow.discussion.audience import reader_of
from council_flow.language import LANGUAGES
from council_flow.recommendations.file import File
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.queries import open_file
from council_flow.text import blame, operations, queries
from council_flow.text.blocks import Body, share
from council_flow.text.forms import TranslationForm, translations
from council_flow.text.merge import merge
from council_flow.text.numbering import numbers
from council_flow.text.translating import behind, facing, sources, translated
from council_flow.text.transliteration import is_cyrillic, to_cyrillic, to_latin
from council_flow.web.forms import submit
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now

blueprint = Blueprint("languages", __name__)
PAGE = f"{FILE}/translate"
UNFINISHED = frozenset({"behind", "missing"})


@blueprint.get(PAGE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show the text in two languages side by side; who writes the text writes the translation here."""
    file = open_file(year, number, here(), now())
    return _page(file, TranslationForm(formdata=None), queries.current(file.case.id, file.version).body)


def _chosen(original: str) -> str:
    asked = request.values.get("lang") or reading_language()
    if asked in LANGUAGES and asked != original:
        return asked
    return next(code for code in LANGUAGES if code != original)


def _page(file: File, form: TranslationForm, body: Body, **more: Any) -> str:
    language = _chosen(body.original)
    cyrillic = language == "uz" and request.args.get("script") == "cyrl"
    shown = facing(
        body, language, (numbers(body, body.original), numbers(body, language)), _translated_from(file, body, language)
    )
    only = request.values.get("only") == "unfinished"
    return render_template(
        "text/translate.html",
        file=file,
        form=form,
        body=body,
        lines=[line for line in shown if not only or line.state in UNFINISHED],
        only=only,
        text_language=language,
        all_languages=[code for code in LANGUAGES if code != body.original],
        shares={code: share(body, code) for code in LANGUAGES},
        may_write=access.may(here(), Permission.TEXT_EDIT, file.place) and not file.case.locked_at and not cyrillic,
        remarks=discussion.on_translation(file.case.id, language, reader_of(file, here())),
        cyrillic=cyrillic,
        script=to_cyrillic,
        pasted=language == "uz" and any(is_cyrillic(block.texts.get("uz", "")) for block in body.blocks),
        **{"merged": None, **more},
    )


def _translated_from(file: File, body: Body, language: str) -> dict[str, str]:
    wanted = behind(body, language)
    if not wanted:
        return {}
    earlier = blame.oldest_first(queries.texts(file.case.id))
    return sources(wanted, (body for _, body in reversed(earlier)))


@blueprint.post(PAGE)
def save(year: int, number: int) -> ResponseReturnValue:
    """Save translations as a new version; or turn what was pasted in Cyrillic letters into Latin ones and show it."""
    file = open_file(year, number, here(), now())
    operations.require_editing(file.case, here())
    form = TranslationForm()
    base = queries.current(file.case.id, form.expected.version or file.version)
    language = _chosen(base.body.original)
    words, same = translations()
    if request.form.get("do") == "latin":
        words = {key: to_latin(said) for key, said in words.items()}
        return _page(file, form, translated(base.body, language, words, same))
    written = translated(base.body, language, words, same)
    return submit(
        form,
        lambda: operations.save(
            file.case.id, written, reason=form.reason.data or "", actor=here(), now=now(), expected=form.expected
        ),
        done=lambda version: in_language(f"{file.path}/translate?lang={language}"),
        again=lambda: _again(year, number, form, base.body, written),
    )


def _again(year: int, number: int, form: TranslationForm, base: Body, written: Body) -> str:
    """Show what was typed; where another version was saved meanwhile, laid together with it."""
    db.session.rollback()
    file = open_file(year, number, here(), now())
    current = queries.current(file.case.id, file.version).body
    if current == base:
        return _page(file, form, written)
    merged = merge(base, written, current)
    form.version.data = str(file.version)
    return _page(file, form, merged.body, merged=merged)
