"""Which words of two rows of words are the same ones, kept in order. Pure.

Equal words first, the longest stretches whole; then forms and spellings of one word between them; then what met by chance
is let go: a word or two between two rewritten stretches says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from council_flow.text.anchors.words import Words, variant, weigh, weight
from council_flow.text.comparing.steps import common_ends

Pair = tuple[int, int]
LONG = 250_000
"""Pairs of words from which on a stretch is laid together by the faster way."""
SMALL = 64
"""Pairs of words up to which the heaviest common words are taken at once."""
WIDE = 400
"""Pairs of words between two equal stretches up to which forms of one word are looked for."""
FEW = 16
"""Up to so many words may be known in another order,"""
ORDERED = 0.8
"""if this share of both rows is the same."""
CHANCE = 0.34
"""A stretch that weighs less than this share of what was rewritten on both of its sides met by chance."""


def match(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return positions of words that are the same, rising on both sides."""
    return _with_variants(_without_chance(_equal(old, new), old, new), old, new)


def match_cut(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the same for words cut out and put in elsewhere: of short ones the heaviest, for order says little there."""
    if len(old) * len(new) <= SMALL:
        return _without_chance(_variants(old, new), old, new)
    return match(old, new)


def reordered(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return which words are which where a few were only put in another order; nothing where others came or went too."""
    if max(len(old), len(new)) > FEW or min(len(old), len(new)) < 2:
        return []
    places: dict[str, list[int]] = {}
    for b, word in enumerate(new):
        places.setdefault(word, []).append(b)
    pairs = [(a, places[word].pop(0)) for a, word in enumerate(old) if places.get(word)]
    kept = weigh([old[a] for a, _ in pairs])
    return pairs if kept >= ORDERED * max(weigh(old), weigh(new)) else []


def _equal(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    head, tail = common_ends(old, new)
    pairs = [(n, n) for n in range(head)]
    ends = (len(old) - tail, len(new) - tail)
    for a, b, size in _blocks(old[head : ends[0]], new[head : ends[1]]):
        pairs += [(head + a + n, head + b + n) for n in range(size)]
    return pairs + [(ends[0] + n, ends[1] + n) for n in range(tail)]


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    if not old or not new:
        return ()
    if len(old) * len(new) > LONG:
        found = Indel.opcodes(old, new)
        return ((op.src_start, op.dest_start, op.src_end - op.src_start) for op in found if op.tag == "equal")
    return SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()


def runs(pairs: Sequence[Pair]) -> list[tuple[int, int, int]]:
    """Return pairs as stretches in which nothing stands between: old position, new position, length."""
    found: list[tuple[int, int, int]] = []
    for a, b in pairs:
        if found and found[-1][0] + found[-1][2] == a and found[-1][1] + found[-1][2] == b:
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + 1)
        else:
            found.append((a, b, 1))
    return found


def gaps(pairs: Sequence[Pair], ends: Pair) -> list[tuple[int, int, int, int]]:
    """Return what lies before, between and behind the pairs: old from, old to, new from, new to."""
    found = []
    a0 = b0 = 0
    for a, b in [*pairs, ends]:
        if a > a0 or b > b0:
            found.append((a0, a, b0, b))
        a0, b0 = a + 1, b + 1
    return found


def _without_chance(pairs: list[Pair], old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    kept = runs(pairs)
    standing = [_standing(kept, n, old, new) for n in range(len(kept))]
    while kept and (least := min(standing)) < CHANCE:
        at = standing.index(least)
        del kept[at], standing[at]
        for n in range(max(0, at - 1), min(at + 1, len(kept))):
            standing[n] = _standing(kept, n, old, new)
    return [(a + n, b + n) for a, b, size in kept for n in range(size)]


def _standing(kept: Sequence[tuple[int, int, int]], at: int, old: Sequence[str], new: Sequence[str]) -> float:
    """Return the weight of a stretch in that of what was rewritten on both of its sides; 1 where one side was not."""
    a, b, size = kept[at]
    before = (kept[at - 1][0] + kept[at - 1][2], kept[at - 1][1] + kept[at - 1][2]) if at else (0, 0)
    after = kept[at + 1][:2] if at + 1 < len(kept) else (len(old), len(new))
    left = min(weigh(old[before[0] : a]), weigh(new[before[1] : b]))
    right = min(weigh(old[a + size : after[0]]), weigh(new[b + size : after[1]]))
    if not left or not right:
        return 1.0
    return weigh(old[a : a + size]) / (left + right)


def _with_variants(pairs: list[Pair], old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    found = list(pairs)
    for a0, a1, b0, b1 in gaps(pairs, (len(old), len(new))):
        if a1 > a0 and b1 > b0 and (a1 - a0) * (b1 - b0) <= WIDE:
            found += [(a0 + a, b0 + b) for a, b in _variants(old[a0:a1], new[b0:b1])]
    return sorted(found)


def _variants(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the heaviest rising row of words that are forms of one (by the table of best sums)."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in range(len(old) - 1, -1, -1):
        for b in range(len(new) - 1, -1, -1):
            both = best[a + 1][b + 1] + weight(old[a]) if variant(old[a], new[b]) else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], both)
    found: list[Pair] = []
    a = b = 0
    while a < len(old) and b < len(new):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            found.append((a, b))
            a, b = a + 1, b + 1
    return found


def at_clauses(pairs: list[Pair], was: Words, now: Words) -> list[Pair]:
    """Return the same pairs, what went or came moved so that it begins where a clause does, where the words allow both.

    Of "A to do X; A to do Y; A to do Z" without its middle, "A to do Y;" went and not "to do Y; A".
    """
    known = list(pairs)
    for a0, a1, b0, b1 in gaps(pairs, (len(was.words), len(now.words))):
        if a0 == a1:
            known = _slid(known, (b0, b1, a0), now, swapped=True)
        elif b0 == b1:
            known = _slid(known, (a0, a1, b0), was, swapped=False)
    return known


def _slid(pairs: list[Pair], gap: tuple[int, int, int], side: Words, *, swapped: bool) -> list[Pair]:
    """Slide one gap; ``swapped``: it stands in the newer words."""
    start, end, other = gap
    turned = {(b, a) if swapped else (a, b) for a, b in pairs}
    best, at = (side.opens[start] if start < len(side.opens) else 0), 0
    for step in (-1, 1):
        n, moved = 0, set(turned)
        while True:
            come, go = (start + n - 1, end + n - 1) if step < 0 else (end + n, start + n)
            there = other + n - 1 if step < 0 else other + n
            if (come, there) not in moved or side.words[come] != side.words[go]:
                break
            moved.discard((come, there))
            moved.add((go, there))
            n += step
            if side.opens[start + n] > best:
                best, at, found = side.opens[start + n], n, set(moved)
    if not at:
        return pairs
    return sorted((b, a) if swapped else (a, b) for a, b in found)
