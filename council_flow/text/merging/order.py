"""The order of a text on which two people worked: what each moved or put in stands where its author put it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from council_flow.text.comparing.order import rising


@dataclass(frozen=True)
class Order:
    """Keys in their order, and those that both moved to different places: for each, after which block it stands."""

    keys: list[str]
    moved_by_both: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Key -> the block before it in mine and in theirs; empty at the beginning."""


@dataclass(frozen=True)
class _Author:
    """One person's order, and what that person puts into the common one."""

    keys: Sequence[str]
    places: frozenset[str]
    """Keys that this person moved or put in."""
    before: Mapping[str, str]
    """Key -> the block before it here, of those that stay."""


def moved(base: Sequence[str], changed: Sequence[str]) -> set[str]:
    """Return the fewest keys that have to be moved to come from one order to another."""
    place = {key: at for at, key in enumerate(base)}
    common = [key for key in changed if key in place]
    still = {common[at] for at in rising([place[key] for key in common])}
    return {key for key in common if key not in still}


def ordered(
    base: Sequence[str],
    mine: Sequence[str],
    theirs: Sequence[str],
    *,
    kept: Collection[str],
    ranks: Mapping[str, int] | None = None,
    as_mine: Collection[str] = (),
) -> Order:
    """Lay two orders together that both came from ``base``.

    Args:
        base: keys of the common text, in order.
        mine: keys of one text.
        theirs: keys of the other; what both moved stands where it has it.
        kept: keys that the result has.
        ranks: how deep a block stands: 0 a paragraph, 1 what stands below it, and so on. What stands below goes with the
            block before it.
        as_mine: keys moved by both that shall stand where ``mine`` has them.
    """
    by_me, by_them = moved(base, mine), moved(base, theirs)
    own_before, saved_before = _before(mine, kept), _before(theirs, kept)
    both = {
        key: (own_before[key], saved_before[key])
        for key in theirs
        if key in by_me & by_them and key in kept and own_before[key] != saved_before[key]
    }
    known = set(base)
    given_up = {key for key in both if key in as_mine}
    put = {key for key in theirs if key not in known}
    saved = _Author(theirs, frozenset((by_them | put) - given_up), saved_before)
    own = _Author(
        mine, frozenset((by_me - by_them) | given_up | {key for key in mine if key not in known | put}), own_before
    )
    out = [key for key in base if key in kept and key not in saved.places | own.places]
    _place(out, [(key, saved, own) for key in theirs if key in saved.places and key in kept]
           + [(key, own, saved) for key in mine if key in own.places and key in kept], ranks or {})  # fmt: skip
    return Order(out, both)


def _before(keys: Sequence[str], kept: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for key in keys:
        found[key] = last
        if key in kept:
            last = key
    return found


def _place(out: list[str], waiting: list[tuple[str, _Author, _Author]], ranks: Mapping[str, int]) -> None:
    """Put each where its author has it, those first whose neighbour has its place already."""
    has_place = set(out)
    while waiting:
        at = next((n for n, (key, by, _) in enumerate(waiting) if not by.before[key] or by.before[key] in has_place), 0)  # fmt: skip
        key, by, other = waiting.pop(at)
        out.insert(_where(out, key, by, other, ranks), key)
        has_place.add(key)


def _where(out: list[str], key: str, by: _Author, other: _Author, ranks: Mapping[str, int]) -> int:
    before = by.before[key]
    while before and before not in out:
        before = by.before[before]
    rank = ranks.get(key, 0)
    if before and not rank and _head(before, by, ranks) in other.places:
        following = _following(key, by, other, ranks, out)
        if following is not None:
            return out.index(following)
    at = out.index(before) + 1 if before else 0
    while at < len(out) and out[at] in other.places and ranks.get(out[at], 0) >= rank:
        at += 1
    return at


def _head(key: str, by: _Author, ranks: Mapping[str, int]) -> str:
    while ranks.get(key, 0) and by.before[key]:
        key = by.before[key]
    return key


def _following(key: str, by: _Author, other: _Author, ranks: Mapping[str, int], out: Sequence[str]) -> str | None:
    """Return the next paragraph that nobody moved: a better neighbour than one that the other took elsewhere."""
    behind = by.keys[list(by.keys).index(key) + 1 :]
    return next(
        (one for one in behind if one in out and not ranks.get(one, 0) and one not in other.places | by.places), None
    )
