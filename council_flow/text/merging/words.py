"""Two people's changes to the same words, laid together. Pure.

Changes that at least one unchanged word parts go together. Where they touch, nobody can say which is meant: both readings are
then proposed in square brackets, as bodies that negotiate set words on which they have not agreed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from council_flow.text.brackets import alternatives
from council_flow.text.comparing.steps import Edit, edits
from council_flow.text.inline import TARGET, plain
from council_flow.text.words import tokens

_WHOLE = re.compile(rf"\[[^\[\]\n]{{1,60}}\]\((?:{TARGET})\)|\[\^[a-z0-9]{{1,24}}\]|\\[\\*\[]", re.IGNORECASE)
"""What is changed as a whole or not at all: a reference, the mark of a footnote, an escaped sign."""


@dataclass(frozen=True)
class Together:
    """Words with both people's changes. ``text`` is ``None`` where changes touch; ``proposal`` has both readings then."""

    text: str | None
    proposal: str


@dataclass
class _Stretch:
    """A stretch of the common words, in places of its tokens, and the changes of both in it."""

    start: int
    end: int
    mine: list[Edit]
    theirs: list[Edit]


def lay(base: str, mine: str, theirs: str) -> Together:
    """Lay two rewritings of the same words together."""
    for one, other in ((mine, theirs), (theirs, mine)):
        if one in (other, base):
            return Together(other, other)
    was, own, saved = _units(base), _units(mine), _units(theirs)
    out: list[str] = []
    at, collides = 0, False
    for stretch in _stretches(was, own, saved):
        out += was[at : stretch.start]
        readings = [_reading(was, row, stretch, found) for row, found in ((saved, stretch.theirs), (own, stretch.mine))]
        before = "".join(was[stretch.start : stretch.end])
        words = _one(before, *readings)
        if words is None:
            collides = True
            if any("*" in reading for reading in readings):
                return Together(None, alternatives(theirs, mine))
            words = _between(alternatives(*readings), before, *readings)
        out.append(words)
        at = stretch.end
    together = "".join([*out, *was[at:]]).strip()
    if collides or not plain(together).strip():
        return Together(None, together or alternatives(theirs, mine))
    return Together(together, together)


def _one(before: str, saved: str, own: str) -> str | None:
    """Return what a stretch says where only one changed it, or both the same."""
    if own in (before, saved):
        return saved
    return own if saved == before else None


def _between(words: str, *readings: str) -> str:
    """Keep the spaces around what is in brackets."""
    lead = " " if any(reading.startswith(" ") for reading in readings) else ""
    tail = " " if any(reading.endswith(" ") for reading in readings) else ""
    return f"{lead}{words}{tail}"


def _reading(was: Sequence[str], row: Sequence[str], stretch: _Stretch, found: Sequence[Edit]) -> str:
    """Return what one of them says in a stretch."""
    out: list[str] = []
    at = stretch.start
    for edit in found:
        out += [*was[at : edit.i1], *row[edit.j1 : edit.j2]]
        at = edit.i2
    return "".join([*out, *was[at : stretch.end]])


@lru_cache(maxsize=512)
def _units(text: str) -> tuple[str, ...]:
    out: list[str] = []
    at = 0
    for match in _WHOLE.finditer(text):
        out += [*tokens(text[at : match.start()]), match[0]]
        at = match.end()
    return (*out, *tokens(text[at:]))


def _stretches(was: Sequence[str], own: Sequence[str], saved: Sequence[str]) -> list[_Stretch]:
    """Return where the common words were changed; changes of both that no unchanged word parts are one stretch."""
    every = [(edit, True) for edit in edits(was, own)] + [(edit, False) for edit in edits(was, saved)]
    every.sort(key=lambda one: (one[0].i1, one[0].i2))
    found: list[_Stretch] = []
    for edit, is_mine in every:
        if found and not any(part.strip() for part in was[found[-1].end : edit.i1]):
            found[-1].end = max(found[-1].end, edit.i2)
        else:
            found.append(_Stretch(edit.i1, edit.i2, [], []))
        (found[-1].mine if is_mine else found[-1].theirs).append(edit)
    return found
