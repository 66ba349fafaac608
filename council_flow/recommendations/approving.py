"""Approvals as a page shows them: who gave one, when, and what became of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from council_flow.language import Sentence, Titles, say


@dataclass(frozen=True)
class Approved:
    """One approval. ``fate`` is ``None`` where it counts, else what became of it."""

    transition: str
    move: Titles
    who: Titles
    at: datetime
    fate: Sentence | None


WHY = {
    "text": say("It fell: the text has changed since."),
    "interest": say("It fell: an interest was declared."),
    "office": say("It does not count: who gave it no longer holds the office."),
    "decided": say("It was counted: the decision was taken."),
    "revision": say("It fell: the file was moved to another revision of its procedure."),
}
"""Why an approval does not count though nobody took it back, by what the row keeps."""


def approved(
    transition: str,
    move: Titles,
    label: Mapping[str, str],
    at: datetime,
    *,
    stands: bool,
    taken_back_at: datetime | None,
    because: str | None,
) -> Approved:
    """Return one approval with its fate."""
    fate = None if stands else WHY[because or "text"]
    if taken_back_at is not None:
        fate = say("Taken back on %(at)s.", at=taken_back_at)
    return Approved(transition, move, Titles(label), at, fate)
