"""Input of the desk."""

from __future__ import annotations

from datetime import UTC, datetime

from wtforms import HiddenField

from council_flow.web.forms import Form


class SeenForm(Form):
    """Says up to when the news on the desk was seen."""

    until = HiddenField()

    def instant(self) -> datetime | None:
        """Return the instant at which the page was drawn, ``None`` if it cannot be read."""
        try:
            found = datetime.fromisoformat(self.until.data or "")
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)


class FollowForm(Form):
    """Follow a file (``yes``), or no longer (``no``)."""

    follow = HiddenField()
