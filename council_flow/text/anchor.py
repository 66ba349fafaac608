"""Where a comment stands: the words it is about, found again in every later version. Pure.

Places are counted in code points of a block's plain words. A place is carried from version to version by what became of
the words, never guessed: where they are gone, that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from council_flow.text.anchors.finding import found_in, nearest, running_over
from council_flow.text.anchors.following import Standing, follow
from council_flow.text.anchors.laying import Laid
from council_flow.text.blocks import Block, Body
from council_flow.text.folding import same
from council_flow.text.inline import plain

CONTEXT = 32
"""Characters remembered before and after the words."""
STATUSES = ("exact", "shifted", "moved", "edited", "removed")
WHOLE = 0.6
"""Share of a block that the words of another one fill, from which on a comment on that one is a comment on this one."""


@dataclass(frozen=True)
class Anchor:
    """A place in a text. Without ``start`` it is the whole block. ``status`` is one of ``STATUSES``."""

    key: str
    start: int | None
    end: int | None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    status: str = "exact"


def worse(before: str, after: str) -> str:
    """Return the worse of two statuses: what was edited once stays so."""
    return max(before, after, key=STATUSES.index)


def words_of(block: Block, body: Body, language: str) -> str:
    """Return the plain words of a block in a language, in the original where it is not translated."""
    return plain(block.texts.get(language) or block.texts.get(body.original, ""))


def make(key: str, words: str, start: int, end: int) -> Anchor:
    """Return the place of ``words[start:end]``."""
    return Anchor(key, start, end, words[start:end], words[max(0, start - CONTEXT) : start], words[end : end + CONTEXT])


def find(body: Body, key: str, language: str, quote: str | None, start: int | None = None) -> Anchor | None:
    """Return the place of a quotation in a block or one of its sub-paragraphs; ``None`` where it does not stand there.

    Without a quotation the place is the whole block. What a reader does not tell apart is compared as one, marks of
    footnotes may be missing, and a quotation may run over the end of a block: the larger part of it is taken. Of several
    occurrences the one nearest to ``start`` is taken.
    """
    block = body.block(key)
    if block is None:
        return None
    if not quote or not quote.strip():
        return Anchor(key, None, None)
    blocks = [block, *_below(body, key)]
    said = [words_of(one, body, language) for one in blocks]
    for one, words in zip(blocks, said, strict=True):
        if (place := nearest(found_in(words, quote), start or 0)) is not None:
            return make(one.key, words, *place)
    over = running_over(said, quote)
    return make(blocks[over[0]].key, said[over[0]], *over[1:]) if over else None


def _below(body: Body, key: str) -> list[Block]:
    found: list[Block] = []
    inside = False
    for block in body.blocks:
        if block.key == key:
            inside = block.kind != "subparagraph"
        elif inside and block.kind == "subparagraph":
            found.append(block)
        elif inside:
            break
    return found


def carry(anchor: Anchor, old: Body, new: Body, language: str) -> Anchor:
    """Return the place in a later version, with what became of the words since."""
    return carry_all([anchor], old, new, language)[0]


def carry_all(anchors: Sequence[Anchor], old: Body, new: Body, language: str) -> list[Anchor]:
    """Return the places of many in a later version: the two texts are laid together once."""
    if not anchors:
        return []
    carrier = _Carrier(old, new, language)
    return [carrier.carry(anchor) for anchor in anchors]


class _Carrier:
    """Two versions laid together in one language."""

    def __init__(self, old: Body, new: Body, language: str) -> None:
        self.new = new
        self.places = {block.key: n for n, block in enumerate(old.blocks)}
        self.was = [words_of(block, old, language) for block in old.blocks]
        self.now = [words_of(block, new, language) for block in new.blocks]
        fixed = {n: self.places[block.key] for n, block in enumerate(new.blocks) if block.key in self.places}
        self.laid = Laid(self.was, self.now, fixed)
        self.still = {before: n for n, before in fixed.items()}

    def carry(self, anchor: Anchor) -> Anchor:
        i = self.places.get(anchor.key)
        if i is None:
            return replace(anchor, status="removed")
        if anchor.start is None or anchor.end is None:
            return self._whole(anchor, i)
        place = self._place(anchor, i, anchor.start, anchor.end)
        stands = follow(self.laid, i, *place) if place else None
        if stands is None:
            return replace(anchor, status="removed")
        made = self._made(stands)
        return replace(made, quote=anchor.quote) if stands.status == "edited" else made

    def _made(self, stands: Standing) -> Anchor:
        key, words = self.new.blocks[stands.paragraph].key, self.now[stands.paragraph]
        return replace(make(key, words, stands.start, stands.end), status=stands.status)

    def _place(self, anchor: Anchor, i: int, start: int, end: int) -> tuple[int, int] | None:
        """Return the place in the older text; where it does not fit there, that of the quotation."""
        if 0 <= start < end <= len(self.was[i]):
            return start, end
        return nearest(found_in(self.was[i], anchor.quote), start) if anchor.quote.strip() else None

    def _whole(self, anchor: Anchor, i: int) -> Anchor:
        j = self.still.get(i)
        if j is not None:
            if not same(self.was[i], self.now[j]):
                return replace(anchor, status="edited")
            return replace(anchor, status="moved" if j in self.laid.alignment.moved else "exact")
        stands = follow(self.laid, i, 0, len(self.was[i])) if self.was[i].strip() else None
        if stands is None:
            return replace(anchor, status="removed")
        status = "edited" if stands.status == "edited" else "moved"
        if stands.end - stands.start >= WHOLE * len(self.now[stands.paragraph]):
            return replace(anchor, key=self.new.blocks[stands.paragraph].key, status=status)
        return replace(self._made(stands), quote=self.was[i], status=status)
