"""What a file begins with: a blank text with a title, or a pasted one as its reader corrected it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from council_flow.text.blocks import Block, Body, new_key
from council_flow.text.cleaning import clean
from council_flow.text.editing import is_bis, split_kind
from council_flow.text.markdown import Understood


def blank(title: str, original: str) -> Body:
    """Return a text that has a title only."""
    return Body(original, (Block(new_key(), "title", 1, {original: clean(title, original)}, {}),))


def from_choices(understood: Sequence[Understood], original: str, kinds: Sequence[str]) -> Body:
    """Return the text that was understood, with the kinds that its reader chose, such as ``subparagraph-2``."""
    blocks = [part.block for part in understood]
    if len(kinds) == len(blocks):
        blocks = [_as(block, kind) for block, kind in zip(blocks, kinds, strict=True)]
    return Body(original, tuple(blocks))


def _as(block: Block, choice: str) -> Block:
    kind, level = split_kind(choice)
    return replace(block, kind=kind, level=level, bis=is_bis(choice))
