"""Differences between two lines of words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"[^\W_][\w\u0300-\u036f\u0640\u064b-\u0670\u02bb\u02bc'’\-]*|\s+|.", re.DOTALL)
SHORT = 3
"""Equal pieces of up to this many letters between two changes are read as part of the change."""

LONG = 250_000
"""Pairs of tokens from which on a rewritten stretch is laid together by the faster way."""


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


def spans(old: str, new: str) -> list[Span]:
    """Return how the older words became the newer ones, in order; joined, the spans cover both texts."""
    if old == new:
        return [Span(0, len(old), 0, len(new), True)] if old else []
    a, b = tokens(old), tokens(new)
    starts_a, starts_b = _starts(a), _starts(b)
    found = [
        Span(starts_a[i1], starts_a[i2], starts_b[j1], starts_b[j2], same) for i1, i2, j1, j2, same in _steps(a, b)
    ]
    return _read_together(found, old)


def _steps(a: list[str], b: list[str]) -> list[tuple[int, int, int, int, bool]]:
    """Return in tokens what both have and what differs. Only what lies between the equal ends is laid together."""
    most = min(len(a), len(b))
    head = next((n for n in range(most) if a[n] != b[n]), most)
    tail = next((n for n in range(most - head) if a[-1 - n] != b[-1 - n]), most - head)
    ends_a, ends_b = len(a) - tail, len(b) - tail
    found = [(0, head, 0, head, True)] if head else []
    found += [
        (head + i1, head + i2, head + j1, head + j2, tag == "equal")
        for tag, i1, i2, j1, j2 in _opcodes(a[head:ends_a], b[head:ends_b])
    ]
    return [*found, (ends_a, len(a), ends_b, len(b), True)] if tail else found


def _opcodes(a: list[str], b: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """Keep the longest stretches whole, as a reader would; where that would take long, keep the most words."""
    if len(a) * len(b) > LONG:
        return [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(a, b)]
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _starts(parts: list[str]) -> list[int]:
    out = [0]
    for part in parts:
        out.append(out[-1] + len(part))
    return out


def _read_together(found: list[Span], old: str) -> list[Span]:
    """Join changes that only a space or a very short word parts: a reader sees one change."""
    joined: list[Span] = []
    for index, span in enumerate(found):
        between = span.same and 0 < index < len(found) - 1
        short = between and sum(sign.isalnum() for sign in old[span.old_start : span.old_end]) <= SHORT
        one = Span(span.old_start, span.old_end, span.new_start, span.new_end, span.same and not short)
        if joined and joined[-1].same == one.same:
            last = joined.pop()
            one = Span(last.old_start, one.old_end, last.new_start, one.new_end, one.same)
        joined.append(one)
    return joined


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of both texts: the same, deleted and inserted ones, a deletion before what replaced it."""
    out: list[Piece] = []
    for span in spans(old, new):
        before, after = old[span.old_start : span.old_end], new[span.new_start : span.new_end]
        if span.same:
            out.append(Piece("same", before))
            continue
        lead, before, after, tail = _trimmed(before, after)
        out += [
            Piece(op, text) for op, text in (("same", lead), ("del", before), ("ins", after), ("same", tail)) if text
        ]
    return tuple(_glued(out))


def _trimmed(before: str, after: str) -> tuple[str, str, str, str]:
    """Leave out spaces that both sides of a change begin or end with."""
    lead = " " if before[:1] == after[:1] == " " else ""
    before, after = before[len(lead) :], after[len(lead) :]
    tail = " " if before[-1:] == after[-1:] == " " else ""
    return lead, before[: len(before) - len(tail)], after[: len(after) - len(tail)], tail


def _glued(found: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in found:
        if out and out[-1].op == piece.op:
            out[-1] = Piece(piece.op, out[-1].text + piece.text)
        else:
            out.append(piece)
    return out


def likeness(old: str, new: str) -> float:
    """Return how much two texts have in common, from 0 to 1, by words."""
    a, b = [one for one in tokens(old) if not one.isspace()], [one for one in tokens(new) if not one.isspace()]
    if not a or not b:
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.4 and matcher.quick_ratio() > 0.4 else 0.0
