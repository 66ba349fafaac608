"""Inline text taken apart into signs, so that changes can be laid on it without cutting through stars or references. Pure.

Each sign is one letter (or the whole label of a reference, or the mark of a footnote) with how it is set. The *shadow* of
a text is what is compared: words set apart, references and footnote marks differ in it from the same words without that,
so that setting a word apart is a change like any other. Places here are counted in signs of the shadow.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from council_flow.text.inline import escaped, runs
from council_flow.text.words import spans, tokens

_APART = "\u00ad"
"""Follows each word of the shadow that is set apart. Texts never hold it: it is taken out of what people type."""
_PRIVATE, _ROOM = 0xE000, 6400


class Sign(NamedTuple):
    """One sign of the shadow: what it prints, and how."""

    text: str
    apart: bool = False
    target: str = ""


@dataclass(frozen=True)
class Rich:
    """One inline text as signs."""

    shadow: str
    signs: tuple[Sign, ...]
    plain_at: tuple[int, ...]
    """For each sign, and for the end, how many code points of plain words stand before it."""

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(sign.text for sign in self.signs)

    def between(self, start: int, end: int) -> str:
        """Return the inline text of some signs."""
        return written(self.signs[start:end])

    def first(self, place: int) -> int:
        """Return the sign that prints the code point at a place of the plain words."""
        return bisect_right(self.plain_at, place) - 1

    def after(self, place: int) -> int:
        """Return the sign behind the one that prints the last code point before a place of the plain words."""
        if place <= 0:
            return 0
        at = self.first(place - 1) + 1
        while at < len(self.signs) and self.shadow[at] == _APART:
            at += 1
        return min(at, len(self.signs))


@dataclass(frozen=True)
class Change:
    """Some signs of a text (none: an insertion) and what stands in their place (none: a deletion)."""

    start: int
    end: int
    signs: tuple[Sign, ...]

    def touches(self, other: Change) -> bool:
        """Answer whether two changes concern the same words; one that only inserts, also whether it stands at their edge."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=1024)
def rich(text: str) -> Rich:
    """Take inline text apart."""
    shadow: list[str] = []
    signs: list[Sign] = []
    for run in runs(text):
        if run.target:
            name = f"{run.target}*" if run.apart else run.target
            shadow.append(chr(_PRIVATE + zlib.crc32(name.encode()) % _ROOM))
            signs.append(Sign(run.text, run.apart, run.target))
        elif run.apart:
            for mark, sign in _signs_apart(run.text):
                shadow.append(mark)
                signs.append(sign)
        else:
            shadow.append(run.text)
            signs += map(_letter, run.text)
    return Rich("".join(shadow), tuple(signs), tuple(accumulate((len(sign.text) for sign in signs), initial=0)))


@cache
def _letter(letter: str) -> Sign:
    return Sign(letter)


def _signs_apart(words: str) -> Iterable[tuple[str, Sign]]:
    for token in tokens(words):
        yield from ((letter, Sign(letter, apart=True)) for letter in token)
        if not token.isspace():
            yield _APART, Sign("", apart=True)


def written(signs: Iterable[Sign]) -> str:
    """Return signs as inline text."""
    out: list[str] = []
    for apart, group in groupby(signs, key=lambda sign: sign.apart):
        found = [sign for sign in group if sign.text or sign.target]
        inside = [at for at, sign in enumerate(found) if not (sign.text.isspace() and not sign.target)]
        if not apart or not inside:
            out.append(_printed(found))
            continue
        first, last = inside[0], inside[-1] + 1
        out += [_printed(found[:first]), _apart(_printed(found[first:last])), _printed(found[last:])]
    return "".join(out)


def _printed(signs: Iterable[Sign]) -> str:
    out: list[str] = []
    for target, part in groupby(signs, key=lambda sign: sign.target):
        if not target:
            out.append(escaped("".join(sign.text for sign in part)))
        elif target.startswith("^"):
            out += [f"[{target}]" for _ in part]
        else:
            out += [f"[{sign.text}]({target})" for sign in part]
    return "".join(out)


def _apart(words: str) -> str:
    """Put stars around words; those that end in a sign which would hide the second star stay as they are."""
    return f"*{words}*" if words[-1] not in "*\\" else words


def changes(base: Rich, other: Rich) -> tuple[Change, ...]:
    """Return what leads from one text to another, word by word, as a reader sees it."""
    return tuple(
        Change(span.old_start, span.old_end, other.signs[span.new_start : span.new_end])
        for span in spans(base.shadow, other.shadow)
        if not span.same
    )


def changed(base: Rich, made: Iterable[Change]) -> tuple[Sign, ...]:
    """Return a text with changes carried out that do not touch one another."""
    out: list[Sign] = []
    at = 0
    for change in sorted(made, key=lambda one: (one.start, one.end)):
        out += [*base.signs[at : change.start], *change.signs]
        at = change.end
    return (*out, *base.signs[at:])
