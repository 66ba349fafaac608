"""How the conditions of this room come to hold in a rehearsal. Pure."""

from __future__ import annotations

from council_flow.workflow import Played, Vocabulary

LATE = 1.3
"""Part of the time of a review within which opinions arrive; who steps aside is replaced meanwhile."""


def register(vocabulary: Vocabulary) -> None:
    """Add the models of this room's conditions."""
    vocabulary.rehearse("review.completed", completed)


def completed(played: Played, *, at_least: int) -> bool:
    """So many reviewers gave an opinion on the text as it now is, in stays that held a review."""
    return sum(played.finished("review", n, LATE) for n in range(_panel(played))) >= at_least


def _panel(played: Played) -> int:
    """Return how many review: as many as are meant to; of a role that is not given per case, no more than hold it."""
    latest = next(played.held("review"), None)
    if latest is None:
        return 0
    _, settings = latest
    given_per_case = played.workflow.roles[settings["by"]].assigned == "case"
    wanted: int = settings["reviewers"]
    return wanted if given_per_case else min(wanted, played.people(settings["by"]))
