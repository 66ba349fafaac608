"""What workflow files may ask about adoption."""

from __future__ import annotations

from council_flow.adoption import queries
from council_flow.adoption.silence import BREAKS, BROKEN, CARRIED
from council_flow.language import Sentence, few, say
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Verdict, Vocabulary

CONDITION = "adoption.carried"


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition(CONDITION, title=say("The text is carried"))(carried)


def carried(situation: Situation) -> Verdict:
    """The latest procedure ended without an objection, on the text as it is."""
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
        return Verdict(True, say("The silence ended on %(at)s without an objection.", at=procedure.closes_at), link)
    if procedure.outcome == BROKEN:
        return Verdict(False, _broken(procedure.id), link, turns.around(situation, CONDITION))
    if procedure.closes_at <= situation.now:
        sentence = say("The silence ended on %(at)s; its outcome is being recorded.", at=procedure.closes_at)
        return Verdict(False, sentence, link)
    return Verdict(False, say("The silence runs until %(at)s.", at=procedure.closes_at), link)


def _broken(procedure_id: int) -> Sentence:
    """Name the States that objected: asked for only where the outcome is known."""
    taken, names = queries.positions(procedure_id), queries.voices()
    states = [names.get(state, state) for state in names | taken if state in taken and taken[state].position == BREAKS]
    return say("The silence was broken by %(states)s. The file goes back, with a reason.", states=few(states))
