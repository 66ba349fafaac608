"""Differences between two lines of words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from council_flow.text.comparing.steps import Edit, common_ends, edits

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d\u00ad"
"""Signs that belong to the letter before: accents, Arabic vowels, joiners, a hyphen that is not seen."""
_WORD = rf"[^\W_](?:[\w{_MARKS}]|['’‘`\-\u2010\u2011.,/](?=[^\W_]))*"
"""A word: apostrophes, hyphens, points and strokes inside it are its own (gʻalaba, ўз-ўзини, 1.5, A/RES/70)."""
_TOKEN = re.compile(rf"\d+ \(\d{{4}}\)|{_WORD}|\s+|.(?:[{_MARKS}\ufe0f\U0001f3fb-\U0001f3ff]|(?<=\u200d).)*", re.DOTALL)
_WORDS = re.compile(_WORD)


@dataclass(frozen=True)
class Piece:
    """Some words of a comparison. ``op``: same, ins or del."""

    op: str
    text: str


@dataclass(frozen=True)
class Span:
    """A stretch of the older words and what became of it, in code points."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    same: bool


def tokens(text: str) -> list[str]:
    """Return words, spaces and signs; joined they are the text."""
    return _TOKEN.findall(text)


def common_letters(old: str, new: str) -> tuple[int, int]:
    """Return how many letters of whole words both begin with, and with how many more both end."""
    a, b = tokens(old), tokens(new)
    head, tail = common_ends(a, b)
    return len("".join(a[:head])), len("".join(a[len(a) - tail :]))


def words_of(text: str) -> list[str]:
    """Return the words alone, in small letters."""
    return _WORDS.findall(text.lower())


def spans(old: str, new: str, *, joined: bool = True) -> list[Span]:
    """Return how the older words became the newer ones, in order; joined, the spans cover both texts.

    Args:
        joined: Read changes together that only a sign or a short word parts, as a reader does.
    """
    if old == new:
        return [Span(0, len(old), 0, len(new), True)] if old else []
    a, starts_a = _seen(old)
    b, starts_b = _seen(new)
    found: list[Span] = []
    i = j = 0
    for edit in [*edits(a, b, joined=joined), Edit(len(a), len(a), len(b), len(b))]:
        _same(found, (old, new), (a[i : edit.i1], starts_a[i : edit.i1], starts_b[j : edit.j1]))
        i, j = edit.i2, edit.j2
        ends = (starts_a[i], starts_b[j])
        _changed(found, (old, new), ends)
    return found


def _seen(text: str) -> tuple[list[str], list[int]]:
    """Return the tokens that are seen, and where each begins; the end of the text comes last."""
    parts = tokens(text)
    starts = accumulate(map(len, parts), initial=0)
    seen = [(part, start) for part, start in zip(parts, starts, strict=False) if not part.isspace()]
    return [part for part, _ in seen], [*(start for _, start in seen), len(text)]


def _same(found: list[Span], texts: tuple[str, str], run: tuple[list[str], list[int], list[int]]) -> None:
    """Add tokens that both texts have; where spaces between them differ, these are a change."""
    words, starts_a, starts_b = run
    if words:
        old_end, new_end = starts_a[-1] + len(words[-1]), starts_b[-1] + len(words[-1])
        if texts[0][starts_a[0] : old_end] == texts[1][starts_b[0] : new_end]:
            _changed(found, texts, (starts_a[0], starts_b[0]))
            _add(found, old_end, new_end, True)
            return
    for word, start_a, start_b in zip(*run, strict=True):
        _changed(found, texts, (start_a, start_b))
        _add(found, start_a + len(word), start_b + len(word), True)


def _changed(found: list[Span], texts: tuple[str, str], ends: tuple[int, int]) -> None:
    """Add what lies before the ends; the spaces that both sides begin and end with are the same."""
    old, new = texts
    at_old, at_new = (found[-1].old_end, found[-1].new_end) if found else (0, 0)
    before, after = old[at_old : ends[0]], new[at_new : ends[1]]
    if before == after:
        _add(found, *ends, True)
        return
    lead = _common_spaces(before, after)
    tail = _common_spaces(before[lead:][::-1], after[lead:][::-1])
    _add(found, at_old + lead, at_new + lead, True)
    _add(found, ends[0] - tail, ends[1] - tail, False)
    _add(found, *ends, True)


def _common_spaces(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b or not a.isspace()), min(len(one), len(other)))


def _add(found: list[Span], old_end: int, new_end: int, same: bool) -> None:
    """Go on to these ends, in the span before if it is of the same sort."""
    last = found[-1] if found else Span(0, 0, 0, 0, same)
    if (last.old_end, last.new_end) == (old_end, new_end):
        return
    if found and last.same == same:
        found[-1] = Span(last.old_start, old_end, last.new_start, new_end, same)
    else:
        found.append(Span(last.old_end, old_end, last.new_end, new_end, same))


@lru_cache(maxsize=256)
def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of both texts: the same, deleted and inserted ones, a deletion before what replaced it."""
    out: list[Piece] = []
    for span in spans(old, new):
        before, after = old[span.old_start : span.old_end], new[span.new_start : span.new_end]
        both = (("same", before),) if span.same else (("del", before), ("ins", after))
        out += [Piece(op, text) for op, text in both if text]
    return tuple(out)
