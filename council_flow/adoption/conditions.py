"""What workflow files may ask about adoption."""

from __future__ import annotations

from council_flow.adoption import queries
from council_flow.language import say
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("adoption.carried", title=say("The text is carried"))(carried)


def carried(situation: Situation) -> Verdict:
    """The latest procedure ended without an objection, on the text as it is."""
    case = situation.case
    procedure = queries.latest(case.id)
    link = f"{situation.path}/adoption"
    if procedure is None:
        return Verdict(False, say("No procedure of adoption has been opened."), link)
    if procedure.content_hash != case.content_hash:
        return Verdict(False, say("The text has changed since it was put to adoption."), link)
    if procedure.outcome == "carried":
        return Verdict(True, say("The silence ended on %(at)s without an objection.", at=procedure.closes_at), link)
    if procedure.outcome == "broken":
        return Verdict(False, say("The silence was broken. The chair sends the file back, with a reason."), link)
    return Verdict(False, say("The silence runs until %(at)s.", at=procedure.closes_at), link)
