"""Input of the history's pages."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import StringField

from council_flow.audit.chain import SHORTEST, Held, parse_head
from council_flow.audit.queries import Wanted
from council_flow.audit.words import ROOMS
from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.web.forms import Form

LONGEST_WORDS = 100
"""Characters of the words that are looked for."""


class HeadForm(Form):
    """A head of the chain held on paper; both fields empty asks for verification alone."""

    number = StringField()
    start = StringField()

    def held(self) -> Held | None:
        """Return the head that was typed.

        Raises:
            Invalid: one of the two is missing or cannot be read.
        """
        number, start = (self.number.data or "").strip(), (self.start.data or "").strip()
        if not number and not start:
            return None
        try:
            return parse_head(f"{number}:{start}")
        except ValueError:
            raise Invalid(
                {
                    "number": say("Write the number of the entry, in figures."),
                    "start": say("Write at least the first %(n)s characters of the hash.", n=SHORTEST),
                }
            ) from None


def wanted(arguments: MultiDict[str, str]) -> Wanted:
    """Read what the history is asked for; what cannot be read is left out."""
    room = arguments.get("what", "")
    return Wanted(
        words=arguments.get("q", "").strip()[:LONGEST_WORDS],
        room=room if room in ROOMS else "",
        since=_day(arguments.get("from", "")),
        until=_day(arguments.get("to", "")),
        page=min(max(arguments.get("page", 1, type=int), 1), 100_000),
    )


def _day(raw: str) -> date | None:
    try:
        found = date.fromisoformat(raw)
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None
