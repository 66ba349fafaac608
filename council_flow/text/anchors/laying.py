"""Two whole texts laid together word by word, so that any passage of the older one can be followed. Pure.

First in their paragraphs (paired, split, joined), then what is left over on both sides: words that were cut out here and
stand newly there. A word of the newer text continues one word of the older text only, so what stood elsewhere already
is never taken for what was removed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from council_flow.text.aligning import Alignment, align
from council_flow.text.anchors.evidence import Evidence
from council_flow.text.anchors.matching import at_clauses, match
from council_flow.text.anchors.moving import Region, moved
from council_flow.text.anchors.slots import rejoined, slots
from council_flow.text.anchors.words import Line, Words
from council_flow.text.comparing.files import numbered
from council_flow.text.folding import folded


@dataclass(frozen=True, slots=True)
class Image:
    """Where a word stands now: paragraph, position among its words, and the journey that brought it there (0: none)."""

    paragraph: int
    word: int
    journey: int


SLOT = 5
"""Paragraphs that came between the same two neighbours, up to so many, are looked at for words of one that went there."""
Images = dict[int, dict[int, Image]]


class Laid:
    """Two texts laid together. Paragraphs are counted from 0."""

    def __init__(self, old: Sequence[str], new: Sequence[str], fixed: Mapping[int, int] | None = None) -> None:
        self.old, self.new = old, new
        was, now = ([numbered(text)[1] for text in texts] for texts in (old, new))
        kept = {*was} & {*now}
        self.alignment: Alignment = align(
            [one if one in kept else folded(one) for one in was], [one if one in kept else folded(one) for one in now],
            fixed=fixed,
        )  # fmt: skip
        self.fixed = frozenset((fixed or {}).items())
        self.next = {before: at for at, before in self.alignment.pairs.items()}
        self.heads = {
            i: (len(old[i]) - len(was[i]), len(new[j]) - len(now[j]))
            for i, j in self.next.items() if was[i] == now[j] and old[i].endswith(was[i]) and new[j].endswith(now[j])
        }  # fmt: skip
        """Of old paragraphs that say the same, how much number stands before their words: then and now."""
        self.same = {i: j for i, j in self.next.items() if i in self.heads or old[i] == new[j]}
        self.home = self._homes()
        self._lines: tuple[dict[int, Line], dict[int, Line]] = ({}, {})
        self.evidence = Evidence(old, new)

    def _homes(self) -> dict[int, int]:
        """Return the new paragraph that continues each old one: of what was split the first, of what was joined the first's."""
        found = dict(self.next)
        for i, parts in self.alignment.splits.items():
            if (found.get(i), i) not in self.fixed:
                found[i] = parts[0]
        for j, parts in self.alignment.merges.items():
            known = next((i for i in parts if (j, i) in self.fixed), parts[0])
            found |= {i: j if i == known else -1 for i in parts if i == known or found.get(i) == j}
        return found

    def before(self, i: int) -> Line:
        """Return a paragraph of the older text."""
        return _line(self._lines[0], self.old, i)

    def after(self, j: int) -> Line:
        """Return a paragraph of the newer text."""
        return _line(self._lines[1], self.new, j)

    @cached_property
    def images(self) -> Images:
        """For each old paragraph that changed, where its words stand now."""
        found: Images = {}
        taken: dict[int, set[int]] = {}
        for olds, news in self._groups():
            for (i, a), (j, b) in self._group(olds, news):
                found.setdefault(i, {})[a] = Image(j, b, 0)
                taken.setdefault(j, set()).add(b)
        continued = set(self.home.values())
        for (i, a), (j, b) in self._rejoined(found, taken):
            if self.home.get(i, j) not in {j, -1} and j in continued:
                continue  # both go on as others: words that left one for the other are a journey, with its own evidence
            if i not in self.home and j not in continued:
                self.home[i] = j
                continued.add(j)
            found.setdefault(i, {})[a] = Image(j, b, 0)
            taken.setdefault(j, set()).add(b)
        left, gained = self._left(found, taken)
        for journey, words in enumerate(moved(left, gained, self.next, self.evidence), 1):
            for (i, a), (j, b) in words:
                found.setdefault(i, {})[a] = Image(j, b, journey)
        return found

    def _rejoined(
        self, found: Images, taken: Mapping[int, set[int]]
    ) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        steady = sorted((i, j) for i, j in self.same.items() if j not in self.alignment.moved)
        for olds, news in slots(steady, len(self.old), len(self.new)):
            before = {i: self.before(i) for i in olds if i not in self.same}
            after = {j: self.after(j) for j in news if j not in self._settled}
            if any(i not in self.next for i in before) or any(j not in self.alignment.pairs for j in after):
                yield from rejoined(before, after, found, taken)

    def in_place(self, i: int, j: int) -> bool:
        """Return whether a paragraph kept its order and one of its neighbours."""
        if j in self.alignment.moved:
            return False
        return any(
            self._neighbour(self.next, i, step, len(self.old)) == self._neighbour_new(j, step) for step in (-1, 1)
        )

    def _no_rival(self, j: int) -> bool:
        """Return whether no paragraph came beside this one that could as well continue the older one."""
        return all(j + step in self.alignment.pairs or not 0 <= j + step < len(self.new) for step in (-1, 1))

    def _neighbour(self, known: Mapping[int, int], at: int, step: int, length: int) -> int | None:
        at += step
        while 0 <= at < length and at not in known:
            at += step
        return known.get(at)

    def _neighbour_new(self, j: int, step: int) -> int | None:
        j += step
        while 0 <= j < len(self.new) and j not in self.alignment.pairs:
            j += step
        return j if j in self.alignment.pairs else None

    def _groups(self) -> Iterator[tuple[list[int], list[int]]]:
        """Return the paragraphs that changed, with those that they were split into or joined with."""
        mates: dict[tuple[int, int], set[tuple[int, int]]] = {}
        links = [(i, j) for i, j in self.next.items() if i not in self.same]
        links += [(i, j) for i, parts in self.alignment.splits.items() for j in parts]
        links += [(i, j) for j, parts in self.alignment.merges.items() for i in parts]
        for i, j in links:
            if i not in self.same and j not in self._settled:
                mates.setdefault((0, i), set()).add((1, j))
                mates.setdefault((1, j), set()).add((0, i))
        seen: set[tuple[int, int]] = set()
        for first in sorted(mates):
            if first in seen:
                continue
            group, rest = set(), [first]
            while rest:
                one = rest.pop()
                if one not in group:
                    group.add(one)
                    rest += mates[one]
            seen |= group
            yield sorted(i for side, i in group if side == 0), sorted(j for side, j in group if side == 1)

    @cached_property
    def _settled(self) -> frozenset[int]:
        return frozenset(self.same.values())

    def _group(self, olds: list[int], news: list[int]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Return which words of changed paragraphs are which, unless it is rather another text that stands there."""
        was, now = Words(), Words()
        for i in olds:
            was.add(self.before(i), i)
        for j in news:
            now.add(self.after(j), j)
        pairs = at_clauses(match(was.words, now.words), was, now)
        alone = len(olds) == len(news) == 1
        known = alone and (news[0], olds[0]) in self.fixed
        stays = any(self.in_place(i, self.next[i]) for i in olds if self.next.get(i) in news)
        if self.evidence.same_text(was, now, pairs, stays=stays, alone=alone and self._no_rival(news[0]), known=known):
            for a, b in pairs:
                yield was.places[a], now.places[b]

    def _left(self, found: Images, taken: Mapping[int, set[int]]) -> tuple[list[Region], list[Region]]:
        """Return the stretches of words that went, and those that came."""
        left = [
            Region(i, Words(self.before(i), i, start, end), self._near(i))
            for i in range(len(self.old))
            if i not in self.same
            for start, end in _free(len(self.before(i).words), found.get(i, {}))
        ]
        gained = [
            Region(j, Words(self.after(j), j, start, end))
            for j in range(len(self.new))
            if j not in self._settled
            for start, end in _free(len(self.after(j).words), taken.get(j, set()))
        ]
        return left, gained

    def _near(self, i: int) -> frozenset[int]:
        """Return the new paragraphs beside which an old one is expected: its own, those around, those between its neighbours'."""
        before, after = (self._neighbour(self.next, i, step, len(self.old)) for step in (-1, 1))
        near = {j for j in (before, after) if j is not None}
        last = before if before is not None else -1
        following = after if after is not None else len(self.new)
        if last < following <= last + SLOT:
            near |= set(range(last + 1, following))
        if i in self.next:
            near |= {self.next[i] + step for step in (-1, 0, 1)}
        return frozenset(near | set(self.alignment.splits.get(i, ())))


def _line(known: dict[int, Line], texts: Sequence[str], at: int) -> Line:
    if at not in known:
        known[at] = Line(texts[at])
    return known[at]


def _free(length: int, taken: Container[int]) -> Iterator[tuple[int, int]]:
    start = None
    for n in range(length + 1):
        free = n < length and n not in taken
        if free and start is None:
            start = n
        elif not free and start is not None:
            yield start, n
            start = None
