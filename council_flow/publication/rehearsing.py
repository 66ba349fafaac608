"""How the conditions of this room come to hold in a rehearsal. Pure."""

from __future__ import annotations

from datetime import timedelta

from council_flow.workflow import Played, Vocabulary

RENDERING = timedelta(minutes=10)
"""How long the worker takes for the PDFs of all languages."""


def register(vocabulary: Vocabulary) -> None:
    """Add the models of this room's conditions."""
    vocabulary.rehearse("publication.ready", ready)
    vocabulary.rehearse("publication.names_corrected", names_corrected)


def ready(played: Played) -> bool:
    """The text has its symbol and has not changed since, and the PDFs that were asked for have been made."""
    named, asked = played.done.get("publication.assign_symbol"), played.done.get("publication.render")
    return named is not None and asked is not None and played.text_at <= named and asked + RENDERING <= played.now


def names_corrected(played: Played) -> bool:
    """Whoever opens a correction names what it corrects."""
    return True
