"""Which paragraph of a newer text is which of the older one: equal ones first, then by rare words and by place. Pure.

Nothing is compared with everything: equal paragraphs are found by their text, changed ones by an index of rare words or
between neighbours that are known, and the longest rising run tells what moved. Time grows with the texts, not their square.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from council_flow.text.comparing.likeness import Index, Lexicon, order_kept
from council_flow.text.comparing.order import rising
from council_flow.text.comparing.parts import Sides, parted

SURE = 0.6
"""Paragraphs this much alike (0 to 1) are the same one wherever they stand."""
ALIKE = 0.42
"""In the same place, this is enough."""
KEPT = 0.5
"""Share of words that keep their order in a paragraph that is known away from its place."""
NEAR = 4
"""In a long unknown stretch, paragraphs within so many places are read as standing in the same place."""
STRETCH = 900
"""Pairs up to which an unknown stretch is laid together as a whole."""
_LABEL = re.compile(
    r"((?:#{1,6} )?[*_]{0,3}(?:[^\W\d_]+ )?)(?:\d{1,4}|[IVXLCivxlc]{1,6})((?:[ -][^\W\d_]+)?[.:]?[*_]{0,3})"
)
"""A paragraph that is a label and its number, and nothing else: Article 5, Статья 5, 5-modda, المادة 5, Part II."""
FEW_WORDS = 3
"""Paragraphs of fewer words that occur more than once say nothing away from their place."""


@dataclass(frozen=True)
class Alignment:
    """Paragraphs of two texts laid together, counted from 0."""

    pairs: dict[int, int]
    """New paragraph -> the old one it was; each stands once."""
    moved: frozenset[int] = frozenset()
    """New paragraphs that left their order: the fewest that explain the newer order."""
    splits: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Old paragraph -> the new ones it was split into, in order. ``pairs`` has the one that goes on."""
    merges: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """New paragraph -> the old ones it was joined from, in order. ``pairs`` has one of them."""


def align(old: Sequence[str], new: Sequence[str], *, fixed: Mapping[int, int] | None = None) -> Alignment:
    """Lay paragraphs together. ``fixed`` tells those whose identity is known: new -> old."""
    table = _Table(old, new, fixed or {})
    table.pair_ends()
    table.pair_equal()
    asked = table.free_old(), table.free_new()
    if any(asked):
        words = Lexicon(old, new, asked)
        changed = {at for at, before in table.pairs.items() if at in table.fixed and table.new[at] != table.old[before]}
        by_old = Index({at: words.old(at) for at in (*asked[0], *(table.pairs[at] for at in changed))})
        table.pair_sure(words, by_old)
        table.pair_between(words)
        table.drop_chance(words)
        by_new = Index({at: words.new(at) for at in (*asked[1], *changed)})
        splits, merges = table.parts(words, by_old, by_new)
    else:
        splits, merges = {}, {}
    return Alignment(table.pairs, table.moved(), splits, merges)


class _Table:
    """What is paired so far."""

    def __init__(self, old: Sequence[str], new: Sequence[str], fixed: Mapping[int, int]) -> None:
        self.old = [_said(text) for text in old]
        self.new = [_said(text) for text in new]
        self.pairs: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.fixed = fixed
        self.twins: set[int] = set()
        for at, before in fixed.items():
            self.pair(at, before)

    def pair(self, at: int, before: int) -> None:
        self.pairs[at] = before
        self.back[before] = at

    def free_old(self) -> list[int]:
        return [at for at in range(len(self.old)) if at not in self.back]

    def free_new(self) -> list[int]:
        return [at for at in range(len(self.new)) if at not in self.pairs]

    def same(self, at: int, before: int) -> bool:
        """Pair these two if both are free and say the same; also whether they are paired already."""
        if self.pairs.get(at) == before:
            return True
        if at in self.pairs or before in self.back or self.new[at] != self.old[before]:
            return False
        self.pair(at, before)
        return True

    def pair_ends(self) -> None:
        least = min(len(self.old), len(self.new))
        head = next((n for n in range(least) if not self.same(n, n)), least)
        for n in range(1, least - head + 1):
            if not self.same(len(self.new) - n, len(self.old) - n):
                break

    def pair_equal(self) -> None:
        """Pair what says the same: what occurs once, then its neighbours, then twins by their place."""
        places: dict[str, tuple[list[int], list[int]]] = {}
        for side, texts, free in ((0, self.old, self.free_old()), (1, self.new, self.free_new())):
            for at in free:
                if texts[at]:
                    places.setdefault(texts[at], ([], []))[side].append(at)
        twins = []
        for olds, news in places.values():
            if len(olds) == len(news) == 1:
                self.pair(news[0], olds[0])
            elif olds and news:
                twins.append((olds, news))
        if twins:
            self.spread()
            self.pair_twins(twins)

    def spread(self) -> None:
        """Pair equal neighbours of what is paired, onwards and then backwards."""
        for step, order in ((1, sorted(self.pairs)), (-1, sorted(self.pairs, reverse=True))):
            for at in order:
                after, before = at + step, self.pairs[at] + step
                while 0 <= after < len(self.new) and 0 <= before < len(self.old):
                    if after in self.pairs or not self.same(after, before):
                        break
                    after, before = after + step, before + step

    def pair_twins(self, twins: list[tuple[list[int], list[int]]]) -> None:
        expected = self.expected()
        for olds, news in twins:
            left = [at for at in olds if at not in self.back]
            for at in news:
                if at in self.pairs or not left:
                    continue
                where = bisect_left(left, expected[at])
                if where == len(left) or (where and expected[at] - left[where - 1] <= left[where] - expected[at]):
                    where -= 1
                self.pair(at, left.pop(where))
                self.twins.add(at)

    def expected(self) -> list[int]:
        """Return for each new paragraph the old place that follows from what stands before it."""
        found: list[int] = []
        last = -1
        steady = self.steady()
        for at in range(len(self.new)):
            last = self.pairs[at] if at in steady else last + 1
            found.append(last)
        return found

    def steady(self) -> set[int]:
        """Return the new paragraphs that kept their order."""
        order = sorted(self.pairs)
        return {order[n] for n in rising([self.pairs[at] for at in order])}

    def pair_sure(self, words: Lexicon, index: Index) -> None:
        """Pair what is much alike wherever it stands, the most alike first and the nearest of equals."""
        free_old, free_new = self.free_old(), self.free_new()
        expected = self.expected()
        scored = []
        for at in free_new:
            bag = words.new(at)
            where = bisect_left(free_old, expected[at])
            near = free_old[max(0, where - NEAR) : where + NEAR]
            for before in {*index.nominated(bag), *near}:
                alike = words.likeness(before, at)
                if alike >= SURE and (before in near or _follows(words.old(before).words, bag.words)):
                    away = abs(before - expected[at])
                    scored.append((-round(alike - (0 if away <= NEAR else 0.05), 2), away, at, before))
        for _, _, at, before in sorted(scored):
            if at not in self.pairs and before not in self.back:
                self.pair(at, before)

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Return the free old and the free new paragraphs between each two that are paired and kept their order."""
        ends = [*sorted(self.steady()), len(self.new)]
        last_new = last_old = -1
        for at in ends:
            before = self.pairs[at] if at < len(self.new) else len(self.old)
            olds = [one for one in range(last_old + 1, before) if one not in self.back]
            news = [one for one in range(last_new + 1, at) if one not in self.pairs]
            if olds and news:
                yield olds, news
            last_new, last_old = at, before

    def pair_between(self, words: Lexicon) -> None:
        """Pair in their order what is alike enough for its place."""
        for olds, news in list(self.gaps()):
            wide = len(olds) * len(news) > STRETCH
            scores: dict[tuple[int, int], float] = {}
            for n, at in enumerate(news):
                middle = n * len(olds) // len(news)
                for o in range(max(0, middle - NEAR), min(len(olds), middle + NEAR)) if wide else range(len(olds)):
                    alike = words.likeness(olds[o], at)
                    if alike >= ALIKE:
                        scores[n, o] = alike
            for n, o in _best_row(scores):
                self.pair(news[n], olds[o])

    def drop_chance(self, words: Lexicon) -> None:
        """Free twins of very few words that would have to have moved: they say nothing away from their place."""
        if self.twins:
            steady = self.steady()
            for at in self.twins - steady:
                if len(words.new(at).words) < FEW_WORDS:
                    del self.back[self.pairs.pop(at)]

    def parts(
        self, words: Lexicon, by_old: Index, by_new: Index
    ) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[int, ...]]]:
        """Return what was split and what was joined, and pair the first part where its whole has none."""
        splits = parted(Sides(words.old, words.new, len(self.new), self.back, self.pairs, by_old), words)
        for whole, several in splits.items():
            if whole not in self.back:
                self.pair(several[0], whole)
        merges = parted(Sides(words.new, words.old, len(self.old), self.pairs, self.back, by_new), words)
        for whole, several in merges.items():
            if whole not in self.pairs:
                self.pair(whole, several[0])
        return splits, merges

    def moved(self) -> frozenset[int]:
        return frozenset(self.pairs.keys() - self.steady())


def _said(text: str) -> str:
    """Return what a paragraph says; labels are told apart by their neighbours, for their numbers are given anew."""
    words = " ".join(text.split())
    label = _LABEL.fullmatch(words) if len(words) <= LONGEST_LABEL else None
    return f"{label[1]}#{label[2]}" if label else words


LONGEST_LABEL = 40


def _follows(old: Sequence[str], new: Sequence[str]) -> bool:
    """Answer whether words say the same in the same order, so that they are known wherever they stand."""
    return len(new) >= FEW_WORDS and order_kept(old, new) >= KEPT


def _best_row(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the pairs that rise on both sides and are most alike together (the best sum up to a place, in a tree)."""
    size = max((old for _, old in scores), default=-1) + 1
    tree = [(0.0, -1)] * (size + 1)
    order = sorted(scores, key=lambda pair: (pair[0], -pair[1]))
    before = []
    for n, pair in enumerate(order):
        best, at = (0.0, -1), pair[1]
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        best, at = (best[0] + scores[pair], n), pair[1] + 1
        while at <= size:
            tree[at] = max(tree[at], best)
            at += at & -at
    step = max(tree)[1]
    found = []
    while step >= 0:
        found.append(order[step])
        step = before[step]
    return found[::-1]
