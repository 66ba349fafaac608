"""How much of a procedure's time has passed. Pure."""

from __future__ import annotations

from datetime import datetime


def days_passed(opened: datetime, closes: datetime | None, now: datetime) -> tuple[int, int]:
    """Return how many days of a procedure have passed, and of how many; of none where it has no closing."""
    if closes is None:
        return 0, 0
    total = max(1, round((closes - opened).total_seconds() / 86_400))
    passed = int((now - opened).total_seconds() // 86_400)
    return max(0, min(total, passed)), total
