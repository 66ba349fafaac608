"""How the conditions of this room come to hold in a rehearsal. Pure."""

from __future__ import annotations

from datetime import datetime

from council_flow.workflow import Played, Stay, Vocabulary

SILENT = 0.1
"""How many stays in which people may comment pass without a comment."""


def register(vocabulary: Vocabulary) -> None:
    """Add the models of this room's conditions."""
    vocabulary.rehearse("discussion.all_disposed", all_disposed)
    vocabulary.rehearse("discussion.accepted_taken_in", taken_in)


def all_disposed(played: Played) -> bool:
    """Every comment made so far was settled in a stay that lets somebody settle comments, its own or a later one."""
    return not played.some("discussion.open", lambda stay: _open(played, stay))


def _open(played: Played, stay: Stay) -> bool:
    made = _commented(played, stay)
    return made is not None and not _settled(played, stay, made)


def _commented(played: Played, stay: Stay) -> datetime | None:
    """Return when the comments of a stay were made; ``None`` where there are none (yet)."""
    if not (played.lets("comment", stay) or played.lets("suggest", stay)):
        return None
    if played.once(("discussion.silent", stay.number), lambda: played.random.random() < SILENT):
        return None
    made = stay.entered + played.part("discussion.commented", stay, most=0.5)
    return made if made <= played.until(stay) else None


def _settled(played: Played, made_in: Stay, made: datetime) -> bool:
    work = ("discussion.settled", made_in.number)

    def settled_in(stay: Stay) -> bool:
        if stay.number < made_in.number or not played.lets("dispose", stay):
            return False
        return max(made, stay.entered) + played.part(work, stay, most=0.5) <= played.until(stay)

    return played.some(work, settled_in)


def taken_in(played: Played) -> bool:
    """Accepted suggestions are taken in with a change of the text made since they were settled, in a stay that lets write."""
    return all_disposed(played) and (
        played.edits > 0 or played.once("discussion.plain", lambda: played.random.random() < SILENT)
    )
