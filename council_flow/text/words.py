"""Differences between two lines of words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[^\W_][\w\u0300-\u036f\u0640\u064b-\u0670\u02bb\u02bc'’\-]*|\s+|.", re.DOTALL)
SHORT = 3
"""Equal pieces of up to this many letters between two changes are read as part of the change."""


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
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    starts_a, starts_b = _starts(a), _starts(b)
    found = [
        Span(starts_a[i1], starts_a[i2], starts_b[j1], starts_b[j2], tag == "equal")
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]
    return _read_together(found, old)


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
