"""Paragraphs split or joined between the same two neighbours, also where each is too short to be known alone. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from council_flow.text.anchors.evidence import MOST, exchanged
from council_flow.text.anchors.matching import match
from council_flow.text.anchors.words import Line, Words, weigh, weight

MOST_WORDS = 1_500
"""Between two neighbours, more words than this on one side are not laid together once more."""

Place = tuple[int, int]
Known = Mapping[int, Container[int]]
"""Paragraph -> positions of its words whose counterpart is known."""


def slots(steady: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[tuple[range, range]]:
    """Return the old and the new paragraphs between each two neighbours that stand unchanged and in order."""
    i0 = j0 = 0
    for i, j in [*steady, (old, new)]:
        if i > i0 and j > j0 and (i - i0, j - j0) != (1, 1):
            yield range(i0, i), range(j0, j)
        i0, j0 = i + 1, j + 1


def rejoined(
    before: Mapping[int, Line], after: Mapping[int, Line], found: Known, taken: Known
) -> list[tuple[Place, Place]]:
    """Return further pairs of words between paragraphs that are then the same ones for the most part on both sides."""
    was, now = _free(before, found), _free(after, taken)
    if not was.words or not now.words or max(len(was.words), len(now.words)) > MOST_WORDS:
        return []
    pairs = match(was.words, now.words)
    if any(exchanged(was, now, pairs, far=True)):
        return []
    places = [(was.places[a], now.places[b]) for a, b in pairs]
    olds = _covered(before, found, [a for a, _ in places])
    news = _covered(after, taken, [b for _, b in places])
    return [(a, b) for a, b in places if a[0] in olds and b[0] in news]


def _free(lines: Mapping[int, Line], known: Known) -> Words:
    words = Words()
    for at, line in lines.items():
        for n in range(len(line.words)):
            if n not in known.get(at, ()):
                words.add(line, at, n, n + 1)
    return words


def _covered(lines: Mapping[int, Line], known: Known, places: Sequence[Place]) -> set[int]:
    """Return the paragraphs most of whose words have a counterpart."""
    kept = dict.fromkeys(lines, 0.0)
    for at, n in places:
        kept[at] += weight(lines[at].words[n])
    for at, line in lines.items():
        kept[at] += weigh([word for n, word in enumerate(line.words) if n in known.get(at, ())])
    return {at for at, _ in places if kept[at] >= MOST * weigh(lines[at].words)}
