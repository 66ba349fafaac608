"""What fits together when two texts are laid together: listed, not asked. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from council_flow.text.blocks import Block, Body
from council_flow.text.editing import join_kind
from council_flow.text.merging.order import moved


@dataclass(frozen=True)
class Fit:
    """One change of a block that nobody has to decide."""

    key: str
    what: str
    """``words`` in a language, ``new``, ``removed``, ``kind``, ``moved``."""
    who: str
    """``mine``, ``theirs`` or ``both``."""
    language: str = ""
    base: str = ""
    now: str = ""


def fits(base: Body, mine: Body, theirs: Body, now: Body, asked: Collection[str]) -> list[Fit]:
    """Return what changed since ``base``, in the order of the text; blocks that are asked about are left out.

    Args:
        base: the common text.
        mine: one text written on it.
        theirs: the other.
        now: both laid together.
        asked: keys of blocks in conflict.
    """
    was, own, saved = ({block.key: block for block in body.blocks} for body in (base, mine, theirs))
    kept = {block.key for block in now.blocks}
    order = [[block.key for block in body.blocks] for body in (base, mine, theirs, now)]
    took = [moved(order[0], changed) for changed in order[1:]]
    found: list[Fit] = []
    for block in now.blocks:
        if block.key in asked:
            continue
        before = was.get(block.key)
        if before is None:
            found.append(_new(block, own, saved, base.original))
            continue
        found += _changes(before, block, own.get(block.key), saved.get(block.key))
        if block.key in took[2]:
            found.append(Fit(block.key, "moved", _who(block.key in took[0], block.key in took[1]), base.original,
                             now=block.texts.get(base.original, "")))  # fmt: skip
    for block in base.blocks:
        if block.key not in kept and block.key not in asked:
            who = _who(block.key not in own, block.key not in saved)
            found.append(Fit(block.key, "removed", who, base.original, block.texts.get(base.original, "")))
    return found


def _who(by_me: bool, by_them: bool) -> str:
    return "both" if by_me and by_them else "mine" if by_me else "theirs"


def _new(block: Block, own: dict[str, Block], saved: dict[str, Block], original: str) -> Fit:
    who = _who(block.key in own, block.key in saved)
    return Fit(block.key, "new", who, original, now=block.texts.get(original, ""))


def _changes(before: Block, block: Block, own: Block | None, saved: Block | None) -> list[Fit]:
    found = []
    for language in dict.fromkeys([*before.texts, *block.texts]):
        was, now = before.texts.get(language, ""), block.texts.get(language, "")
        if was != now:
            changed = [one is not None and one.texts.get(language, "") != was for one in (own, saved)]
            found.append(Fit(block.key, "words", _who(changed[0], changed[1]), language, was, now))
    if join_kind(before) != join_kind(block):
        changed = [one is not None and join_kind(one) != join_kind(before) for one in (own, saved)]
        who = _who(changed[0], changed[1])
        found.append(Fit(block.key, "kind", who, "", join_kind(before), join_kind(block)))
    return found
