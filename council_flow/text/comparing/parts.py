"""Paragraphs that were split into several or joined from several. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from council_flow.text.comparing.likeness import Bag, Index, Lexicon, order_kept

CONTAINED = 0.65
"""Weight of a part's words that its whole must have, beyond those that went into other parts."""
IN_ORDER = 0.7
"""Share of a part's words that must stand in the whole in the same order."""
COVERED = 0.5
"""Weight of a whole's words that its parts must cover together where none of them is known as its continuation."""
FEWEST = 3
"""Words that a part has at least."""


@dataclass(frozen=True)
class Sides:
    """One direction of looking: wholes and parts are paragraphs of the one and of the other text."""

    whole: Callable[[int], Bag]
    part: Callable[[int], Bag]
    parts: int
    mates: Mapping[int, int]
    """Whole -> the part that is known to continue it."""
    owners: Mapping[int, int]
    """The same the other way round."""
    index: Index
    """The wholes that did not stay as they are."""


def parted(sides: Sides, words: Lexicon) -> dict[int, tuple[int, ...]]:
    """Return the wholes of which unpaired parts come, each with all its parts in order."""
    free = [at for at in range(sides.parts) if at not in sides.owners and len(sides.part(at).words) >= FEWEST]
    if not free:
        return {}
    rest = _Rest(sides, words)
    offers = sorted((offer for at in free for offer in rest.offers(at)), reverse=True)
    taken: dict[int, list[int]] = {}
    given: set[int] = set()
    for _, back, host in offers:
        at = -back
        if at not in given and rest.fits(at, host):
            rest.take(at, host)
            given.add(at)
            taken.setdefault(host, []).append(at)
    return dict(sorted((host, found) for host, parts in taken.items() if (found := rest.whole_story(host, parts))))


class _Rest:
    """The words of each whole that no part has claimed yet."""

    def __init__(self, sides: Sides, words: Lexicon) -> None:
        self.sides = sides
        self.words = words
        self.left: dict[int, Counter[str]] = {}

    def unclaimed(self, host: int) -> Counter[str]:
        if host not in self.left:
            mate = self.sides.mates.get(host)
            counts = self.sides.whole(host).counts
            self.left[host] = counts if mate is None else counts - self.sides.part(mate).counts
        return self.left[host]

    def beside(self, at: int) -> Iterable[int]:
        """Return the wholes that the nearest known parts before and after belong to."""
        for step in (-1, 1):
            other = at + step
            while 0 <= other < self.sides.parts and other not in self.sides.owners and abs(other - at) < REACH:
                other += step
            if other in self.sides.owners:
                yield self.sides.owners[other]

    def offers(self, at: int) -> Iterable[tuple[float, int, int]]:
        part = self.sides.part(at)
        for host in {*self.beside(at), *self.sides.index.nominated(part)}:
            whole, held = self.sides.whole(host).words, self.held(at, host)
            if held >= CONTAINED and len(whole) > len(part.words) and order_kept(part.words, whole) >= IN_ORDER:
                yield round(held, 3), -at, host

    def held(self, at: int, host: int) -> float:
        part = self.sides.part(at)
        return self.words.shared(part.counts, self.unclaimed(host)) / part.weight if part.weight else 0.0

    def fits(self, at: int, host: int) -> bool:
        return self.held(at, host) >= CONTAINED

    def take(self, at: int, host: int) -> None:
        self.left[host] = self.unclaimed(host) - self.sides.part(at).counts

    def whole_story(self, host: int, parts: list[int]) -> tuple[int, ...]:
        """Return all parts of a whole in order; none where they do not tell what became of it."""
        mate = self.sides.mates.get(host)
        if mate is not None:
            return tuple(sorted([mate, *parts]))
        weight = self.sides.whole(host).weight
        covered = weight - self.words.weigh(self.unclaimed(host))
        return tuple(sorted(parts)) if len(parts) > 1 and covered >= COVERED * weight else ()


REACH = 8
"""Unknown parts that are passed over on the way to a known neighbour."""
