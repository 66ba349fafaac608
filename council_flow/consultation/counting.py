"""Whether a consultation is done, and why not, in one sentence. Pure."""

from __future__ import annotations

from datetime import datetime

from council_flow.language import Sentence, say, say_n


def verdict(
    *, given: int, invited: int, needed: int, opened: bool, closed: bool, closes_at: datetime | None
) -> tuple[bool, Sentence]:
    """Return whether enough States have answered in a round that is closed, or in which nobody is awaited."""
    if not opened:
        return False, say("The States have not been asked yet.")
    if given < needed:
        return False, _too_few(given, needed, closed, closes_at)
    if given >= invited:
        return True, say_n("The State that was asked has answered.", "All %(n)s States have answered.", invited)
    if closed:
        return True, say_n(
            "The round is closed; %(n)s of %(all)s States has answered.",
            "The round is closed; %(n)s of %(all)s States have answered.",
            given,
            all=invited,
        )
    return False, _still_open(given, invited, closes_at)


def _too_few(given: int, needed: int, closed: bool, closes_at: datetime | None) -> Sentence:
    arrived = say_n(
        "A reply from %(n)s State has arrived; %(needed)s are needed.",
        "Replies from %(n)s States have arrived; %(needed)s are needed.",
        given,
        needed=needed,
    )
    if closed:
        return say("%(arrived)s The round is closed; a late reply counts once it is accepted.", arrived=arrived)
    if closes_at is None:
        return arrived
    return say("%(arrived)s The round closes on %(closes)s.", arrived=arrived, closes=closes_at)


def _still_open(given: int, invited: int, closes_at: datetime | None) -> Sentence:
    arrived = say_n(
        "A reply from %(n)s of %(all)s States has arrived.",
        "Replies from %(n)s of %(all)s States have arrived.",
        given,
        all=invited,
    )
    if closes_at is None:
        return arrived
    return say(
        "%(arrived)s The round closes on %(closes)s, or when every State has replied.",
        arrived=arrived,
        closes=closes_at,
    )
