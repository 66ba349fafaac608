"""What transitions may do to a text."""

from __future__ import annotations

from council_flow.recommendations.situation import Situation
from council_flow.text import operations
from council_flow.workflow import Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's effects."""
    vocabulary.effect("text.issue")(issue)


def issue(situation: Situation) -> None:
    """Seal the current version as the next issued revision."""
    operations.issue(situation.case, actor=situation.actor, now=situation.now)
