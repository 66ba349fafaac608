"""What workflow files may ask about adoption."""

from __future__ import annotations

from council_flow.adoption import queries
from council_flow.adoption import rules as r
from council_flow.adoption.models import Procedure
from council_flow.adoption.tally import BROKEN, CARRIED, FAILED, LAPSED
from council_flow.language import Sentence, few, say
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Verdict, Vocabulary

CONDITION = "adoption.carried"


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition(CONDITION, title=say("The text is carried"))(carried)


def carried(situation: Situation) -> Verdict:
    """The latest procedure carried the text as it is."""
    case = situation.case
    procedure = queries.latest(case.id)
    link = f"{situation.path}/adoption"
    if procedure is None:
        sentence = say("No procedure of adoption has been opened.")
        return Verdict(False, sentence, link, turns.taking_part(situation, "adoption"))
    if procedure.content_hash != case.content_hash:
        sentence = say("The text has changed since it was put to adoption.")
        return Verdict(False, sentence, link, turns.around(situation, CONDITION))
    if procedure.outcome == CARRIED:
        return Verdict(True, _carried(procedure), link)
    if procedure.outcome in {BROKEN, FAILED, LAPSED}:
        return Verdict(False, _lost(procedure), link, turns.around(situation, CONDITION))
    if procedure.closes_at is None:
        return Verdict(False, say("The chair has not declared a result yet."), link, turns.moving_on(situation))
    if procedure.closes_at <= situation.now:
        ended = say("The silence ended on %(at)s; its outcome is being recorded.", at=procedure.closes_at)
        if procedure.kind == r.WRITTEN:
            ended = say("The vote ended on %(at)s; its outcome is being recorded.", at=procedure.closes_at)
        return Verdict(False, ended, link)
    runs = say("The silence runs until %(at)s.", at=procedure.closes_at)
    if procedure.kind == r.WRITTEN:
        runs = say("The vote runs until %(at)s.", at=procedure.closes_at)
    return Verdict(False, runs, link)


def _carried(procedure: Procedure) -> Sentence:
    if procedure.kind == r.SILENCE:
        return say("The silence ended on %(at)s without an objection.", at=procedure.closes_at)
    return say("The text was carried on %(at)s.", at=procedure.decided_at)


def _lost(procedure: Procedure) -> Sentence:
    """Name the States that objected: asked for only where the outcome is known."""
    if procedure.outcome == FAILED:
        return say("The text was not carried. The file goes back, with a reason.")
    if procedure.outcome == LAPSED:
        return say("The procedure lapsed without a result. The file goes back, with a reason.")
    taken, names = queries.positions(procedure.id), queries.voices_of(procedure)
    objected = {r.BREAKS, r.OBJECTS}
    states = [
        names.get(state, state) for state in names | taken if state in taken and taken[state].position in objected
    ]
    if procedure.kind == r.SILENCE:
        return say("The silence was broken by %(states)s. The file goes back, with a reason.", states=few(states))
    return say("%(states)s objected. The file goes back, with a reason.", states=few(states))
