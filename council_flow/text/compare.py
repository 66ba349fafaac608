"""Two versions of a text laid together, block by block and word by word. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from council_flow.text.blocks import Block, Body
from council_flow.text.inline import plain
from council_flow.text.numbering import numbers
from council_flow.text.words import Piece, likeness, pieces

ALIKE = 0.55
"""From here on, blocks of different identity in the same place are read as one that was rewritten."""


@dataclass(frozen=True)
class Row:
    """One block of the comparison. ``status``: same, changed, inserted, deleted or moved."""

    status: str
    old: Block | None
    new: Block | None
    old_number: str
    new_number: str
    words: tuple[Piece, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions laid together, in the order of the newer one, deletions where they stood."""

    rows: tuple[Row, ...]

    @property
    def changes(self) -> int:
        """Blocks that differ."""
        return sum(row.status != "same" for row in self.rows)


def compare(old: Body, new: Body, language: str) -> Comparison:
    """Compare two versions in one language, blocks without words in it by their original."""
    pairs = _pairs(old, new, language)
    stay = _in_order(pairs)
    old_numbers, new_numbers = numbers(old, language), numbers(new, language)
    rows: list[Row] = []
    gone = _gone_after(old, pairs, stay)
    rows += [_deleted(block, old, language, old_numbers) for block in gone.get(None, ())]
    for index, block in enumerate(new.blocks):
        before = pairs.get(index)
        former = old.blocks[before] if before is not None else None
        rows.append(_row(former, block, (old, new), language, (old_numbers, new_numbers), moved=index not in stay))
        if index in stay and before is not None:
            rows += [_deleted(one, old, language, old_numbers) for one in gone.get(before, ())]
    return Comparison(tuple(rows))


def _text(block: Block, body: Body, language: str) -> str:
    return plain(block.texts.get(language) or block.texts.get(body.original, ""))


def _pairs(old: Body, new: Body, language: str) -> dict[int, int]:
    """Return for places in the new text the place of the same block in the old one."""
    places = {block.key: index for index, block in enumerate(old.blocks)}
    pairs = {index: places[block.key] for index, block in enumerate(new.blocks) if block.key in places}
    taken = set(pairs.values())
    rest_new = [index for index in range(len(new.blocks)) if index not in pairs]
    rest_old = [index for index in range(len(old.blocks)) if index not in taken]
    if not rest_new or not rest_old:
        return pairs
    _pair_same(pairs, rest_new, rest_old, old, new, language)
    _pair_alike(pairs, rest_new, rest_old, old, new, language)
    return pairs


def _pair_same(
    pairs: dict[int, int], rest_new: list[int], rest_old: list[int], old: Body, new: Body, language: str
) -> None:
    by_words: dict[tuple[str, str], list[int]] = {}
    for index in rest_old:
        by_words.setdefault((old.blocks[index].kind, _text(old.blocks[index], old, language)), []).append(index)
    for index in list(rest_new):
        found = by_words.get((new.blocks[index].kind, _text(new.blocks[index], new, language)))
        if found:
            before = found.pop(0)
            pairs[index] = before
            rest_new.remove(index)
            rest_old.remove(before)


def _pair_alike(
    pairs: dict[int, int], rest_new: list[int], rest_old: list[int], old: Body, new: Body, language: str
) -> None:
    scored = sorted(
        (-likeness(_text(old.blocks[i], old, language), _text(new.blocks[j], new, language)), abs(i - j), j, i)
        for j in rest_new
        for i in rest_old
        if old.blocks[i].kind == new.blocks[j].kind and abs(i - j) <= NEAR
    )
    free_new, free_old = set(rest_new), set(rest_old)
    for score, _, j, i in scored:
        if -score >= ALIKE and j in free_new and i in free_old:
            pairs[j] = i
            free_new.discard(j)
            free_old.discard(i)


NEAR = 40
"""Blocks further apart than this many places are not taken for one that was rewritten."""


def _in_order(pairs: dict[int, int]) -> set[int]:
    """Return the places in the new text whose blocks kept their order: the longest rising row of old places."""
    ordered = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for place in ordered:
        at = bisect_left(tails, pairs[place])
        previous[place] = ends[at - 1] if at else None
        if at == len(tails):
            tails.append(pairs[place])
            ends.append(place)
        else:
            tails[at], ends[at] = pairs[place], place
    kept: set[int] = set()
    step: int | None = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = previous[step]
    return kept


def _gone_after(old: Body, pairs: dict[int, int], stay: set[int]) -> dict[int | None, list[Block]]:
    """Return deleted blocks by the place (in the old text) of the unmoved block that they stood behind."""
    found: dict[int | None, list[Block]] = {}
    kept, standing = set(pairs.values()), {pairs[index] for index in stay}
    last: int | None = None
    for index, block in enumerate(old.blocks):
        if index in standing:
            last = index
        elif index not in kept:
            found.setdefault(last, []).append(block)
    return found


def _deleted(block: Block, old: Body, language: str, numbered: dict[str, str]) -> Row:
    return Row("deleted", block, None, numbered.get(block.key, ""), "", (Piece("del", _text(block, old, language)),))


def _row(
    before: Block | None, block: Block, bodies: tuple[Body, Body], language: str,
    numbered: tuple[dict[str, str], dict[str, str]], *, moved: bool,
) -> Row:  # fmt: skip
    number = numbered[1].get(block.key, "")
    words = _text(block, bodies[1], language)
    if before is None:
        return Row("inserted", None, block, "", number, (Piece("ins", words),))
    was = _text(before, bodies[0], language)
    if moved:
        status = "moved"
    elif was == words and (before.kind, before.level) == (block.kind, block.level):
        status = "same"
    else:
        status = "changed"
    laid = (Piece("same", words),) if was == words else pieces(was, words)
    return Row(status, before, block, numbered[0].get(before.key, ""), number, laid)


def changed_keys(rows: Sequence[Row]) -> list[str]:
    """Return the identities of blocks that are new or differ."""
    return [row.new.key for row in rows if row.new is not None and row.status != "same"]
