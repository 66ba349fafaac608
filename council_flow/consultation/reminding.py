"""When those who have not answered are reminded. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from council_flow.workflow import Calendar, Duration

REMIND = "consultation.remind"
"""Kind of work; its payload has ``round``, the row of the round, and ``before``, the length before closing."""


def before(closes_at: datetime, length: Duration, calendar: Calendar) -> datetime:
    """Return the instant that lies a duration before the closing of a round, in UTC.

    Hours are exact; days, weeks and working days keep the hour of closing in the council's zone.
    """
    if length.unit == "hours":
        return closes_at - timedelta(hours=length.count)
    there = closes_at.astimezone(calendar.zone)
    if length.unit == "working_days":
        day, left = there.date(), length.count
        while left:
            day -= timedelta(days=1)
            left -= calendar.worked(day)
    else:
        day = there.date() - timedelta(days=length.count * (7 if length.unit == "weeks" else 1))
    return datetime.combine(day, there.time(), calendar.zone).astimezone(closes_at.tzinfo)
