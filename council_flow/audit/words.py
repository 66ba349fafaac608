"""How each act reads in the history. Pure: rooms hand in their words, entries come back as sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

from council_flow.audit.chain import Sealed
from council_flow.language import Sentence, Titles, from_data, mark, say

ROOMS = {
    "recommendations": mark("Moves between stages"),
    "text": mark("Text and versions"),
    "discussion": mark("Comments and dispositions"),
    "consultation": mark("Consultation"),
    "review": mark("Reviews"),
    "alignment": mark("Alignment"),
    "adoption": mark("Adoption"),
    "publication": mark("Publication"),
    "people": mark("People and roles"),
}
"""What a reader may ask the history for: the first part of a tag, in words."""

_records: dict[str, str] = {}
_NAMES = re.compile(r"%\((\w+)\)s")


def describe(records: Mapping[str, str]) -> None:
    """Take a room's words: from tag to an English message with ``%(actor)s`` and names of the entry's data."""
    _records.update(records)


def described() -> frozenset[str]:
    """Return the tags that have words."""
    return frozenset(_records)


def who(entry: Sealed) -> Titles:
    """Return who acted, as shown everywhere: role and State; the name where neither was known."""
    return Titles(entry.actor_label) if entry.actor_label else Titles(entry.actor_name)


def sentence(entry: Sealed) -> Sentence:
    """Return the entry as one sentence. Words that changed since it was written never hide an entry."""
    message = _records.get(entry.tag)
    if message is None:
        return say("%(actor)s: %(tag)s.", actor=who(entry), tag=entry.tag)
    params = {"subject": entry.subject or "–"} | dict(from_data({"text": "", "params": entry.data}).params)
    params["actor"] = who(entry)
    return Sentence(message, {name: params.get(name, "–") for name in _NAMES.findall(message)})


def reason(entry: Sealed) -> str:
    """Return the reason that was given for the act; empty where none was."""
    found = entry.data.get("reason")
    return found if isinstance(found, str) else ""
