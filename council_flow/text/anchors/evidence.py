"""Whether words that were found again are the same passage or only look alike. Pure.

Formulas that a text has more than once tell nothing; another number or another State is another sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from council_flow.text.anchors.matching import Pair, gaps, reordered, runs
from council_flow.text.anchors.words import NUMBERED, Words, number, telling, weigh, weight, words_in
from council_flow.text.comparing.files import numbered

OWN = 12.0
"""Letters of words of its own that a passage must keep to be known far from where it stood."""
FEWEST = 3
"""So many words in a row, of their own, are the passage in the place where it is expected."""
LONG_RUN = 8
"""So many words in a row are a passage even where what stood around them is gone."""
SHORT = 40
"""Paragraphs of up to so many words, in which both a name and a number changed, are other paragraphs."""
REWORDED = 2
"""Places where other words than names and numbers changed, from which on a paragraph is not a twin but worked on."""
LATE = 0.67
"""From this share of the words on, a name tells less which sentence it is."""
MUCH = 0.6
"""if this share of it is still there and stands in no formula."""
MIDDLE = 4 * OWN
"""Letters of its own that must be kept where both the beginning and the end are others."""
MOST = 0.6
"""Share that must be the same where words stand elsewhere."""


class Evidence:
    """What two texts, as lists of paragraphs, say about how much words tell."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._texts = (old, new)
        self.others: set[tuple[int, int]] = set()
        """Old and new paragraphs that were seen to be two sentences about different States or numbers."""

    @cached_property
    def _often(self) -> set[tuple[str, str, str]]:
        """Every three words in a row that one of the texts has more than once."""
        old, new = map(Counter, self._texts)
        both = _threes(old & new)
        found = {three for three, times in both.items() if times > 1}
        for rest in (_threes(old - new), _threes(new - old)):
            found |= {three for three, times in rest.items() if times + both[three] > 1}
        return found

    def own(self, words: Sequence[str], pairs: Sequence[Pair]) -> float:
        """Return the weight of the kept words of the older row that stand in no formula."""
        found = 0.0
        for start, _, size in runs(pairs):
            row = words[start : start + size]
            formula = {
                n + step for n, three in enumerate(zip(row, row[1:], row[2:], strict=False)) if three in self._often
                for step in range(3)
            }  # fmt: skip
            if size > 1:
                found += sum(weight(word) for n, word in enumerate(row) if n not in formula and telling(word))
        return found

    def same_text(self, was: Words, now: Words, pairs: list[Pair], *, stays: bool, alone: bool, known: bool) -> bool:
        """Return whether changed paragraphs are the same ones.

        ``stays``: they stand where they stood; ``alone``: and no other paragraph could be it; ``known``: by identity.
        """
        kept = weigh([was.words[a] for a, _ in pairs])
        of_old, of_new = kept / (weigh(was.words) or 1), kept / (weigh(now.words) or 1)
        if known:
            return of_old >= 0.3 or of_new >= 0.4
        names, numbers = exchanged(was, now, pairs, far=not stays)
        if not stays:
            known_far = self.own(was.words, pairs) >= OWN or min(of_old, of_new) > 0.95
            worked_on = (
                not names and self.own(was.words, pairs) >= MUCH * weigh(was.words) and reworded(was, now, pairs)
            )
            if (names or (numbers and not worked_on)) and max(of_old, of_new) >= MOST:
                self._are_others(was, now)
                return False
            return max(of_old, of_new) >= MOST and known_far
        if names and numbers and max(len(was.words), len(now.words)) <= SHORT and self.own(was.words, pairs) < 2 * OWN:
            return False
        if max(of_old, of_new) >= MOST:
            return True
        if max(of_old, of_new) < 0.4:
            return False
        if alone or _at_ends(was, now, pairs):
            return self.own(was.words, pairs) >= OWN
        if self.own(was.words, pairs) >= MIDDLE:
            return True
        self._are_others(was, now)
        return False

    def _are_others(self, was: Words, now: Words) -> None:
        self.others |= {(i, j) for i, _ in was.places for j, _ in now.places}

    def carried(self, went: Words, came: Words, pairs: list[Pair], *, near: bool, beside: bool) -> list[Pair]:
        """Return the pairs that are words cut out and put in again; ``near``: in the same paragraph, ``beside``: next to it."""
        if near and (turned := reordered(went.words, came.words)):
            return turned
        if not pairs:
            return []
        kept = weigh([went.words[a] for a, _ in pairs])
        of_went, of_came = kept / (weigh(went.words) or 1), kept / (weigh(came.words) or 1)
        whole = max(of_went, of_came) >= MOST
        if any(exchanged(went, came, pairs, far=True)):
            if whole:
                self.others.add((went.places[0][0], came.places[0][0]))
            return []
        if went.words == came.words and len(went.words) >= LONG_RUN:
            return pairs
        own = self.own(went.words, pairs)
        if own >= OWN and (whole or _shared(went.words, came.words) >= MOST):
            return pairs
        if whole and (near or (beside and own > 0)) and _known_near(went, pairs, of_went, of_came, near=near):
            return pairs
        return self._rows(went, came, pairs, near=near, beside=beside)

    def _rows(self, went: Words, came: Words, pairs: list[Pair], *, near: bool, beside: bool) -> list[Pair]:
        """Return only those rows of words that are long and their own."""
        found: list[Pair] = []
        for a, b, size in runs(pairs):
            row = [(a + n, b + n) for n in range(size)]
            few = near or (beside and _bounded(went, came, (a, b, size)))
            if size >= (FEWEST if few else LONG_RUN) and self.own(went.words, row) >= 2 * OWN:
                found += row
        return found


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the weight of common words, whatever their order, in that of the lighter row."""
    common = weigh([*(Counter(one) & Counter(other)).elements()])
    return common / (min(weigh(one), weigh(other)) or 1)


def _threes(paragraphs: Counter[str]) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    for text, times in paragraphs.items():
        words = words_in(numbered(text)[1])
        for _ in range(times):
            found.update(zip(words, words[1:], words[2:], strict=False))
    return found


def _known_near(went: Words, pairs: Sequence[Pair], of_went: float, of_came: float, *, near: bool) -> bool:
    kept = [went.words[a] for a, _ in pairs]
    if not any(telling(word) or number(word) for word in kept):
        return False
    longest = max(size for _, _, size in runs(pairs))
    if not near:
        return min(of_went, of_came) >= MOST and longest >= 3
    return longest >= 3 or (of_came >= 0.34 and weigh(kept) >= 3)


def _bounded(went: Words, came: Words, run: tuple[int, int, int]) -> bool:
    """Return whether words begin or end a clause on both sides; those from its middle are a formula."""
    a, b, size = run
    if went.opens[a] and came.opens[b]:
        return True
    ends = ((went, a + size), (came, b + size))
    return all(end == len(words.words) or words.opens[end] > 0 for words, end in ends)


def _at_ends(was: Words, now: Words, pairs: Sequence[Pair]) -> bool:
    """Return whether the beginning or the end is still the same, so that it is not only a formula from the middle."""
    own = [pair for pair in pairs if was.words[pair[0]] != NUMBERED] or pairs
    (a0, b0), (a1, b1) = own[0], own[-1]
    before, behind = was.words[:a0] + now.words[:b0], was.words[a1 + 1 :] + now.words[b1 + 1 :]
    return not any(map(telling, before)) or not any(map(telling, behind))


def reworded(was: Words, now: Words, pairs: Sequence[Pair]) -> bool:
    """Return whether other words than names and numbers came or went: a twin differs only in these."""
    ends = len(was.words), len(now.words)
    changed = 0
    for a0, a1, b0, b1 in gaps(pairs, ends):
        gone = [word for n, word in enumerate(was.words[a0:a1], a0) if not was.named[n] and not number(word)]
        come = [word for n, word in enumerate(now.words[b0:b1], b0) if not now.named[n] and not number(word)]
        changed += any(map(telling, (*gone, *come)))
    return changed >= REWORDED


def exchanged(was: Words, now: Words, pairs: Sequence[Pair], *, far: bool) -> tuple[int, int]:
    """Return how many names and how many numbers stand in the place of others.

    ``far``, away from its place, a number more or less counts too, and so does a name at the end: in its place, the town
    in which a session opens does not tell which sentence it is, as the State does that it speaks to.
    """
    names = numbers = 0
    ends = len(was.words), len(now.words)
    for a0, a1, b0, b1 in gaps(pairs, ends):
        alone = far and a0 > 0 and b0 > 0 and (a1, b1) != ends and max(a1 - a0, b1 - b0) <= 2
        names += (far or a0 < LATE * ends[0]) and _other(
            {was.words[n] for n in range(a0, a1) if was.named[n]}, {now.words[n] for n in range(b0, b1) if now.named[n]}
        )
        gone, come = _numbers(was, a0, a1), _numbers(now, b0, b1)
        numbers += gone != come if alone else _other(gone, come)
    return names, numbers


def _numbers(words: Words, start: int, end: int) -> set[str]:
    """Return the numbers in some words; the first word of a paragraph may be its own number."""
    return {words.words[n] for n in range(start, end) if words.places[n][1] and number(words.words[n])}


def _other(one: set[str], other: set[str]) -> bool:
    return bool(one and other and one.isdisjoint(other))
