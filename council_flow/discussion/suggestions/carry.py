"""What becomes of a suggestion when a new version of the text is saved: it fits, is laid on the new words, or needs its author.
Pure.

Where its words stand as they did, it goes with them. Where they were changed, its own changes are laid on the new words if
they touch other words than those that changed; where they touch the same ones, nobody guesses: its author is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from council_flow.discussion.suggestions.layering import Offer, collide
from council_flow.discussion.suggestions.rich import Rich, changed, changes, rich, written
from council_flow.discussion.suggestions.suggested import exchanged, smallest, words_at
from council_flow.text.anchor import Anchor
from council_flow.text.blocks import Body


@dataclass(frozen=True)
class Carried:
    """A suggestion on the next version."""

    needs_author: bool
    start: int | None
    end: int | None
    proposed: str
    """Its words laid on the new text; the same as before where nothing else has changed in its passage."""


def needs_author(comment: Any, before: Anchor, after: Anchor, old_body: Body, new_body: Body) -> bool:
    """Answer whether a suggestion no longer fits by itself, so that its author has to look at it again."""
    return carried(comment, before, after, old_body, new_body).needs_author


def carried(comment: Any, before: Anchor, after: Anchor, old_body: Body, new_body: Body) -> Carried:
    """Return a suggestion as it stands on a new version.

    Args:
        comment: with ``act``, ``proposed``, ``after``, ``language`` and ``needs_author``.
        before: where it stood in the older text.
        after: where it stands in the newer one, with what became of its words.
    """
    stays = Carried(bool(comment.needs_author), after.start, after.end, comment.proposed)
    asks = Carried(True, after.start, after.end, comment.proposed)
    if after.status == "removed" or new_body.block(after.key) is None:
        return asks
    if comment.act in ("insert", "move") and comment.after and new_body.block(comment.after) is None:
        return asks
    if comment.act == "insert" or (comment.act == "move" and before.start is None):
        return stays
    if comment.needs_author or (after.status != "edited" and before.start is not None):
        return stays
    old, new = words_at(old_body, before.key, comment.language), words_at(new_body, after.key, comment.language)
    if old is None or new is None or old.signs == new.signs:
        return stays
    if before.key != after.key or comment.act != "replace":
        return asks
    return _laid(comment, before, (old, new), asks)


def _laid(comment: Any, before: Anchor, texts: tuple[Rich, Rich], asks: Carried) -> Carried:
    """Lay what it changed in the older words on the newer ones."""
    old, new = texts
    whole = before.start is None or before.end is None
    reads = comment.proposed if whole else exchanged(old, before.start or 0, before.end or 0, comment.proposed)
    suggested = changes(old, rich(reads))
    since = changes(old, new)
    if collide(Offer((1,), "replace", made=suggested), Offer((2,), "replace", made=since)):
        return asks
    both = written(changed(old, dict.fromkeys([*suggested, *since])))
    stretch = smallest(written(new.signs), both)
    if stretch is None:  # the new version says what it suggests
        return Carried(False, None, None, both)
    return Carried(False, stretch.start, stretch.end, stretch.proposed)
