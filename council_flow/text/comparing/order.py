"""The longest rising run of a row of places: what kept its order. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def rising(places: Sequence[int]) -> list[int]:
    """Return the positions of the longest run of places that rises strictly; so the others are the fewest."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(position)
        else:
            tails[at], ends[at] = place, position
    kept: list[int] = []
    step = ends[-1] if ends else -1
    while step >= 0:
        kept.append(step)
        step = before[step]
    return kept[::-1]
