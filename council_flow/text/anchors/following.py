"""One passage followed through two texts that are laid together. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from council_flow.text import folding
from council_flow.text.anchors.finding import found_in
from council_flow.text.anchors.laying import Image, Laid
from council_flow.text.anchors.words import SENTENCE_ENDS, Line, telling, weigh

LEFT = 0.4
"""Share of a passage, by what its words tell, that must be left for it to be edited and not removed."""
LEAST = 0.25
SENTENCE = 3
"""The smaller share is enough if what is left is a whole sentence of so many words, or words were exchanged in place."""
STARS = "*_"
"""Signs of emphasis."""
INSERTED = 12
"""So many words may have been put in behind the first small word of a passage; beyond, that word is no longer part of it."""
WIDEST = 60
"""More new words than this between two words of a passage part it."""


@dataclass(frozen=True)
class Standing:
    """Where a passage stands now: paragraph, real places there, and what became of it."""

    paragraph: int
    start: int
    end: int
    status: str


@dataclass(frozen=True)
class _Kept:
    """A word of the passage that stands now: its position in the old paragraph, and where it stands."""

    at: int
    image: Image


def follow(laid: Laid, i: int, start: int, end: int) -> Standing | None:
    """Return where ``old[i][start:end]`` stands now; ``None`` where it was removed."""
    if i in laid.same:
        return _unchanged(laid, i, start, end)
    line, images = laid.before(i), laid.images.get(i, {})
    asked = line.within(start, end)
    if not asked:
        return _between(laid, i, start, end)
    kept = _cluster([_Kept(at, images[at]) for at in asked if at in images], line)
    if not kept or not _enough(kept, asked, laid, i):
        return None
    kept = _trimmed(kept, line)
    place = _Edges(laid, i, asked, kept).place(start, end)
    if place is None:
        return None
    j = kept[0].image.paragraph
    place = _verbatim(laid, i, (start, end), j) or place
    return Standing(j, *place, _status(laid, i, (start, end), j, place, kept))


def _enough(kept: Sequence[_Kept], asked: range, laid: Laid, i: int) -> bool:
    """Return whether enough of a passage is left: by what its words tell, less where what is left is plain all the same."""
    line = laid.before(i)
    share = weigh([line.words[one.at] for one in kept]) / (weigh([line.words[at] for at in asked]) or 1)
    if share >= LEFT or share < LEAST:
        return share >= LEFT
    return _sentence(kept, line, laid.after(kept[0].image.paragraph)) or _exchanged_in_place(laid.images[i], asked)


def _exchanged_in_place(images: Mapping[int, Image], asked: range) -> bool:
    """Return whether as many words stand now between the two words that a passage stood between: a date, an amount."""
    left, right = images.get(asked[0] - 1), images.get(asked[-1] + 1)
    if left is None or right is None or left.paragraph != right.paragraph:
        return False
    return right.word - left.word == len(asked) + 1


def _sentence(kept: Sequence[_Kept], line: Line, now: Line) -> bool:
    """Return whether words are whole sentences, then and now."""
    first, last = kept[0], kept[-1]
    rows = [(line, first.at, last.at), (now, first.image.word, last.image.word)]
    if len(kept) < SENTENCE or any(end - start + 1 != len(kept) for _, start, end in rows):
        return False
    return all(
        one.opens[start] == 2 and (end + 1 == len(one.words) or one.opens[end + 1] == 2) for one, start, end in rows
    )


def _unchanged(laid: Laid, i: int, start: int, end: int) -> Standing | None:
    """Follow a passage in a paragraph that at most has another number now."""
    j = laid.same[i]
    was, now = laid.heads.get(i, (0, 0))
    ends = [at + now - was if at >= was else min(at, now) for at in (start, end)]
    if ends[0] >= ends[1]:
        return None
    words = laid.old[i][start:end], laid.new[j][slice(*ends)]
    status = "exact" if ends[0] == start else "shifted"
    if words[0] != words[1]:
        status = "edited"
    return Standing(j, ends[0], ends[1], "moved" if status != "edited" and j in laid.alignment.moved else status)


def _verbatim(laid: Laid, i: int, was: tuple[int, int], j: int) -> tuple[int, int] | None:
    """Return where the very words stand, if they stand once in both paragraphs: sentences may have changed places."""
    words = laid.old[i][slice(*was)]
    there = found_in(laid.new[j], words)
    once = len(there) == 1 and len(found_in(laid.old[i], words)) == 1 and len(words.split()) >= VERBATIM
    return there[0] if once and folding.same(laid.new[j][slice(*there[0])], words) else None


VERBATIM = 3


def _status(laid: Laid, i: int, was: tuple[int, int], j: int, now: tuple[int, int], kept: Sequence[_Kept]) -> str:
    before, after = laid.old[i][slice(*was)], laid.new[j][slice(*now)]
    if not folding.same(_plain(before), _plain(after)):
        return "edited"
    if laid.home.get(i) != j or j in laid.alignment.moved or any(one.image.journey for one in kept):
        return "moved"
    return "exact" if was[0] == now[0] and before == after else "shifted"


def _plain(words: str) -> str:
    return words.replace("*", "").replace("_", "")


def _cluster(kept: Sequence[_Kept], line: Line) -> list[_Kept]:
    """Return the words that stand together now; of several such groups the weightiest, the first of equals."""
    groups: list[list[_Kept]] = []
    for one in sorted(kept, key=lambda one: (one.image.paragraph, one.image.word)):
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last.image.paragraph == one.image.paragraph
            and one.image.word - last.image.word <= _reach(last, one)
        ):
            groups[-1].append(one)
        else:
            groups.append([one])
    return max(groups, key=lambda group: weigh([line.words[one.at] for one in group]), default=[])


def _reach(last: _Kept, one: _Kept) -> int:
    """Return how far from each other two words may stand now: further where one journey brought both."""
    return abs(one.at - last.at) + WIDEST if one.image.journey == last.image.journey and one.at > last.at else 3


def _trimmed(kept: list[_Kept], line: Line) -> list[_Kept]:
    """Leave out words at the ends that say nothing and stand apart from the others now."""
    for _ in range(2):
        kept = kept[::-1]
        while len(kept) > 1 and not telling(line.words[kept[0].at]) and _apart(kept[0], kept[1]):
            kept = kept[1:]
    return kept


def _apart(one: _Kept, other: _Kept) -> bool:
    was, now = abs(other.at - one.at), abs(other.image.word - one.image.word)
    return now > was + (INSERTED if was == 1 else 3)


class _Edges:
    """The exact ends of a passage in the newer text."""

    def __init__(self, laid: Laid, i: int, asked: range, kept: Sequence[_Kept]) -> None:
        self.old, self.images, self.asked = laid.before(i), laid.images[i], asked
        self.paragraph = kept[0].image.paragraph
        self.new = laid.after(self.paragraph)
        self.first = min(kept, key=lambda one: one.image.word)
        self.last = max(kept, key=lambda one: one.image.word)
        self.known = {image.word for image in self.images.values() if image.paragraph == self.paragraph}

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the ends, tight: what was put before or behind the passage does not belong to it."""
        before, after = self._exchanged_before(), self._exchanged_behind()
        first, last = self.first.image.word - before, self.last.image.word + after
        a, b = self.new.spans[first][0], self.new.spans[last][1]
        if self.first.at == self.asked[0]:
            a = self._inside(self.first, start, a, at_end=False)
        if (before or self.first.at == self.asked[0]) and start < self.old.spans[self.asked[0]][0]:
            a = self._lead(start, a)
        if self.last.at == self.asked[-1]:
            b = self._inside(self.last, end, b, at_end=True)
        if (after or self.last.at == self.asked[-1]) and end > self.old.spans[self.asked[-1]][1]:
            b = self._tail(end, b)
        elif not after and self.last.at != self.asked[-1] and self.old.sign(self.last.at) in SENTENCE_ENDS:
            b += self.new.sign(last) == self.old.sign(self.last.at)
        return (a, b) if a < b else None

    def _exchanged_before(self) -> int:
        """Return how many words before the first kept one stand in the place of words of the passage."""
        wanted = self.first.at - self.asked[0]
        if wanted <= 0:
            return 0
        old = self._unknown(self.first.at, -1, self.images, -1)
        new = self._unknown(self.first.image.word, -1, self.known, -1)
        return _share(wanted, old, new)

    def _exchanged_behind(self) -> int:
        wanted = self.asked[-1] - self.last.at
        if wanted <= 0:
            return 0
        old = self._unknown(self.last.at, 1, self.images, len(self.old.words))
        new = self._unknown(self.last.image.word, 1, self.known, len(self.new.words))
        return _share(wanted, old, new)

    @staticmethod
    def _unknown(at: int, step: int, known: dict[int, Image] | set[int], stop: int) -> int:
        """Return how many words without a counterpart follow in one direction."""
        n = 0
        while at + step * (n + 1) != stop and at + step * (n + 1) not in known:
            n += 1
        return n

    def _inside(self, kept: _Kept, place: int, edge: int, *, at_end: bool) -> int:
        """Return the end of a passage that cuts a word, in that word as it stands now."""
        start, end = self.old.spans[kept.at]
        if not start < place < end:
            return edge
        folded = self.old.folded
        from_start = (bisect_left if not at_end else bisect_right)(folded.places, place - (1 if at_end else 0))
        n = from_start - bisect_left(folded.places, start)
        one, other = self.old.folded_word(kept.at), self.new.folded_word(kept.image.word)
        common = next(
            (m for m, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other))
        )
        if n > common:
            n = max(common, n + len(other) - len(one))
        base = bisect_left(self.new.folded.places, self.new.spans[kept.image.word][0])
        n = min(n, len(other))
        if at_end:
            return self.new.folded.ends[base + n - 1] if n else self.new.spans[kept.image.word][0]
        return self.new.folded.places[base + n]

    def _lead(self, start: int, at: int) -> int:
        """Take in the signs before the first word that stood before it already."""
        signs = self.old.text[start : self.old.spans[self.asked[0]][0]]
        return at - _common(signs[::-1], self.new.text[:at][::-1])

    def _tail(self, end: int, at: int) -> int:
        signs = self.old.text[self.old.spans[self.asked[-1]][1] : end]
        rest = self.new.text[at:]
        if rest and not any(sign.isalnum() for sign in rest) and end >= len(self.old.text.rstrip()):
            return at + len(rest.rstrip())
        return at + _common(signs, rest)


def _share(wanted: int, old: int, new: int) -> int:
    """Return how many of ``new`` words that stand in the place of ``old`` ones belong to the ``wanted`` of these."""
    if wanted >= old:
        return new if new <= 2 * old + 1 else 0
    return wanted if old == new else 0


def _common(signs: str, there: str) -> int:
    """Return up to where ``there`` has the same signs; spaces are not counted, and stars may have come or gone."""
    at = found = 0
    for sign in signs:
        step = at
        while step < len(there) and there[step] != sign and (there[step].isspace() or there[step] in STARS):
            step += 1
        if step < len(there) and not sign.isspace() and folding.folded(there[step]) == folding.folded(sign):
            at = found = step + 1
        elif not sign.isspace() and sign not in STARS:
            break
    return found


def _between(laid: Laid, i: int, start: int, end: int) -> Standing | None:
    """Follow signs without words: they stand where they stood between the same two words."""
    line, signs = laid.before(i), laid.old[i][start:end]
    images = laid.images.get(i, {})
    behind = next((n for n, (a, _) in enumerate(line.spans) if a >= end), len(line.spans))
    left, right = images.get(behind - 1), images.get(behind)
    if (left is None and right is None) or not signs.strip():
        return None
    if left is not None and right is not None and left.paragraph != right.paragraph:
        right = None
    j = (left or right).paragraph  # type: ignore[union-attr]
    new = laid.after(j)
    a = new.spans[left.word][1] if left is not None else 0
    b = new.spans[right.word][0] if right is not None else len(new.text)
    if left is not None and left.word + 1 < len(new.spans):
        b = min(b, new.spans[left.word + 1][0])
    elif left is None and right is not None and right.word:
        a = new.spans[right.word - 1][1]
    offset = start - (line.spans[behind - 1][1] if behind else 0)
    there = [n for n in range(a, b) if new.text.startswith(signs, n)]
    if not there:
        return None
    at = min(there, key=lambda n: abs(n - a - offset))
    status = "moved" if laid.home.get(i) != j else "exact" if at == start else "shifted"
    return Standing(j, at, at + len(signs), status)
