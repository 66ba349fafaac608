"""The public register, verification, and drafts as PDF."""

from __future__ import annotations

import hashlib

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from council_flow.adoption import queries as adoption
from council_flow.errors import Missing
from council_flow.language import LANGUAGES, Sentence
from council_flow.publication import codes, operations, queries, symbols
from council_flow.publication.forms import CodeForm, DraftForm
from council_flow.publication.kinds import KINDS, Kind, act, procedure_of
from council_flow.publication.models import Issue, Publication
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import revision_symbol
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.models import Case
from council_flow.recommendations.queries import open_file
from council_flow.text import queries as text
from council_flow.text.hashing import content_hash
from council_flow.text.page import paragraphs
from council_flow.web.forms import submit
from council_flow.web.guard import limiter
from council_flow.web.prefix import in_language, language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("publication", __name__)
PUBLIC = frozenset(
    f"publication.{name}" for name in ("register", "show", "pdf", "verify", "verify_code", "answer", "answer_code")
)
PAGE = 20

WHOLE = "<int:year>/<int:number>"
PART = "Corr.<int(min=1):part>"
SERIES = f"<any({symbols.PRACTICES}):series>"
"""Parts of the address of a publication: the same as those of its symbol."""


@blueprint.get("/register")
def register() -> ResponseReturnValue:
    """List what is adopted and published."""
    words = (request.args.get("q") or "").strip()[:200]
    page = max(1, request.args.get("page", 1, type=int))
    kind = next((kind for kind in KINDS if kind == request.args.get("kind")), "")
    found = queries.register(words, page, PAGE, kind)
    return render_template(
        "publication/register.html",
        publications=found[:PAGE], more=len(found) > PAGE, page=page, words=words, kind=kind, kinds=KINDS,
        total=queries.total(), corrigenda=queries.corrigenda(publication.id for publication in found[:PAGE]),
    )  # fmt: skip


@blueprint.get(f"/register/{WHOLE}")
@blueprint.get(f"/register/{WHOLE}/{PART}")
@blueprint.get(f"/register/{SERIES}/{WHOLE}")
@blueprint.get(f"/register/{SERIES}/{WHOLE}/{PART}")
def show(year: int, number: int, part: int = 0, series: str = "") -> ResponseReturnValue:
    """Show a publication: its text, its record of adoption, its PDFs, its code, what corrects it."""
    publication = queries.published(year, number, _kind(series), part)
    case = cases.get(publication.case_id)
    body = text.current(case.id, publication.version).body
    asked = request.args.get("lang") or language()
    shown_in = asked if asked in publication.languages else publication.original
    return render_template(
        "publication/show.html",
        publication=publication,
        paragraphs=paragraphs(body, shown_in, {}),
        text_language=shown_in,
        title_text=body.title(shown_in),
        issues=_ordered(queries.issues(publication.id)),
        adoption=adoption.adoption(case),
        act=_act(publication, case),
        kind=KINDS[publication.kind],
        corrigenda=_corrigenda(publication),
        draft_symbol=revision_symbol(cases.working_symbol(case), case.issued),
        authentic=content_hash(body) == publication.content_hash,
        file_name=symbols.file_name,
    )


def _kind(series: str) -> Kind:
    return "practice" if series else "recommendation"


def _act(publication: Publication, case: Case) -> Sentence:
    procedure = procedure_of(cases.workflow_of(case))
    day = publication.adopted_at.astimezone(current_app.extensions["council"].calendar.zone).date()
    return act(publication.kind, day, procedure=procedure, corrected=publication.corrected)


def _corrigenda(publication: Publication | None) -> list[Publication]:
    return queries.corrigenda([publication.id]).get(publication.id, []) if publication else []


def _ordered(issues: list[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda issue: LANGUAGES.index(issue.language))


@blueprint.get(f"/register/{WHOLE}/<name>.pdf")
@blueprint.get(f"/register/{WHOLE}/{PART}/<name>.pdf")
@blueprint.get(f"/register/{SERIES}/{WHOLE}/<name>.pdf")
@blueprint.get(f"/register/{SERIES}/{WHOLE}/{PART}/<name>.pdf")
def pdf(year: int, number: int, name: str, part: int = 0, series: str = "") -> ResponseReturnValue:
    """Send the exact bytes that were issued."""
    publication = queries.published(year, number, _kind(series), part)
    for code in publication.languages:
        if symbols.file_name(publication.symbol, code) == f"{name}.pdf":
            return sent(queries.issue(publication.id, code).pdf, f"{name}.pdf", inline=True, public=True)
    raise Missing


@blueprint.get("/verify")
def verify() -> ResponseReturnValue:
    """Show the form for a code or a PDF."""
    if code := request.args.get("code"):
        return redirect(in_language(f"/verify/{codes.normal(code)}"), 303)
    return render_template("publication/verify.html", form=CodeForm(), code=None, publication=None, answer=None)


@blueprint.get("/verify/<code>")
def verify_code(code: str) -> ResponseReturnValue:
    """Show what a code stands for."""
    normal = codes.normal(code)
    publication = queries.by_code(normal)
    page = render_template(
        "publication/verify.html",
        form=CodeForm(data={"code": normal}), code=normal, publication=publication,
        answer=None if publication else "unknown", issues=_issues_of(publication), file_name=symbols.file_name,
        kinds=KINDS, corrigenda=_corrigenda(publication),
    )  # fmt: skip
    return page, 200 if publication else 404


def _issues_of(publication: Publication | None) -> list[Issue]:
    return _ordered(queries.issues(publication.id)) if publication else []


@blueprint.post("/verify")
@limiter.limit("30 per minute")
def answer() -> ResponseReturnValue:
    """Compare an uploaded PDF with everything that was issued, or go to a code."""
    form = CodeForm()
    if not form.file.data and form.code.data:
        return redirect(in_language(f"/verify/{codes.normal(form.code.data)}"), 303)
    return _compared(form, None)


@blueprint.post("/verify/<code>")
@limiter.limit("30 per minute")
def answer_code(code: str) -> ResponseReturnValue:
    """Compare an uploaded PDF with what was issued under a code."""
    return _compared(CodeForm(), codes.normal(code))


def _compared(form: CodeForm, code: str | None) -> ResponseReturnValue:
    expected = queries.by_code(code) if code else None
    outcome, found, digest, status = "empty", None, None, 422
    if form.validate_on_submit() and form.file.data:
        data = form.file.data.read()
        digest = hashlib.sha256(data).hexdigest()
        if not data.startswith(b"%PDF-"):
            outcome = "not_pdf"
        else:
            found = queries.by_digest(digest)
            same = found is not None and (expected is None or found[1].id == expected.id)
            outcome, status = ("authentic" if same else "differs"), 200
    publication = found[1] if found and outcome == "authentic" else expected
    page = render_template(
        "publication/verify.html",
        form=form, code=code, publication=publication, answer=outcome, digest=digest,
        issued=found[0] if found and outcome == "authentic" else None, issues=_issues_of(publication),
        file_name=symbols.file_name, kinds=KINDS, corrigenda=_corrigenda(publication),
    )  # fmt: skip
    return page, status


DRAFT = f"{FILE}/draft.pdf"


@blueprint.get(DRAFT)
def draft(year: int, number: int) -> ResponseReturnValue:
    """Send a version of a draft as PDF, or say that it is being prepared."""
    file = open_file(year, number, here(), now())
    version = request.args.get("v", file.version, type=int)
    shown_in = request.args.get("lang") or file.original
    if shown_in not in text.current(file.case.id, version).body.languages():
        raise Missing
    found = queries.draft_pdf(file.case.id, version, shown_in)
    if found is not None and found.pdf is not None:
        return sent(found.pdf, symbols.file_name(f"{file.symbol}/v{version}", shown_in), inline=True)
    page = render_template(
        "publication/draft.html", file=file, version=version, shown_in=shown_in, waiting=found is not None,
        form=DraftForm(formdata=None),
    )  # fmt: skip
    return (page, 202, {"Refresh": "2"}) if found is not None else (page, 200)


@blueprint.post(DRAFT)
def ask_draft(year: int, number: int) -> ResponseReturnValue:
    """Ask the worker for a draft as PDF."""
    file = open_file(year, number, here(), now())
    version = request.args.get("v", file.version, type=int)
    shown_in = request.args.get("lang") or file.original
    address = in_language(f"{file.path}/draft.pdf?v={version}&lang={shown_in}")
    form = DraftForm()
    return submit(
        form,
        lambda: operations.ask_draft(file.case.id, version, shown_in, actor=here(), now=now()),
        done=lambda asked: address,
        again=lambda: render_template(
            "publication/draft.html", file=file, version=version, shown_in=shown_in, waiting=False, form=form
        ),
    )
