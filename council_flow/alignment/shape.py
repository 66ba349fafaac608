"""Whether imported data have the shape of a catalogue: which of its values are texts, lists and days. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from council_flow.language import Sentence, say

MOST = 5000
"""Themes, instruments or provisions of one catalogue."""
TEXTS = {
    "themes": ("id", "description"),
    "instruments": ("id", "title"),
    "provisions": ("id", "instrument", "locator_status", "title", "status", "verified", "source"),
}
"""Values that are texts, by the list in which they stand."""
PERHAPS = {
    "themes": (), "instruments": ("symbol", "issuer", "date"), "provisions": ("locator", "paraphrase"),
}  # fmt: skip
"""Values that are texts where they are there."""
LISTS = ("themes", "check_questions")
"""Values of a provision that are lists of texts."""


def problems(data: Mapping[str, Any]) -> Iterator[Sentence]:
    """Return where the values of imported data are not what a catalogue has."""
    meta = data["meta"]
    if not isinstance(meta, Mapping):
        yield say("“%(name)s” is a table of names and values.", name="meta")
    else:
        yield from _day(meta)
        for key in ("title", "notice"):
            if not isinstance(meta.get(key, ""), str):
                yield say("%(place)s: “%(name)s” is a text.", place="meta", name=key)
    for kind in TEXTS:
        entries = data[kind]
        if not isinstance(entries, list) or len(entries) > MOST:
            yield say("“%(name)s” is a list of up to %(n)s entries.", name=kind, n=MOST)
            continue
        for at, one in enumerate(entries, 1):
            yield from _entry(kind, at, one)


def _day(meta: Mapping[str, Any]) -> Iterator[Sentence]:
    try:
        date.fromisoformat(str(meta.get("compiled") or ""))
    except ValueError:
        yield say("meta.compiled is a day such as 2026-11-23.")


def _entry(kind: str, at: int, one: Any) -> Iterator[Sentence]:
    place = f"{kind} {at}"
    if not isinstance(one, Mapping):
        yield say("“%(name)s” is a table of names and values.", name=place)
        return
    for key in TEXTS[kind]:
        if not isinstance(one.get(key), str):
            yield say("%(place)s: “%(name)s” is a text.", place=place, name=key)
    for key in PERHAPS[kind]:
        if not isinstance(one.get(key) or "", str):
            yield say("%(place)s: “%(name)s” is a text.", place=place, name=key)
    for key in LISTS if kind == "provisions" else ():
        found = one.get(key) or []
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            yield say("%(place)s: “%(name)s” is a list of texts.", place=place, name=key)
