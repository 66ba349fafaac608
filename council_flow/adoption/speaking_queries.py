"""Who speaks for which State in an adoption: its own people, the holder of its voice, the secretariat with a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.adoption import queries
from council_flow.adoption.models import Procedure
from council_flow.errors import Refused
from council_flow.language import say
from council_flow.recommendations import documents_queries as documents
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case


@dataclass(frozen=True)
class Speaking:
    """For whom, and how."""

    state: str
    by_proxy: str | None = None
    on_behalf: bool = False
    document_id: int | None = None


def in_office(case: Case, actor: Actor) -> Actor:
    """Return the person as who takes positions at the stage where the file is: for the State for which that role is held."""
    role = queries.speaking_role(cases.workflow_of(case), case.stage)
    return actor.in_office({role} if role else ())


def speaking(
    case: Case,
    procedure: Procedure,
    there: Place,
    actor: Actor,
    now: datetime,
    *,
    state: str | None,
    letter: int | None,
) -> Speaking:
    """Return for which State the person may speak now.

    Args:
        actor: in office, see :func:`in_office`.
        state: code of the State; the person's own without it.
        letter: number of the document of the file that the secretariat received.

    Raises:
        Missing, Refused: for none, or not for this one.
        Invalid: the secretariat names no letter, or one that is not there.
    """
    voices = queries.voices_of(procedure)
    state = state or actor.state
    if actor.state is not None and access.may(actor, Permission.ADOPTION_POSITION, there):
        if state == actor.state and state in voices:
            return Speaking(actor.state)
        if state in queries.held(case.id, actor.state, now) and state in voices:
            return Speaking(str(state), by_proxy=actor.state)
    if state and state in voices and access.may(actor, Permission.BEHALF_RECORD, there):
        return Speaking(state, on_behalf=True, document_id=documents.letter(case.id, letter))
    access.require(actor, Permission.ADOPTION_POSITION, there)
    raise Refused(say("States that have a voice in the council take positions."))
