"""Whether a consultation is done, and if not, what is missing and who has to act. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from council_flow.language import Sentence, Titles, few, say, say_n


@dataclass(frozen=True)
class Asked:
    """A round of which something is missing. ``awaited``: the States without an answer that counts."""

    closed: bool
    closes_at: datetime | None
    awaited: tuple[Titles, ...]
    undecided: tuple[Titles, ...]
    """Those of the awaited whose late answer nobody has accepted or declined yet."""


class Next(Enum):
    """Who has to act before a consultation is done."""

    NOBODY = "only time has to pass"
    STATES = "those who speak for the States that are awaited"
    LEADERS = "those who move the file on from here"


def enough(*, given: int, invited: int, needed: int, closed: bool) -> bool:
    """Answer whether so many States have answered in a round that is closed, or in which nobody is awaited."""
    return given >= needed and (closed or given >= invited)


def done(*, given: int, invited: int, needed: int) -> Sentence | None:
    """Return the sentence for a consultation in which nobody is awaited; ``None`` where more has to be asked."""
    if not invited or not enough(given=given, invited=invited, needed=needed, closed=False):
        return None
    return say_n("The State that was asked has answered.", "All %(n)s States have answered.", invited)


def judged(round_: Asked, *, given: int, invited: int, needed: int) -> tuple[bool, Sentence, Next]:
    """Return whether enough States have answered in a round that is closed; why; and who has to act."""
    if enough(given=given, invited=invited, needed=needed, closed=round_.closed):
        return True, _closed(given, invited), Next.NOBODY
    if given < needed:
        return _too_few(round_, given, invited, needed)
    return _still_open(round_, given, invited)


def _closed(given: int, invited: int) -> Sentence:
    return say_n(
        "The round is closed; %(n)s of %(all)s States has answered.",
        "The round is closed; %(n)s of %(all)s States have answered.",
        given,
        all=invited,
    )


def _too_few(round_: Asked, given: int, invited: int, needed: int) -> tuple[bool, Sentence, Next]:
    arrived = say_n(
        "An answer from %(n)s State has arrived; needed: %(needed)s.",
        "Answers from %(n)s States have arrived; needed: %(needed)s.",
        given,
        needed=needed,
    )
    if invited < needed:
        asked = say_n(
            "%(n)s State was asked; more have to be asked.", "%(n)s States were asked; more have to be asked.", invited
        )
        return False, say("%(arrived)s %(asked)s", arrived=arrived, asked=asked), Next.LEADERS
    if round_.closed and round_.undecided:
        late = few(round_.undecided)
        sentence = say("%(arrived)s Late, and to be accepted or declined: %(states)s.", arrived=arrived, states=late)
        return False, sentence, Next.LEADERS
    return False, _awaiting(round_, arrived), Next.STATES


def _awaiting(round_: Asked, arrived: Sentence) -> Sentence:
    missing = few(round_.awaited)
    if round_.closed:
        return say(
            "%(arrived)s Missing: %(missing)s. The round is closed; a late answer counts once it is accepted.",
            arrived=arrived,
            missing=missing,
        )
    if round_.closes_at is None:
        return say("%(arrived)s Missing: %(missing)s.", arrived=arrived, missing=missing)
    return say(
        "%(arrived)s Missing: %(missing)s. The round closes on %(closes)s.",
        arrived=arrived,
        missing=missing,
        closes=round_.closes_at,
    )


def _still_open(round_: Asked, given: int, invited: int) -> tuple[bool, Sentence, Next]:
    arrived = say_n(
        "An answer from %(n)s of %(all)s States has arrived.",
        "Answers from %(n)s of %(all)s States have arrived.",
        given,
        all=invited,
    )
    if round_.closes_at is None:
        return False, _awaiting(round_, arrived), Next.STATES
    sentence = say(
        "%(arrived)s Missing: %(missing)s. The round closes on %(closes)s, or when every State has answered.",
        arrived=arrived,
        missing=few(round_.awaited),
        closes=round_.closes_at,
    )
    return False, sentence, Next.NOBODY
