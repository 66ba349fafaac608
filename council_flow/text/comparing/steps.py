"""How one row of words became another: the fewest words marked, laid as a reader would lay them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from council_flow.text.comparing.order import rising

SHORT = 3
"""Equal words of up to so many letters between two rewritten phrases are read as part of the change."""
CRUMB = 2
"""So are up to so many words of any length between stretches that are much longer."""
MOST = 400_000_000
"""Pairs of words from which on a stretch is first cut at words that both sides have once (50 MB of working memory)."""
CLOSING = frozenset(".,;:!?،؛؟…")


class Edit(NamedTuple):
    """A change, in places of words: the old ones from ``i1`` to ``i2`` became the new ones from ``j1`` to ``j2``."""

    i1: int
    i2: int
    j1: int
    j2: int


def common_ends(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """Return how many words two rows have in common at their beginning, and how many of the rest at their end."""
    most = min(len(a), len(b))
    head = next((n for n in range(most) if a[n] != b[n]), most)
    return head, next((n for n in range(most - head) if a[-1 - n] != b[-1 - n]), most - head)


def edits(a: Sequence[str], b: Sequence[str], *, joined: bool = True) -> list[Edit]:
    """Return what changed, in order; all between is the same. ``joined``: as a reader sees it, short islands taken in."""
    head, tail = common_ends(a, b)
    if head + tail == len(a) == len(b):
        return []
    middle = _between(a[head : len(a) - tail], b[head : len(b) - tail])
    found = _slid([Edit(*(place + head for place in edit)) for edit in middle], a, b)
    return _joined(found, a) if joined else found


def _between(a: Sequence[str], b: Sequence[str]) -> Iterator[Edit]:
    i = j = 0
    for i1, i2, j1, j2 in _cut(a, b):
        for op in LCSseq.opcodes(a[i1:i2], b[j1:j2]):
            if op.tag == "equal":
                start, end = i1 + op.src_start, j1 + op.dest_start
                if (i, j) != (start, end):
                    yield Edit(i, start, j, end)
                i, j = i1 + op.src_end, j1 + op.dest_end
    if (i, j) != (len(a), len(b)):
        yield Edit(i, len(a), j, len(b))


def _cut(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Cut very long rows at words, then at rows of words, that each has once; leave out what is still too long."""
    if len(a) * len(b) <= MOST:
        yield 0, len(a), 0, len(b)
        return
    i = j = 0
    for at, before in [*_landmarks(a, b), (len(b), len(a))]:
        if (before - i) * (at - j) <= MOST:
            yield i, before, j, at
        i, j = before, at


def _landmarks(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    rows_a, rows_b = list(zip(a, a[1:], a[2:], strict=False)), list(zip(b, b[1:], b[2:], strict=False))
    often_a, often_b = Counter(rows_a), Counter(rows_b)
    once = {row: at for at, row in enumerate(rows_a) if often_a[row] == 1 == often_b[row]}
    pairs = [(at, once[row]) for at, row in enumerate(rows_b) if row in once]
    return [pairs[n] for n in rising([before for _, before in pairs])]


def _slid(found: list[Edit], a: Sequence[str], b: Sequence[str]) -> list[Edit]:
    """Slide insertions and deletions where they join another change, and else behind the sign that ends a sentence."""
    out: list[Edit] = []
    for index, edit in enumerate(found):
        one = edit
        if one.i1 == one.i2 or one.j1 == one.j2:
            row, start, end = (b, one.j1, one.j2) if one.i1 == one.i2 else (a, one.i1, one.i2)
            gap = one.i1 - out[-1].i2 if out else 0
            if out and 0 < gap <= end - start and row[end - gap : end] == row[start - gap : start]:
                one = Edit(*(place - gap for place in one))
            else:
                after = found[index + 1] if index + 1 < len(found) else Edit(len(a), len(a), len(b), len(b))
                room = after.i1 - one.i2
                if 0 < room <= end - start and index + 1 < len(found) and row[end : end + room] == row[start : start + room]:  # fmt: skip
                    one = Edit(*(place + room for place in one))
                elif room and row[start] == row[end] and row[start] in CLOSING:
                    one = Edit(*(place + 1 for place in one))
        if out and (out[-1].i2, out[-1].j2) == (one.i1, one.j1):
            last = out.pop()
            one = Edit(last.i1, one.i2, last.j1, one.j2)
        out.append(one)
    return out


def _joined(found: list[Edit], a: Sequence[str]) -> list[Edit]:
    out: list[Edit] = []
    for one in found:
        if out and _crumb(a[out[-1].i2 : one.i1], out[-1], one):
            last = out.pop()
            out.append(Edit(last.i1, one.i2, last.j1, one.j2))
        else:
            out.append(one)
    return out


def _crumb(between: Sequence[str], before: Edit, after: Edit) -> bool:
    """Return whether what is the same between two changes is too little to be read by itself."""
    words = [word for word in between if word[0].isalnum()]
    if not words:
        return len(between) <= CRUMB
    if len(words) > CRUMB:
        return False
    sizes = [max(edit.i2 - edit.i1, edit.j2 - edit.j1) for edit in (before, after)]
    short = sum(map(len, words)) <= SHORT
    return sum(sizes) >= 4 * len(words) if short else min(sizes) >= 3 * len(words)
