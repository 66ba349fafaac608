"""What workflow files may ask about a consultation."""

from __future__ import annotations

from council_flow.consultation import queries
from council_flow.consultation.counting import verdict
from council_flow.language import say
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition(
        "consultation.closed", title=say("The consultation is closed, with answers from at least %(answers)s States")
    )(closed)


def closed(situation: Situation, *, answers: int) -> Verdict:
    """The latest round is closed, or every State asked has answered; and so many States have answered."""
    case = situation.case
    latest = queries.current(case.id)
    holds, sentence = verdict(
        given=case.answers,
        invited=case.invited,
        needed=answers,
        opened=latest is not None,
        closed=latest is not None and queries.closed(latest, situation.now),
        closes_at=latest.closes_at if latest else None,
    )
    return Verdict(holds, sentence, f"{situation.path}/consultation")
