"""Moves in a Word file: what leaves one place and arrives at another under the same name. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from council_flow.text.exchange.importing import Found, folded
from council_flow.text.markdown import Understood
from council_flow.text.word.parts import Change


@dataclass
class _Leaving:
    change: Change
    key: str
    quote: str
    start: int | None
    text: str
    reason: str


@dataclass
class _Coming:
    key: str
    at: int | None
    """For words, the code point before which they shall stand; ``None`` for a whole paragraph."""
    text: str
    otherwise: Found | None
    """What it is where nothing leaves under this name."""


@dataclass
class Moves:
    """Both ends of the moves of a file by their names."""

    leaving: dict[str, list[_Leaving]] = field(default_factory=dict)
    coming: dict[str, list[_Coming]] = field(default_factory=dict)

    def leaves(self, change: Change, key: str, quote: str, start: int | None, text: str, reason: str) -> None:
        """Take note of words, or without a quotation of a whole block, that leave their place."""
        self.leaving.setdefault(change.move, []).append(_Leaving(change, key, quote, start, text, reason))

    def comes(self, change: Change, after: str, text: str, otherwise: Found) -> None:
        """Take note of a paragraph that arrives after a block."""
        self.coming.setdefault(change.move, []).append(_Coming(after, None, text, otherwise))

    def arrives(self, change: Change, key: str, at: int, otherwise: Found | None) -> None:
        """Take note of words that arrive in a block."""
        self.coming.setdefault(change.move, []).append(_Coming(key, at, "", otherwise))

    def found(self) -> list[Found]:
        """Return the moves as suggestions; an end that has no other is a deletion or an insertion."""
        out: list[Found] = []
        for name, leaving in self.leaving.items():
            coming = self.coming.pop(name, [])
            out += [self._one(one, coming) for one in leaving]
            out += [other.otherwise for other in coming if other.otherwise is not None]
        out += [one.otherwise for several in self.coming.values() for one in several if one.otherwise is not None]
        return out

    def _one(self, one: _Leaving, coming: list[_Coming]) -> Found:
        goes = next((other for other in coming if self._fits(one, other)), None)
        found = Found(one.key, one.reason, one.quote, one.start, one.change.author, one.change.date[:10], "delete")
        if goes is None:
            return found
        coming.remove(goes)
        return Found(
            found.key, found.text, found.quote, found.start, found.author, found.date, "move", after=goes.key, after_at=goes.at
        )  # fmt: skip

    def _fits(self, one: _Leaving, other: _Coming) -> bool:
        if one.quote:
            return other.at is not None
        return other.at is None and folded(one.text) == folded(other.text) and other.key != one.key


def rejoined(found: Sequence[Found], parts: Sequence[Understood], language: str) -> list[Found]:
    """Return what was found with moves made whole that a program wrote as a deletion here and an insertion there."""
    words = {part.block.key: folded(part.block.texts[language]) for part in parts}
    gone = {
        (one.author, words.get(one.key, "")): one
        for one in found
        if one.act == "delete" and not one.quote and words.get(one.key)
    }
    moved: dict[int, Found] = {}
    for one in found:
        away = gone.get((one.author, folded(one.proposed))) if one.act == "insert" else None
        if away is not None and id(away) not in moved and away.key != one.after:
            moved[id(away)] = replace(away, act="move", after=one.after, text=away.text or one.text)
            moved[id(one)] = moved[id(away)]
    out: list[Found] = []
    for one in found:
        if id(one) not in moved:
            out.append(one)
        elif one.act == "delete":
            out.append(moved[id(one)])
    return out
