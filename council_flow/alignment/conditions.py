"""What workflow files may ask about the alignment check."""

from __future__ import annotations

from council_flow.alignment import queries
from council_flow.alignment.coverage import open_numbers
from council_flow.language import few, say, say_n
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("alignment.complete", title=say("Every operative paragraph is checked"))(complete)


def complete(situation: Situation) -> Verdict:
    """Every operative paragraph has a finding on its present words."""
    checked = queries.paragraphs(situation.case, situation.workflow)
    missing = open_numbers(checked)
    link = f"{situation.path}/alignment"
    if not checked:
        sentence = say("The text has no operative paragraph to check.")
        return Verdict(False, sentence, f"{situation.path}/edit", turns.allowed(situation, "edit"))
    if not missing:
        return Verdict(
            True, say_n("%(n)s paragraph is checked.", "All %(n)s paragraphs are checked.", len(checked)), link
        )
    return Verdict(
        False,
        say_n(
            "%(n)s paragraph is not checked yet: %(numbers)s.",
            "%(n)s paragraphs are not checked yet: %(numbers)s.",
            len(missing),
            numbers=few(missing),
        ),
        link,
        _awaited(situation, {one.state for one in checked}),
    )


def _awaited(situation: Situation, states: set[str]) -> turns.Turn:
    """Return who makes findings where some are missing, and who reads them where some wait for a second reader."""
    made = turns.taking_part(situation, "alignment") if states - {"stands", "unread"} else ()
    read = turns.taking_part(situation, "alignment.second") if "unread" in states else ()
    return (*made, *(one for one in read if one not in made))
