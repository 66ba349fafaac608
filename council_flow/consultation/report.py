"""The report of the rounds of a consultation: who was asked, who answered what, and what was said on which paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from council_flow.access import Actor, Place
from council_flow.consultation import queries
from council_flow.consultation.table import Column, Line, Table
from council_flow.consultation.table import table as laid
from council_flow.consultation.words import ANSWERS
from council_flow.discussion import queries as discussion
from council_flow.discussion.audience import reader_at
from council_flow.discussion.citing import parents
from council_flow.language import Sentence, Titles, say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.reports.report import Section, table
from council_flow.text import queries as texts
from council_flow.text.numbering import numbers
from council_flow.web.language import moment, translate

HEADING = say("Report of the consultation")


def sections(case: Case, there: Place, actor: Actor, now: datetime) -> tuple[Section, ...]:
    """Return a section for each round, the latest first, with what the person may see."""
    found = list(reversed(queries.rounds(case.id)))
    if not found:
        return (Section(_w(HEADING), lines=(_w(say("The States have not been asked yet")),)),)
    sees = reader_at(cases.workflow_of(case), there, actor)
    return tuple(section for one in found for section in _of(case, one, sees))


def _w(words: Sentence | Titles) -> str:
    return str(translate(words))


def _of(case: Case, one: Any, sees: Any) -> list[Section]:
    body = texts.current(case.id, one.version).body
    numbered = numbers(body, body.original)
    columns = [Column(block.key, numbered.get(block.key, "").strip(" .-–—")) for block in body.operative()]
    found = laid(
        columns, queries.asked(one.id), discussion.in_visit(case.id, one.visit, sees), parents=parents(body), name=_w,
    )  # fmt: skip
    return [
        Section(_w(say("Consultation, round %(n)s", n=one.number)), facts=tuple(_facts(one, found))),
        Section(_w(say("Answers")), table=table(
            [_w(say("State or guest")), _w(say("Answer")), _w(say("Received")), _w(say("Text of the answer"))], [_row(line) for line in found.lines],
        )),
        Section(_w(say("Positions by paragraph")), table=table(
            [_w(say("Paragraph")), *(_w(word.label) for word in ANSWERS.values())], _by_paragraph(columns, found.lines),
        )),
    ]  # fmt: skip


def _facts(one: Any, found: Table) -> list[tuple[str, str]]:
    facts = [
        (_w(say("Version")), f"v{one.version}"),
        (_w(say("Fingerprint")), one.content_hash),
        (_w(say("Opened")), moment(one.opened_at)),
    ]
    if one.closes_at:
        facts.append((_w(say("Closes")), moment(one.closes_at)))
    if one.closed_at:
        facts.append((_w(say("Ended")), moment(one.closed_at)))
    return [*facts, (_w(say("Answers received")), f"{found.answered} / {len(found.states)}")]


def _row(line: Line) -> list[str]:
    given = line.standing
    if given is None:
        return [line.title, _w(say("Awaited")), "–", "–"]
    notes = [given.text] if given.text else []
    if given.late:
        notes.append(_w(say("Late")))
    if given.on_behalf:
        notes.append(_w(say("Recorded by the secretariat, with a letter")))
    return [line.title, _w(given.word.label), moment(given.at), "\n".join(notes) or "–"]


def _by_paragraph(columns: Sequence[Column], lines: Sequence[Line]) -> list[list[str]]:
    """Return for each paragraph the States by what they say on it: positions side by side."""
    words = list(ANSWERS.values())
    rows = []
    for at, column in enumerate(columns):
        said = [[line.title for line in lines if line.cells and line.cells[at] is word] for word in words]
        rows.append([column.number, *("\n".join(names) or "–" for names in said)])
    return rows
