"""The protocol of an adoption: rules, positions, the result with its steps, statements, voices given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from council_flow.access import Actor, Place
from council_flow.adoption import queries
from council_flow.adoption.forms import LABELS
from council_flow.adoption.models import Procedure
from council_flow.adoption.tally import shown
from council_flow.language import Sentence, Titles, say
from council_flow.recommendations.models import Case
from council_flow.reports.report import Section, table
from council_flow.web.language import moment, translate

HEADING = say("Protocol of the adoption")
OUTCOMES = {
    "carried": say("Carried"), "broken": say("Broken"), "not_carried": say("Not carried"), "lapsed": say("Lapsed"),
    "left": say("Ended before its time"),
}  # fmt: skip
STATEMENTS = {
    "explanation": say("Explanation of position"), "reservation": say("Reservation"), "disassociation": say("Disassociation"),
}  # fmt: skip


def sections(case: Case, there: Place, actor: Actor, now: datetime) -> tuple[Section, ...]:
    """Return the sections of the protocol, the latest procedure first."""
    found = reversed(queries.procedures(case.id))
    made = [section for procedure in found for section in _of(case, procedure)]
    return tuple(made) or (Section(_w(HEADING), lines=(_w(say("No procedure of adoption has been opened.")),)),)


def _w(words: Sentence | Titles) -> str:
    return str(translate(words))


def _of(case: Case, procedure: Procedure) -> list[Section]:
    voices, taken = queries.voices_of(procedure), queries.positions(procedure.id)
    result = queries.result_of(procedure, {state: one.position for state, one in taken.items()})
    name = _w(queries.KINDS[procedure.kind])
    rows = [_row(_w(voices[state]), taken.get(state)) for state in voices]
    return [
        Section(f"{name} {procedure.number}", facts=tuple(_facts(procedure))),
        Section(_w(say("Positions")), table=table(
            [_w(say("State")), _w(say("Position")), _w(say("Statement or reservation")), _w(say("Received"))], rows,
        )),
        Section(_w(say("How the result was worked out")), lines=tuple(_w(reason) for reason in result.reasons)),
        *_statements(procedure),
        *_voices(case),
    ]  # fmt: skip


def _facts(procedure: Procedure) -> list[tuple[str, str]]:
    rules = procedure.ruled
    facts: list[tuple[Sentence, str]] = [
        (say("Version"), f"v{procedure.version}"),
        (say("Fingerprint"), procedure.content_hash),
        (say("Opened"), moment(procedure.opened_at)),
    ]
    if procedure.closes_at:
        facts.append((say("Closes"), moment(procedure.closes_at)))
    if procedure.closed_at:
        facts.append((say("Ended"), moment(procedure.closed_at)))
    if rules.quorum:
        facts.append((say("Quorum"), _w(shown(rules.quorum))))
    if rules.majority:
        facts.append((say("Majority"), f"{_w(shown(rules.majority))} ({_w(_BASES[rules.base])})"))
    if procedure.proposal:
        facts.append((say("Proposal to the meeting"), procedure.proposal))
    if procedure.declared_label:
        facts.append((say("Declared by"), _w(Titles(procedure.declared_label))))
    if procedure.outcome:
        facts.append((say("Result"), _w(OUTCOMES[procedure.outcome])))
    return [(_w(label), value) for label, value in facts]


_BASES = {
    "members": say("of the States with a voice"), "participating": say("of the States taking part"), "cast": say("of yes and no"),
}  # fmt: skip


def _row(state: str, one: Any) -> list[str]:
    if one is None:
        return [state, _w(say("No position")), "–", "–"]
    notes = [one.text] if one.text else []
    if one.on_behalf:
        notes.append(_w(say("Recorded by the secretariat, with a letter")))
    if one.by_proxy:
        notes.append(_w(say("Taken by the holder of the voice")))
    return [state, str(LABELS[one.position]), "\n".join(notes) or "–", moment(one.at)]


def _statements(procedure: Procedure) -> list[Section]:
    rows = [
        [_w(queries.state_title(one.state)), _w(STATEMENTS[one.kind]), one.place or "–", one.text]
        for one in queries.statements(procedure.id)
    ]  # fmt: skip
    head = [_w(say("State")), _w(say("What it is")), _w(say("Paragraph")), _w(say("Statement"))]
    return [Section(_w(say("Statements")), table=table(head, rows))] if rows else []


def _voices(case: Case) -> list[Section]:
    rows = [
        [_w(queries.state_title(one.state)), _w(queries.state_title(one.holder)), moment(one.ends_at), one.text]
        for one in queries.proxies(case.id)
    ]  # fmt: skip
    head = [_w(say("State")), _w(say("State that holds the voice")), _w(say("Until")), _w(say("In writing"))]
    return [Section(_w(say("Voices given to another State")), table=table(head, rows))] if rows else []
