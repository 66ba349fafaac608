"""What workflow files may ask about a consultation."""

from __future__ import annotations

from functools import lru_cache

from council_flow.consultation import queries
from council_flow.consultation.counting import Asked, Next, done, judged
from council_flow.consultation.models import Round
from council_flow.language import Titles, say
from council_flow.people import queries as people
from council_flow.people.labels import label
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Council, Verdict, Vocabulary, Workflow


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition(
        "consultation.closed", title=say("The consultation is closed, with answers from at least %(answers)s States")
    )(closed)


def closed(situation: Situation, *, answers: int) -> Verdict:
    """The latest round is closed, or every State asked has answered; and so many States have answered.

    The numbers stand on the row of the case; the round is read where somebody is awaited: one statement.
    """
    case, link = situation.case, f"{situation.path}/consultation"
    if sentence := done(given=case.answers, invited=case.invited, needed=answers):
        return Verdict(True, sentence, link)
    latest = situation.once("consultation.awaited", lambda: queries.awaited(case.id))
    if latest is None:
        return Verdict(
            False, say("The States have not been asked yet."), link, turns.taking_part(situation, "consultation")
        )
    opened, awaited, undecided = latest
    asked = Asked(
        closed=queries.closed(opened, situation.now),
        closes_at=opened.closes_at,
        awaited=tuple(map(queries.state_title, awaited)),
        undecided=tuple(map(queries.state_title, undecided)),
    )
    holds, sentence, whose = judged(asked, given=case.answers, invited=case.invited, needed=answers)
    return Verdict(holds, sentence, link, _turn(situation, opened, awaited, whose))


def _turn(situation: Situation, opened: Round, awaited: list[str], whose: Next) -> tuple[Titles, ...]:
    if whose is Next.NOBODY:
        return ()
    if opened.visit != situation.case.visit:  # answers are taken in the stay in which the round was opened
        return turns.taking_part(situation, "consultation")
    if whose is Next.LEADERS:
        return turns.moving_on(situation)
    council, workflow = people.council(), situation.workflow
    return tuple(_holder(council, workflow, opened.role, state) for state in awaited)


@lru_cache(maxsize=1024)
def _holder(council: Council, workflow: Workflow, role: str, state: str) -> Titles:
    """Return how the holder of a role is called who speaks for a State; made once, in all languages."""
    titles = {name: each.title for name, each in workflow.roles.items()}
    return label([role], state, titles, {code: each.title for code, each in council.states.items()})
