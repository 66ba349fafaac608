"""What may stand in an account or a term, and in which words the rest is refused. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from zoneinfo import available_timezones

from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.text.cleaning import clean_name

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
LONGEST_NAME = 120
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")


def address(raw: str) -> str:
    """Return a mail address in lower case."""
    found = raw.strip().lower()
    if len(found) > 254 or not _ADDRESS.fullmatch(found):
        raise Invalid({"email": say("Write one mail address, such as name@ministry.example.")})
    return found


def name(raw: str) -> str:
    """Return the name of a person, without characters that steer or hide."""
    found = clean_name(raw)
    if not found:
        raise Invalid({"name": say("Write the name under which you are shown.")})
    if len(found) > LONGEST_NAME:
        raise Invalid({"name": say("A name takes up to %(n)s characters.", n=LONGEST_NAME)})
    return found


def institution(raw: str) -> str:
    """Return the name of a body that people come from; empty where none is named."""
    found = clean_name(raw)
    if len(found) > LONGEST_NAME:
        raise Invalid({"institution": say("A name takes up to %(n)s characters.", n=LONGEST_NAME)})
    return found


def password(raw: str) -> None:
    """Refuse a password that is too short or too long: length is what makes it strong (NIST SP 800-63B, 5.1.1)."""
    if len(raw) < SHORTEST_PASSWORD:
        raise Invalid(
            {
                "password": say(
                    "A password has at least %(n)s characters; several words make a good one.", n=SHORTEST_PASSWORD
                )
            }
        )
    if len(raw) > LONGEST_PASSWORD:
        raise Invalid({"password": say("A password takes up to %(n)s characters.", n=LONGEST_PASSWORD)})


def role(raw: str, known: Collection[str]) -> str:
    """Return a role of the council's file."""
    if raw not in known:
        raise Invalid({"role": say("Choose a role of the council.")})
    return raw


def state(raw: str | None, known: Collection[str]) -> str | None:
    """Return a State of the council's file, or ``None`` for whoever comes for no State."""
    if not raw:
        return None
    if raw not in known:
        raise Invalid({"state": say("Choose a State of the council.")})
    return raw


def zone(raw: str) -> str | None:
    """Return a time zone, or ``None`` for that of the council."""
    if not raw:
        return None
    if raw not in available_timezones():
        raise Invalid({"zone": say("Choose a time zone from the list.")})
    return raw
