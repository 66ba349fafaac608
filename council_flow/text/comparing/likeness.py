"""How alike paragraphs are by their words, where rare words tell more than formulas. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import log

from rapidfuzz.distance import LCSseq

from council_flow.text.words import words_of

_FORMULAS = """
the and that this with for from are was were been have has its their which shall should must may will also such any all
other member states state including ensure encourages recommends invites requests stresses calls upon council united nations
в на по за от до из не что как для или при это этих также следует государствам государства государств членам члены
рекомендует призывает предлагает просит совет
va bilan uchun ham bu shu yoki davlatlar davlat aʼzo kerak tavsiya etadi kengash
من في على إلى عن أن التي الذي هذا هذه كما ينبغي للدول الدول الأعضاء دولة توصي تشجع تدعو تطلب المجلس
"""
FORMULAS = frozenset(_FORMULAS.split())
"""Words that texts of councils in the four languages share whatever they speak of; they weigh a third."""
SHORT_WORD = 2
"""Words of up to this many letters weigh a third as well."""
RARE = 16
"""A word or a row of three words is looked up only where at most so many paragraphs have it."""
LOOKED_UP = 14
"""So many of the rarest words of a paragraph are looked up."""
ENOUGH = 4
"""With fewer rare words, rows of three words are looked up as well."""
NOMINATED = 5
"""So many paragraphs that share the most rare words are read closer."""

Feature = str | tuple[str, str, str]


@dataclass(frozen=True)
class Bag:
    """The words of one paragraph in small letters, in their order and counted, and what they weigh together."""

    words: list[str]
    counts: Counter[str]
    weight: float


class Lexicon:
    """What words weigh in two texts, and the paragraphs read by it. Paragraphs are counted from 0 on each side.

    How common a word is, is told by the paragraphs in question and by a sample of the others.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str], asked: tuple[Sequence[int], Sequence[int]]) -> None:
        self._texts = (old, new)
        self._bags: tuple[dict[int, Bag], dict[int, Bag]] = ({}, {})
        self._alike: dict[tuple[int, int], float] = {}
        self._words: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})
        self._weights: dict[str, float] = {}
        often, most = (Counter[str](), Counter[str]()), 1
        for side, texts in enumerate(self._texts):
            read = {*asked[side], *range(0, len(texts), max(1, len(texts) // SAMPLE))}
            self._words[side].update((at, words_of(texts[at])) for at in read)
            often[side].update(chain.from_iterable(map(set, self._words[side].values())))
            most = max(most, len(read))
        for word in often[0].keys() | often[1].keys():
            self._weights[word] = _weight(word, max(often[0][word], often[1][word]), most)
        self._unknown = log(1 + most)

    def old(self, at: int) -> Bag:
        """Return the words of a paragraph of the older text."""
        return self._bag(0, at)

    def new(self, at: int) -> Bag:
        """Return the words of a paragraph of the newer text."""
        return self._bag(1, at)

    def _bag(self, side: int, at: int) -> Bag:
        known = self._bags[side].get(at)
        if known is None:
            words = self._words[side].get(at) or words_of(self._texts[side][at])
            counts = Counter(words)
            known = Bag(words, counts, self.weigh(counts))
            self._bags[side][at] = known
        return known

    def weigh(self, counts: Counter[str]) -> float:
        """Return what counted words weigh together."""
        weight = self._weights.get
        return sum(weight(word, self._unknown) * n for word, n in counts.items())

    def shared(self, one: Counter[str], other: Counter[str]) -> float:
        """Return the weight of the words that both have."""
        weight, total = self._weights, 0.0
        for word in one.keys() & other.keys():
            total += weight.get(word, self._unknown) * min(one[word], other[word])
        return total

    def likeness(self, old: int, new: int) -> float:
        """Return the weight of shared words in that of all, from 0 to 1; 0 where it is too little to matter."""
        known = self._alike.get((old, new))
        if known is None:
            known = self._alike[old, new] = self._likeness(self.old(old), self.new(new))
        return known

    def _likeness(self, one: Bag, other: Bag) -> float:
        both = one.weight + other.weight
        if 2 * min(one.weight, other.weight) < LEAST * both or not both:
            return 0.0
        found = 2 * self.shared(one.counts, other.counts) / both
        return found if found >= LEAST and order_kept(one.words, other.words) >= LEAST else 0.0


SAMPLE = 250
"""About so many paragraphs of each text tell how common words are."""
LEAST = 0.35
"""Share of words in the same order below which two paragraphs are not the same one."""


def _weight(word: str, paragraphs: int, of: int) -> float:
    common = len(word) <= SHORT_WORD or word in FORMULAS
    return log(1 + of / paragraphs) * (1 / 3 if common and not word.isdigit() else 1)


def order_kept(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share, of the shorter row of words, that stands in the other in the same order."""
    least = min(len(one), len(other))
    if len(one) * len(other) > LONG:
        return 1.0
    return float(LCSseq.similarity(one, other)) / least if least else 0.0


LONG = 4_000_000
"""Pairs of words from which on the order is not looked at: the words alone tell enough."""


class Index:
    """Paragraphs by their rare words; by rows of three words where these are not enough."""

    def __init__(self, bags: Mapping[int, Bag]) -> None:
        self._bags = bags
        self._words = _places((at, bag.counts) for at, bag in bags.items())

    @cached_property
    def _rows(self) -> dict[Feature, list[int]]:
        return _places((at, set(_threes(bag.words))) for at, bag in self._bags.items())

    def nominated(self, bag: Bag) -> list[int]:
        """Return the paragraphs that share the most rare words with these."""
        found = _rare(self._words, bag.counts)
        if len(found) < ENOUGH:
            found += _rare(self._rows, set(_threes(bag.words)))
        found.sort(key=len)
        votes: Counter[int] = Counter()
        for places in found[:LOOKED_UP]:
            for at in places:
                votes[at] += RARE // len(places)
        return [at for at, _ in votes.most_common(NOMINATED)]


def _places(features: Iterable[tuple[int, Iterable[Feature]]]) -> dict[Feature, list[int]]:
    found: dict[Feature, list[int]] = defaultdict(list)
    for at, several in features:
        for feature in several:
            found[feature].append(at)
    return dict(found)


def _rare(places: Mapping[Feature, list[int]], wanted: Iterable[Feature]) -> list[list[int]]:
    return [found for one in wanted if (found := places.get(one)) is not None and len(found) <= RARE]


def _threes(words: Sequence[str]) -> Iterable[Feature]:
    return zip(words, words[1:], words[2:], strict=False)
