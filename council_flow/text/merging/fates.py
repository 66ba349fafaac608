"""Which blocks one of two people removed, and where the other wrote in them meanwhile. Pure.

Who removes a paragraph removes what stands below it. Where the other rewrote something there, or put something in, the whole is
one question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from council_flow.text.blocks import Block, Body, paragraphs


@dataclass(frozen=True)
class Removal:
    """Blocks that one removed, or that stand below a removed paragraph, while the other wrote in them."""

    key: str
    keys: list[str]
    """In the order of the one who keeps them; the first is :attr:`key`."""
    by_me: bool


@dataclass(frozen=True)
class Fates:
    """What is gone without a question, and what is asked."""

    gone: frozenset[str]
    removals: list[Removal]


def fates(base: Body, mine: Body, theirs: Body) -> Fates:
    """Return what becomes of blocks that only one of two texts has."""
    gone: set[str] = set()
    removals: list[Removal] = []
    for by_me, keeps, removes in ((False, mine, theirs), (True, theirs, mine)):
        _one_way(base, keeps, removes, by_me, gone, removals)
    return Fates(frozenset(gone), removals)


def _one_way(base: Body, keeps: Body, removes: Body, by_me: bool, gone: set[str], removals: list[Removal]) -> None:
    was = {block.key: block for block in base.blocks}
    left = {block.key for block in removes.blocks}
    for group in paragraphs(keeps):
        head = group[0]
        lost = [block for block in group if block.key not in left]
        if head.key in was and head.key not in left:
            _ask_or_go(lost, was, by_me, gone, removals)
            continue
        for block in lost:
            if block.key in was:
                _ask_or_go([block], was, by_me, gone, removals)


def _ask_or_go(
    blocks: list[Block], was: Mapping[str, Block], by_me: bool, gone: set[str], removals: list[Removal]
) -> None:
    keys = [block.key for block in blocks]
    if all(was.get(block.key) == block for block in blocks):
        gone.update(keys)
    else:
        removals.append(Removal(keys[0], keys, by_me))
