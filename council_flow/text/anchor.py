"""Where a comment stands: the words it is about, found again in every later version. Pure.

Places are counted in code points of a block's plain words. A place is carried from version to version by what became of
the words, never guessed: where they are gone, that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from council_flow.text.blocks import Block, Body
from council_flow.text.inline import plain
from council_flow.text.words import Span, spans

CONTEXT = 32
"""Characters remembered before and after the words."""
LEFT = 0.34
"""Share of the letters that must be left for words to count as edited and not as removed."""
STATUSES = ("exact", "shifted", "moved", "edited", "removed")


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

    Without a quotation the place is the whole block. Spaces are compared as one; of several occurrences the one nearest
    to ``start`` is taken.
    """
    block = body.block(key)
    if block is None:
        return None
    if not quote or not quote.strip():
        return Anchor(key, None, None)
    for one in (block, *_below(body, key)):
        words = words_of(one, body, language)
        places = _occurrences(words, quote)
        if places:
            near = min(places, key=lambda place: abs(place[0] - (start or 0)))
            return make(one.key, words, *near)
    return None


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


def _occurrences(words: str, quote: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(part) for part in quote.split())
    return [match.span() for match in re.finditer(pattern, words)] if pattern else []


def carry(anchor: Anchor, old: Body, new: Body, language: str) -> Anchor:
    """Return the place in a later version, with what became of the words since."""
    before, after = old.block(anchor.key), new.block(anchor.key)
    if before is None or after is None:
        return _elsewhere(anchor, new, language)
    was, words = words_of(before, old, language), words_of(after, new, language)
    if anchor.start is None or anchor.end is None:
        return replace(anchor, status="exact" if was == words else "edited")
    if was == words:
        return replace(anchor, status="exact")
    return _carried(anchor, anchor.start, anchor.end, was, words) or _elsewhere(anchor, new, language)


def _carried(anchor: Anchor, start: int, end: int, was: str, words: str) -> Anchor | None:
    """Follow the words through what changed in their block; ``None`` where they are gone from it."""
    laid = spans(was, words)
    for span in laid:
        if span.same and span.old_start <= start and end <= span.old_end:
            shift = span.new_start - span.old_start
            status = "shifted" if shift else "exact"
            return replace(make(anchor.key, words, start + shift, end + shift), status=status)
    if (again := _best(was, words, start, end)) is not None:
        return replace(make(anchor.key, words, *again), status="moved")
    left = _left(laid, start, end, was)
    if left is None:
        return None
    kept = make(anchor.key, words, *_tight(words, *left))
    return replace(kept, quote=anchor.quote, status="edited")


def _tight(words: str, start: int, end: int) -> tuple[int, int]:
    """Leave out spaces at both ends."""
    inside = words[start:end]
    return end - len(inside.lstrip()) if inside.strip() else start, start + len(inside.rstrip())


def _best(was: str, words: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the same words stand again in the block, judged by what surrounds them."""
    quote = was[start:end]
    places = _occurrences(words, quote) if len(quote.strip()) > CONTEXT // 4 else []
    if not places:
        return None
    prefix, suffix = was[max(0, start - CONTEXT) : start], was[end : end + CONTEXT]

    def fits(place: tuple[int, int]) -> tuple[int, int]:
        a, b = place
        around = _common_end(prefix, words[:a]) + _common_start(suffix, words[b:])
        return (around, -abs(a - start))

    return max(places, key=fits)


def _common_start(one: str, other: str) -> int:
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        n += 1
    return n


def _common_end(one: str, other: str) -> int:
    return _common_start(one[::-1], other[::-1])


def _left(laid: list[Span], start: int, end: int, was: str) -> tuple[int, int] | None:
    """Return where what is left of ``was[start:end]`` stands, insertions between its parts included."""
    parts: list[tuple[int, int]] = []
    letters = 0
    for span in laid:
        a, b = max(start, span.old_start), min(end, span.old_end)
        if span.same and a < b:
            shift = span.new_start - span.old_start
            parts.append((a + shift, b + shift))
            letters += sum(sign.isalnum() for sign in was[a:b])
        elif not span.same and start <= span.old_start and span.old_end <= end:
            parts.append((span.new_start, span.new_end))
    every = sum(sign.isalnum() for sign in was[start:end])
    if not parts or letters < max(1, every * LEFT):
        return None
    return parts[0][0], parts[-1][1]


def _elsewhere(anchor: Anchor, new: Body, language: str) -> Anchor:
    """Return the place of the words in another block, where they stand exactly once; otherwise they are removed."""
    if anchor.start is None or len(anchor.quote.strip()) <= CONTEXT // 4:
        return replace(anchor, status="removed")
    found = [
        make(block.key, words, *place)
        for block in new.blocks
        for words in [words_of(block, new, language)]
        for place in _occurrences(words, anchor.quote)
    ]
    if len(found) == 1:
        return replace(found[0], status="moved")
    return replace(anchor, status="removed")
