"""The one clock. Doors ask it and hand the instant on; tests and the demo set it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import current_app


class Clock:
    """Tells the time in UTC. ``fixed`` holds an instant instead of the running time, for tests and the demo."""

    def __init__(self) -> None:
        self.fixed: datetime | None = None

    def now(self) -> datetime:
        """Return the instant in UTC, without anything below a second's thousandth."""
        instant = self.fixed or datetime.now(UTC)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def now() -> datetime:
    """Return the instant of the current application's clock."""
    clock: Clock = current_app.extensions["clock"]
    return clock.now()
