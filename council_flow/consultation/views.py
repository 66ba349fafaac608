"""The page of the consultation, and a page for each decision in it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from council_flow import access
from council_flow.access import Permission
from council_flow.adoption import operations as receipts
from council_flow.consultation import operations, queries
from council_flow.consultation.forms import (
    AnswerForm,
    LateForm,
    RecordedForm,
    ReleaseForm,
)
from council_flow.consultation.models import Round
from council_flow.consultation.table import Column, Heard, Table, table
from council_flow.consultation.words import ANSWERS
from council_flow.discussion import queries as discussion
from council_flow.discussion.audience import reader_of
from council_flow.discussion.citing import parents
from council_flow.discussion.sheet import csv_bytes
from council_flow.errors import Missing
from council_flow.recommendations import documents_queries as documents
from council_flow.recommendations import queries as cases
from council_flow.recommendations.file import File, revision_symbol
from council_flow.recommendations.file_views import FILE
from council_flow.recommendations.forms import ExtendForm
from council_flow.recommendations.queries import open_file
from council_flow.text import queries as texts
from council_flow.text.numbering import numbers
from council_flow.web.forms import offered, submit
from council_flow.web.language import translate
from council_flow.web.prefix import in_language
from council_flow.web.prefix import language as reading_language
from council_flow.web.request import here, now
from council_flow.web.sending import sent

blueprint = Blueprint("consultation", __name__)
PAGE = f"{FILE}/consultation"


@blueprint.get(PAGE)
def show(year: int, number: int) -> ResponseReturnValue:
    """Show a round: figures, answers by State and paragraph, the chosen State's answer, the form of who answers."""
    return page(year, number)


def page(year: int, number: int, **forms: Any) -> str:
    """Return the page of the consultation, with forms that could not be carried out."""
    file = open_file(year, number, here(), now())
    rounds = queries.rounds(file.case.id)
    chosen = queries.chosen(rounds, request.args.get("round"))
    laid, heard = laid_out(file, chosen) if chosen else (None, Heard())
    latest = chosen is not None and chosen is rounds[-1] and chosen.visit == file.case.visit
    answers = latest and access.may(here(), Permission.CONSULTATION_ANSWER, file.place)
    own = laid.line(_own(file, chosen, heard)) if laid and chosen and answers else None
    return render_template(
        "consultation/index.html",
        file=file,
        rounds=rounds,
        chosen=chosen,
        table=laid,
        circulated=_circulated(file, chosen),
        closed=chosen is not None and queries.closed(chosen, now()),
        needed=queries.needed(file.workflow),
        shown=_shown(laid, own.party if own else None),
        own=own,
        leads=latest and leads(file),
        words=ANSWERS,
        received=heard.received,
        unconfirmed=own is not None and own.counted and own.party not in heard.received,
        waiting=queries.waiting(file.case.id, own.party) if own is not None and own.counted else [],
        records=latest and access.may(here(), Permission.BEHALF_RECORD, file.place),
        **{
            "form": AnswerForm(formdata=None),
            "late_form": LateForm(formdata=None),
            "release_form": ReleaseForm(formdata=None),
            **forms,
        },
    )


def _own(file: File, chosen: Round, heard: Heard) -> str | None:
    """Return the party for which the reader answers."""
    return here().speaks_for({chosen.role}) or heard.speaking.get(here().id or 0)


def laid_out(file: File, chosen: Round) -> tuple[Table, Heard]:
    """Return a round as its page shows it to the reader, and what was heard in it."""
    body = texts.current(file.case.id, chosen.version).body
    numbered = numbers(body, reading_language())
    heard = queries.asked(chosen.id)
    laid = table(
        [Column(block.key, numbered.get(block.key, "").strip(" .-–—")) for block in body.operative()],
        heard,
        discussion.in_visit(file.case.id, chosen.visit, reader_of(file, here())),
        parents=parents(body),
        name=translate,
    )
    return laid, heard


def _circulated(file: File, chosen: Round | None) -> str:
    if chosen is None:
        return ""
    return revision_symbol(file.symbol, chosen.issued) if chosen.issued is not None else f"v{chosen.version}"


def _shown(laid: Table | None, own: str | None) -> Any:
    """Return the party whose answer is read below the table: the one asked for, the reader's, or the first."""
    if laid is None:
        return None
    asked = laid.line(request.args.get("party") or own)
    if asked is not None:
        return asked
    return next((line for line in laid.lines if line.standing or line.pending or line.remarks), None)


def leads(file: File) -> bool:
    """Answer whether the person is one of those who move the file on from here."""
    return file.next is not None and file.next.holder


@blueprint.post(PAGE)
def answer(year: int, number: int) -> ResponseReturnValue:
    """Answer for one's State."""
    form = AnswerForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: operations.answer(
            case_id, form.answer.data, form.text.data or "", actor=here(), now=now(), written_in=reading_language(),
            expected=form.expected,
        ),
        done=lambda given: in_language(f"{path}/consultation?party={given.party}#reply"),
        again=lambda: page(year, number, form=form),
    )  # fmt: skip


@blueprint.post(f"{PAGE}/receipt")
def receipt(year: int, number: int) -> ResponseReturnValue:
    """Say for one's State that the circulated text has arrived."""
    form = ReleaseForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: receipts.acknowledge(case_id, actor=here(), now=now()),
        done=lambda done: in_language(f"{path}/consultation"),
        again=lambda: page(year, number, release_form=form),
    )


@blueprint.get(f"{PAGE}/record")
def recording(year: int, number: int) -> ResponseReturnValue:
    """Show the form with which the secretariat records what a State sent in writing."""
    return _recording(year, number, RecordedForm(formdata=None))


def _recording(year: int, number: int, form: RecordedForm) -> str:
    file = open_file(year, number, here(), now())
    access.require(here(), Permission.BEHALF_RECORD, file.place)
    rounds = queries.rounds(file.case.id)
    if not rounds:
        raise Missing
    form.party.choices = offered(
        sorted(((party, translate(title)) for party, title in queries.invited(rounds[-1].id).items()), key=by_name)
    )
    papers = [
        (one.number, f"{one.number}. {one.title}") for one in documents.listed(file.case.id) if not one.withdrawn_at
    ]
    form.letter.choices = offered([(0, "–"), *papers])
    return render_template("consultation/record.html", file=file, form=form)


@blueprint.post(f"{PAGE}/record")
def record_answer(year: int, number: int) -> ResponseReturnValue:
    """Record for a State what it sent in writing."""
    form = RecordedForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: operations.answer(
            case_id, form.answer.data or "", form.text.data or "", party=form.party.data, letter=form.letter.data or None,
            actor=here(), now=now(), written_in=reading_language(), expected=form.expected,
        ),
        done=lambda given: in_language(f"{path}/consultation?party={given.party}#reply"),
        again=lambda: _recording(year, number, form),
    )  # fmt: skip


@blueprint.get(f"{PAGE}/reopen")
def reopening(year: int, number: int) -> ResponseReturnValue:
    """Show the form that opens a round again."""
    return _reopening(year, number, ExtendForm(formdata=None))


def _reopening(year: int, number: int, form: ExtendForm) -> str:
    file = open_file(year, number, here(), now())
    access.require(here(), Permission.CASE_LEAD, file.place)
    return render_template("consultation/reopen.html", file=file, form=form)


@blueprint.post(f"{PAGE}/reopen")
def reopen(year: int, number: int) -> ResponseReturnValue:
    """Open a round again."""
    form = ExtendForm()
    case = cases.find(year, number)
    case_id, path = case.id, case.path
    return submit(
        form,
        lambda: operations.reopen_round(
            case_id, form.length, form.reason.data or "", actor=here(), now=now(), expected=form.expected
        ),
        done=lambda opened: in_language(f"{path}/consultation"),
        again=lambda: _reopening(year, number, form),
    )


@blueprint.get(f"{PAGE}.csv")
def as_table(year: int, number: int) -> ResponseReturnValue:
    """Send a round as a table: one row a State, one column a paragraph."""
    file = open_file(year, number, here(), now())
    chosen = queries.chosen(queries.rounds(file.case.id), request.args.get("round"))
    if chosen is None:
        raise Missing
    laid, _ = laid_out(file, chosen)
    head = ["party", "answer", "at", "late", "text", *(f"paragraph {column.number}" for column in laid.columns)]
    return sent(csv_bytes([head, *map(_row, laid.lines)]), f"{file.stem}-consultation-{chosen.number}.csv")


def _row(line: Any) -> list[object]:
    given = line.standing
    if given is None:
        return [line.title, "", "", "", "", *(translate(word.label) for word in line.cells)]
    late = "late" if given.late else ""
    cells = (translate(word.label) for word in line.cells)
    return [line.title, given.answer, given.at.isoformat(), late, given.text, *cells]


@blueprint.post(f"{PAGE}/late")
def decide(year: int, number: int) -> ResponseReturnValue:
    """Say whether a late answer counts."""
    form = LateForm()
    case = cases.find(year, number)
    case_id, path, answer_id = case.id, case.path, form.answer_id.data or ""
    return submit(
        form,
        lambda: operations.decide_late(
            case_id,
            int(answer_id) if answer_id.isdecimal() and len(answer_id) < 10 else 0,
            form.decision.data == "accept",
            actor=here(),
            now=now(),
        ),
        done=lambda found: in_language(f"{path}/consultation?party={found.party}#reply"),
        again=lambda: page(year, number, problem=form.problem),
    )


def by_name(choice: tuple[str, str]) -> str:
    """Return by what choices are put in order."""
    return choice[1].casefold()
