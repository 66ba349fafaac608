"""What transitions may do towards a publication."""

from __future__ import annotations

from council_flow.publication import operations
from council_flow.publication.kinds import Kind
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's effects."""
    vocabulary.effect("publication.assign_symbol")(assign_symbol)
    vocabulary.effect("publication.render")(render)
    vocabulary.effect("publication.issue")(issue)


def assign_symbol(situation: Situation, *, kind: Kind = "recommendation") -> None:
    """Give the adopted text the symbol of its kind and its verification code."""
    operations.prepare(situation.case, kind, actor=situation.actor, now=situation.now)


def render(situation: Situation) -> None:
    """Ask the worker for the PDF of each complete language."""
    operations.order_pdfs(situation.case, now=situation.now)


def issue(situation: Situation) -> None:
    """Put the publication into the public register."""
    operations.issue(situation.case, actor=situation.actor, now=situation.now)
