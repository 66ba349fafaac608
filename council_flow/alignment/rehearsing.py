"""How the conditions of this room come to hold in a rehearsal. Pure."""

from __future__ import annotations

from council_flow.workflow import Played, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add the models of this room's conditions."""
    vocabulary.rehearse("alignment.complete", complete)


def complete(played: Played) -> bool:
    """The findings on the text as it now is were made, in a stay that held the check, by somebody who makes them."""
    latest = next(played.held("alignment"), None)
    return latest is not None and played.people(latest[1]["by"]) > 0 and played.finished("alignment")
