"""Words that went from one place of a text and came at another. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from council_flow.text.anchors.evidence import Evidence
from council_flow.text.anchors.matching import Pair, match_cut
from council_flow.text.anchors.words import Words, telling, weigh

CANDIDATES = 4
"""So many places are read closer for each stretch that went."""
RARE = 12
"""Words that came in more places than this are not looked up."""
COMMON = 0.4
"""Share of the shorter stretch that the other must have for the two to be read closer, or so many rows of three words:"""
SURE = 6
MOST_READ = 4_000
"""So many pairs of stretches are read closer in all, that texts without end in common stay cheap."""
ROUNDS = 5

Place = tuple[int, int]
"""Paragraph and position of a word there."""
Journey = list[tuple[Place, Place]]


@dataclass(frozen=True)
class Region:
    """Words in a row of one paragraph that went or came. ``near``: new paragraphs beside which they are expected."""

    paragraph: int
    words: Words
    near: frozenset[int] = field(default=frozenset())


def moved(left: list[Region], gained: list[Region], home: dict[int, int], evidence: Evidence) -> Iterator[Journey]:
    """Return the journeys of words, the weightiest first. ``home``: old paragraph -> the new one that continues it."""
    reader = _Reader(home, evidence)
    for _ in range(ROUNDS):
        if not left or not gained:
            return
        offers = sorted(reader.offers(left, gained), key=lambda offer: (-offer[0], offer[1], offer[2]))
        gone: set[int] = set()
        come: set[int] = set()
        rest_left: list[Region] = []
        rest_gained: list[Region] = []
        for _, n, m, pairs in offers:
            if n in gone or m in come or (left[n].paragraph, gained[m].paragraph) in evidence.others:
                continue
            gone.add(n)
            come.add(m)
            yield [(left[n].words.places[a], gained[m].words.places[b]) for a, b in pairs]
            rest_left += _rest(left[n], [a for a, _ in pairs])
            rest_gained += _rest(gained[m], [b for _, b in pairs])
        if not gone:
            return
        left = [one for n, one in enumerate(left) if n not in gone] + rest_left
        gained = [one for m, one in enumerate(gained) if m not in come] + rest_gained


class _Reader:
    """Reads stretches that went against stretches that came, each two once."""

    def __init__(self, home: dict[int, int], evidence: Evidence) -> None:
        self.home, self.evidence = home, evidence
        self.known: dict[tuple[Place, Place, int, int], list[Pair]] = {}

    def offers(self, left: Sequence[Region], gained: Sequence[Region]) -> Iterator[tuple[float, int, int, list[Pair]]]:
        """Return what each stretch may have become: weight, which went, which came, the pairs of words."""
        threes, singles = _index(gained)
        for n, region in enumerate(left):
            words = region.words.words
            votes: Counter[int] = Counter()
            for three in zip(words, words[1:], words[2:], strict=False):
                votes.update(threes.get(three, ()))
            here = self.home.get(region.paragraph)
            beside = () if here is None else region.near | {here}
            for word in set(words):
                for place in beside if telling(word) else ():
                    votes.update(singles.get((place, word), ()))
            for m in sorted(votes, key=lambda m: (-votes[m], m))[:CANDIDATES]:
                if pairs := self.pairs(region, gained[m], votes[m]):
                    yield weigh([words[a] for a, _ in pairs]), n, m, pairs

    def pairs(self, went: Region, came: Region, votes: int) -> list[Pair]:
        """Return the words of a stretch that went and are those of one that came."""
        old, new = went.words.words, came.words.words
        both = went.words.places[0], came.words.places[0], len(old), len(new)
        if both not in self.known:
            alike = votes >= SURE or _common(old, new) >= COMMON * min(len(old), len(new))
            if not alike or len(self.known) >= MOST_READ:
                return []
            near = came.paragraph == self.home.get(went.paragraph, -1)
            self.known[both] = self.evidence.carried(
                went.words, came.words, match_cut(old, new), near=near, beside=came.paragraph in went.near
            )
        return self.known[both]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    there = set(other)
    return sum(word in there for word in one)


def _index(gained: Sequence[Region]) -> tuple[dict[tuple[str, str, str], list[int]], dict[tuple[int, str], list[int]]]:
    threes: dict[tuple[str, str, str], list[int]] = {}
    singles: dict[tuple[int, str], list[int]] = {}
    for m, region in enumerate(gained):
        words = region.words.words
        for three in set(zip(words, words[1:], words[2:], strict=False)):
            threes.setdefault(three, []).append(m)
        for word in set(words):
            if telling(word):
                singles.setdefault((region.paragraph, word), []).append(m)
    return {three: places for three, places in threes.items() if len(places) <= RARE}, singles


def _rest(region: Region, used: list[int]) -> list[Region]:
    """Return what stands before and behind the words used."""
    first, last = min(used), max(used) + 1
    parts = [region.words.part(0, first), region.words.part(last, len(region.words.words))]
    return [Region(region.paragraph, part, region.near) for part in parts if part.words]
