"""What workflow files may ask about a text."""

from __future__ import annotations

from council_flow.language import say
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.text import queries
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("text.has_operative_paragraphs", title=say("The text has operative paragraphs"))(has_operative)


def has_operative(situation: Situation) -> Verdict:
    """The current version has at least one operative paragraph."""
    case = situation.case
    n = len(queries.current(case.id, case.version).body.operative())
    if n:
        return Verdict(True, say("The text has operative paragraphs."))
    return Verdict(
        False,
        say("The text has no operative paragraph yet. The author of the text adds them."),
        f"{situation.path}/edit",
        turns.allowed(situation, "edit"),
    )
